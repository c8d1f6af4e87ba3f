import { describe, expect, test } from 'vitest';
import { earlierDays } from './earlier-days.ts';

const ZONE = 'Europe/Madrid';

describe('earlierDays', () => {
	test('are one from Monday to Thursday at the beginning of each month, the newest first', () => {
		expect(earlierDays({ date: '2026-11-22', zone: ZONE }, 5)).toEqual([
			'2026-09-01',
			'2026-08-03',
			'2026-07-01',
			'2026-06-01'
		]);
	});

	test('leave out the weeks that a usual day is made of', () => {
		expect(earlierDays({ date: '2026-11-01', zone: ZONE }, 2)).toEqual(['2026-09-01']);
		expect(earlierDays({ date: '2026-11-30', zone: ZONE }, 2)).toEqual([
			'2026-10-01',
			'2026-09-01'
		]);
	});

	test('are none where none are asked for', () => {
		expect(earlierDays({ date: '2026-11-22', zone: ZONE }, 0)).toEqual([]);
	});
});
