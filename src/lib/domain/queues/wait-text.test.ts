import { describe, expect, test } from 'vitest';
import { readWait, writeWait } from './wait-text.ts';

describe('a wait as it is typed', () => {
	test.each([
		['20', 20_000],
		['20 s', 20_000],
		[' 20S ', 20_000],
		['0', 0],
		['2,5 s', 2500],
		['5 min', 300_000],
		['5m', 300_000],
		['4 h', 14_400_000],
		['1 h 30 min', 5_400_000],
		['1:30', 90_000],
		['1:00:05', 3_605_000],
		['1 d', 86_400_000]
	])('%j is %d ms', (typed, ms) => {
		expect(readWait(typed)).toBe(ms);
	});

	test.each(['', 'soon', '-5', '5 parsecs', '5 s later', '1:75', '1e9', 'NaN', '99999999'])(
		'%j is none',
		(typed) => {
			expect(readWait(typed)).toBeNull();
		}
	);

	test.each([0, 1, 500, 20_000, 90_000, 300_000, 5_400_000, 14_400_000, 90_061_001])(
		'%d ms is read again as it is written',
		(ms) => {
			expect(readWait(writeWait(ms))).toBe(ms);
		}
	);
});
