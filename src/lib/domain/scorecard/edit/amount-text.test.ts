import { describe, expect, it } from 'vitest';
import { MEASURE_UNITS } from '../measure-unit.ts';
import { decimalMark, readAmount, writeAmount } from './amount-text.ts';

describe('an amount as people type it', () => {
	it('reads shares in per cent, with or without the sign, with comma or point', () => {
		expect(readAmount('95', 'ratio')).toBe(0.95);
		expect(readAmount('0,5 %', 'percent')).toBe(0.005);
		expect(readAmount('-10', 'percent')).toBe(-0.1);
		expect(readAmount('−20', 'balance')).toBe(-0.2);
	});

	it('reads money in whole units and keeps cents', () => {
		expect(readAmount('4,25 €', 'money')).toBe(425);
		expect(readAmount('0.85', 'money')).toBe(85);
		expect(readAmount('EUR 8', 'money')).toBe(800);
	});

	it('reads durations as clocks, units or seconds', () => {
		expect(readAmount('5:30', 'duration')).toBe(330_000);
		expect(readAmount('3 min', 'duration')).toBe(180_000);
		expect(readAmount('20', 'duration')).toBe(20_000);
	});

	it('refuses what is no number', () => {
		for (const unit of MEASURE_UNITS) {
			expect(readAmount('', unit)).toBeNull();
			expect(readAmount('many', unit)).toBeNull();
		}
		expect(readAmount('1.000,50', 'number')).toBeNull();
		expect(readAmount('80 %', 'number')).toBeNull();
	});

	it('writes what it reads back to the same value', () => {
		const values: Record<(typeof MEASURE_UNITS)[number], number> = {
			...{ count: 12, ratio: 0.333, duration: 333_000, balance: -0.07, score: 5.5 },
			...{ money: 1234.5, number: 0.001, percent: 0.29 }
		};
		for (const unit of MEASURE_UNITS)
			for (const mark of ['.', decimalMark('es')])
				expect(readAmount(writeAmount(values[unit], unit, mark), unit)).toBe(values[unit]);
		expect(writeAmount(0.005, 'ratio', decimalMark('es'))).toBe('0,5 %');
	});
});
