import { describe, expect, test } from 'vitest';
import { dayPlace } from './day-place.ts';

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'];

describe('the place of a day on an axis of months', () => {
	test('is by its part of the month', () => {
		expect(dayPlace('2026-01-01', MONTHS)).toBe(0);
		expect(dayPlace('2026-02-15', MONTHS)).toBe(1.5 / 4);
		expect(dayPlace('2026-04-30', MONTHS, true)).toBe(1);
		expect(dayPlace('2026-02-28', MONTHS, true)).toBe(0.5);
	});

	test('of a day beyond it is its end', () => {
		expect(dayPlace('2025-12-31', MONTHS, true)).toBe(0);
		expect(dayPlace('2026-05-01', MONTHS)).toBe(1);
	});
});
