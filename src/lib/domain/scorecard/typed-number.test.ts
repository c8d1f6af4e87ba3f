import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LOCALE } from '#lib/format/locale.ts';
import {
	DECIMAL_MARKS,
	isAmbiguous,
	markOf,
	readHundredths,
	readNumber,
	readTyped,
	typedNumber
} from './typed-number.ts';

test('the language of the page says which mark parts decimals', () => {
	expect(markOf(DEFAULT_LOCALE.es)).toBe('comma');
	expect(markOf(DEFAULT_LOCALE.pt)).toBe('comma');
	expect(markOf(DEFAULT_LOCALE.en)).toBe('point');
	expect(markOf('es-MX')).toBe('point');
});

describe('numbers as people type them', () => {
	test.each([
		['3.000', 3000],
		['1.234,5', 1234.5],
		['1234,5', 1234.5],
		['-3,25', -3.25],
		['−3', -3],
		['1.234.567', 1_234_567],
		['1 234,5', 1234.5],
		['1\u00a0234\u00a0567', 1_234_567],
		['12,5 %', 12.5],
		['8,75 €', 8.75],
		['€ 8,75', 8.75],
		['EUR 12.000', 12_000],
		[' 12 ', 12],
		['0,125', 0.125]
	])('%s is %d in Spanish and in Portuguese', (text, value) => {
		for (const locale of [DEFAULT_LOCALE.es, DEFAULT_LOCALE.pt])
			expect(readTyped(text, markOf(locale))).toBe(value);
	});

	test.each([
		['3,000', 3000],
		['1,234.5', 1234.5],
		['12 000', 12_000],
		['£8.75', 8.75],
		['0.125', 0.125]
	])('%s is %d in English', (text, value) => {
		expect(readTyped(text, markOf(DEFAULT_LOCALE.en))).toBe(value);
	});

	test.each([
		...['12.5', '0.85', '1.23,4', '1,2,3', '', '-', '12x', '1e3', '.5', ',5', '1.2345'],
		...['1.2 34', '12 5', '3.000.00', '--1', '1,5 km', '%']
	])('%s is no number where decimals have a comma', (text) => {
		expect(readNumber(text, 'comma')).toBeNull();
		expect(readTyped(text, 'comma')).toBeNull();
	});

	test('what would be thousands in another language is not read from a field', () => {
		expect(readTyped('3,000', 'comma')).toBe('ambiguous');
		expect(readTyped('3.000', 'point')).toBe('ambiguous');
		expect(readTyped('-123.456 €', 'point')).toBe('ambiguous');
		for (const text of ['3,00', '3,0000', '1234,567', '0,125', '3.000', '1.234,567'])
			expect(isAmbiguous(text, 'comma')).toBe(false);
	});

	test('a file that says which mark it has leaves nothing to doubt', () => {
		expect(readNumber('1.234', 'comma')).toBe(1234);
		expect(readNumber('1.234', 'point')).toBe(1.234);
		expect(readNumber('1,234.5', 'point')).toBe(1234.5);
	});

	test('what is written for a field is read as the same number, and in no other language as another', () => {
		const value = fc
			.double({ min: -1e9, max: 1e9, noNaN: true })
			.map((one) => Number(one.toPrecision(12)) + 0);
		fc.assert(
			fc.property(value, fc.constantFrom(...DECIMAL_MARKS), (number, mark) => {
				const text = typedNumber(number, mark);
				expect(readTyped(text, mark)).toBe(number);
				const other = readTyped(text, mark === 'comma' ? 'point' : 'comma');
				expect([null, 'ambiguous', number]).toContain(other);
			})
		);
		expect(typedNumber(12.345, 'comma')).toBe('12,3450');
	});
});

describe('amounts of two decimals at most', () => {
	test.each([
		['0,85', 85],
		['1.200 €', 120_000],
		['1.000,5', 100_050],
		['−3,5 %', -350],
		['-0', 0]
	])('%s is %d hundredths', (text, hundredths) => {
		expect(readHundredths(text, 'comma')).toBe(hundredths);
	});

	test.each(['', '1,234', '3,000', '0.85', 'x', '1e5', '--1'])('%s is no such amount', (text) => {
		expect(readHundredths(text, 'comma')).toBeNull();
	});

	test('what is written for a field is read as the same hundredths', () => {
		fc.assert(
			fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
				for (const mark of DECIMAL_MARKS)
					expect(readHundredths(typedNumber(hundredths / 100, mark), mark)).toBe(hundredths);
			})
		);
	});
});
