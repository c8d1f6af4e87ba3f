import { describe, expect, it } from 'vitest';
import { MEASURE_UNITS } from '../measure-unit.ts';
import { DECIMAL_MARKS } from '../typed-number.ts';
import { readAmount, writeAmount } from './amount-text.ts';

describe('an amount as people type it', () => {
	it('reads shares in per cent, with or without the sign', () => {
		expect(readAmount('95', 'ratio', 'comma')).toBe(0.95);
		expect(readAmount('0,5 %', 'percent', 'comma')).toBe(0.005);
		expect(readAmount('0.5 %', 'percent', 'point')).toBe(0.005);
		expect(readAmount('-10', 'percent', 'comma')).toBe(-0.1);
		expect(readAmount('−20', 'balance', 'comma')).toBe(-0.2);
		expect(readAmount('33,333 %', 'ratio', 'comma')).toBe(0.33333);
		expect(readAmount('33.3 %', 'ratio', 'comma')).toBeNull();
	});

	it('reads money in whole units and keeps cents', () => {
		expect(readAmount('4,25 €', 'money', 'comma')).toBe(425);
		expect(readAmount('0.85', 'money', 'point')).toBe(85);
		expect(readAmount('EUR 8', 'money', 'comma')).toBe(800);
		expect(readAmount('8 %', 'money', 'comma')).toBeNull();
	});

	it('takes groups of three for thousands, as the language of the page writes them', () => {
		expect(readAmount('3.000', 'money', 'comma')).toBe(300_000);
		expect(readAmount('3.000', 'money', 'point')).toBe('ambiguous');
		expect(readAmount('3,000', 'money', 'point')).toBe(300_000);
		expect(readAmount('3,000', 'money', 'comma')).toBe('ambiguous');
		expect(readAmount('1.000,50', 'number', 'comma')).toBe(1000.5);
		expect(readAmount('1,000.50', 'number', 'comma')).toBeNull();
	});

	it('reads durations as clocks, units or seconds', () => {
		expect(readAmount('5:30', 'duration', 'comma')).toBe(330_000);
		expect(readAmount('3 min', 'duration', 'comma')).toBe(180_000);
		expect(readAmount('1 min. 30 seg.', 'duration', 'comma')).toBe(90_000);
		expect(readAmount('1,5 h', 'duration', 'comma')).toBe(5_400_000);
		expect(readAmount('1.5 h', 'duration', 'comma')).toBeNull();
		expect(readAmount('20', 'duration', 'comma')).toBe(20_000);
		expect(readAmount('3.000', 'duration', 'comma')).toBe(3_000_000);
		expect(readAmount('3,000', 'duration', 'comma')).toBe('ambiguous');
	});

	it('refuses what is no number', () => {
		for (const unit of MEASURE_UNITS) {
			expect(readAmount('', unit, 'comma')).toBeNull();
			expect(readAmount('many', unit, 'point')).toBeNull();
		}
		expect(readAmount('80 %', 'number', 'comma')).toBeNull();
		expect(readAmount('80 €', 'score', 'comma')).toBeNull();
	});

	it('writes what it reads back to the same value', () => {
		const values: Record<(typeof MEASURE_UNITS)[number], readonly number[]> = {
			...{ count: [12, 1234], ratio: [0.333, 0.12345], duration: [333_000, 12_345] },
			...{ balance: [-0.07], score: [5.5, 4.333], money: [1234.5, 425], percent: [0.29] },
			number: [0.001, 1.234]
		};
		for (const unit of MEASURE_UNITS)
			for (const mark of DECIMAL_MARKS)
				for (const value of values[unit])
					expect(readAmount(writeAmount(value, unit, mark), unit, mark)).toBe(value);
		expect(writeAmount(0.005, 'ratio', 'comma')).toBe('0,5 %');
	});
});
