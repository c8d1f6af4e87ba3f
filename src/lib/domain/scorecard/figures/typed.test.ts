import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlag, readMonth, readNumber, scaled, typedNumber } from './typed.ts';

describe('numbers as people type them', () => {
	test.each([
		['1.234,5', 1234.5],
		['1234,5', 1234.5],
		['-3,25', -3.25],
		['−3', -3],
		['1.234.567', 1_234_567],
		['1 234,5', 1234.5],
		['12,5 %', 12.5],
		['8,75 €', 8.75],
		['0,125', 0.125]
	])('%s is %d where decimals have a comma', (text, value) => {
		expect(readNumber(text, 'comma')).toBe(value);
	});

	test.each(['12.5', '1.23,4', '1,2,3', '', '-', '12x', '1e3', '.5', ',5', '1.2345'])(
		'%s is no number where decimals have a comma',
		(text) => {
			expect(readNumber(text, 'comma')).toBeNull();
		}
	);

	test('the same digits are another number with the other mark, never a guess', () => {
		expect(readNumber('1.234', 'comma')).toBe(1234);
		expect(readNumber('1.234', 'point')).toBe(1.234);
		expect(readNumber('1,234.5', 'point')).toBe(1234.5);
	});

	test('what is written for a field is read as the same number', () => {
		fc.assert(
			fc.property(
				fc
					.double({ min: -1e9, max: 1e9, noNaN: true })
					.map((value) => Number(value.toPrecision(12))),
				fc.constantFrom('comma' as const, 'point' as const),
				(value, mark) => {
					// Adding 0 makes the zero below zero the one above.
					expect((readNumber(typedNumber(value, mark), mark) ?? NaN) + 0).toBe(value + 0);
				}
			)
		);
	});

	test('euros become whole cents without the dust of floating point', () => {
		expect(scaled(8.75, 100)).toBe(875);
		expect(scaled(1.15, 100)).toBe(115);
		expect(scaled(19.99, 100)).toBe(1999);
	});
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
