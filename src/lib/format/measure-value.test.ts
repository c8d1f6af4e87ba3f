import { describe, expect, test } from 'vitest';
import type { MeasureUnit } from '../domain/scorecard/measure-unit.ts';
import { formatChange, formatIndex, formatValue } from './measure-value.ts';
import { numberFormats } from './numbers.ts';

const numbers = numberFormats('es-ES');
const words = { locale: 'es-ES', numbers, points: (n: string) => `${n} puntos` };
/** Intl puts spaces that do not break before signs. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the value of a measure', () => {
	test.each<[MeasureUnit, number | null, string]>([
		['money', 85.333, '0,85 €'],
		['money', 1_234_567, '12.345,67 €'],
		['number', 3.14159, '3,14'],
		['number', 9104, '9.104'],
		['percent', 0.2, '20,0 %'],
		['ratio', 0.9512, '95,1 %'],
		['duration', 360_000, '6:00'],
		['balance', 0.301, '+30,1'],
		['score', 4.2, '4,20'],
		['count', 11_312, '11.312'],
		['money', null, '–'],
		['number', Number.NaN, '–']
	])('of unit %s, %s, is %s', (unit, value, text) => {
		expect(plain(formatValue(unit, value, numbers))).toBe(text);
	});
});

describe('a difference of values', () => {
	test.each<[MeasureUnit, number | null, string]>([
		['money', -85, '−0,85 €'],
		['money', 0.2, '0,00 €'],
		['number', 1.5, '+1,5'],
		['number', -0.001, '0'],
		['percent', -0.032, '−3,2 puntos'],
		['ratio', 0.05, '+5,0 puntos'],
		['duration', -30_000, '−0:30'],
		['ratio', null, '–']
	])('of unit %s, %s, is %s', (unit, value, text) => {
		expect(plain(formatChange(unit, value, words))).toBe(text);
	});
});

test.each([
	[79.96, '79'],
	[80, '80'],
	[49.99, '49'],
	[79.999_999_999_9, '80'],
	[null, '–']
])('an index of %s is shown as %s and never as a limit it has not reached', (index, text) => {
	expect(formatIndex(index, numbers)).toBe(text);
});
