import { expect, test } from 'vitest';
import { readFlag, readMonth, scaled } from './typed.ts';

test('euros become whole cents without the dust of floating point', () => {
	expect(scaled(8.75, 100)).toBe(875);
	expect(scaled(1.15, 100)).toBe(115);
	expect(scaled(19.99, 100)).toBe(1999);
});

test.each([
	['2026-10', '2026-10'],
	['10/2026', '2026-10'],
	['1/2026', '2026-01'],
	['2026-10-31', '2026-10'],
	['31/10/2026', '2026-10'],
	['2026-13', null],
	['13/2026', null],
	['octubre', null],
	['', null]
])('%s is the month %s', (text, month) => {
	expect(readMonth(text)).toBe(month);
});

test('yes and no are read in three languages, and nothing else is', () => {
	expect(['sí', 'Yes', 'sim', 'x', '1'].map(readFlag)).toEqual([true, true, true, true, true]);
	expect(['', 'no', 'não'].map(readFlag)).toEqual([false, false, false]);
	expect(readFlag('maybe')).toBeNull();
});
