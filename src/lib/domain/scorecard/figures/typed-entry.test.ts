import { describe, expect, test } from 'vitest';
import { NEW_FIGURE, figureFaults } from './figure.ts';
import type { Figure } from './figure.ts';
import { entryFaults, valueOfEntry } from './figure-value.ts';
import type { Entry } from './figure-value.ts';
import { readEntry } from './typed-entry.ts';
import type { TypedEntry } from './typed-entry.ts';

const figure = (change: Partial<Figure>): Figure => ({
	...NEW_FIGURE,
	code: 'rotacion',
	name: 'Rotación',
	source: 'RR. HH.',
	...change
});
const TURNOVER = figure({
	unit: 'percent',
	adding: 'ratio',
	factor: 12,
	denominatorName: 'Plantilla media'
});
const typed = (change: Partial<TypedEntry>): TypedEntry => ({
	...{ value: '', numerator: '', denominator: '', n: '', estimate: '' },
	...{ source: 'RR. HH.', evidence: '' },
	...change
});
const read = (of: Figure, change: Partial<TypedEntry>) => readEntry(of, typed(change), 'comma');
const entryOf = (of: Figure, change: Partial<TypedEntry>): Entry => {
	const answer = read(of, change);
	if (!answer.ok) throw new Error(answer.fault);
	return answer.entry;
};
const faults = (of: Figure, change: Partial<Entry>, month = '2026-09') =>
	entryFaults(
		of,
		{
			...{ numerator: 1, denominator: 2, n: 2, isEstimate: false, isVoid: false },
			...{ source: 'x', evidence: '' },
			...change
		},
		{ month, thisMonth: '2026-10' }
	);

describe('a value as it is typed', () => {
	test('is two numbers for a ratio; what it is divided by stands behind it', () => {
		const entry = entryOf(TURNOVER, { numerator: '3', denominator: '120' });
		expect(entry).toMatchObject({ numerator: 3, denominator: 120, n: 120 });
		// 3 of 120 in a month are 30 % a year.
		expect(valueOfEntry(TURNOVER, entry)).toBeCloseTo(0.3, 12);
	});

	test('is split by its denominator where only the per cent are known, so that it adds up', () => {
		const entry = entryOf(TURNOVER, { value: '30 %', denominator: '120' });
		expect(entry.numerator).toBeCloseTo(3, 12);
		expect(valueOfEntry(TURNOVER, entry)).toBeCloseTo(0.3, 12);
	});

	test('is cents when euros are typed, and milliseconds when hours are', () => {
		expect(entryOf(figure({ unit: 'money' }), { value: '1.234,56' }).numerator).toBe(123_456);
		expect(entryOf(figure({ unit: 'duration' }), { value: '1,5' }).numerator).toBe(5_400_000);
	});

	test('says what is wrong with it', () => {
		const fault = (of: Figure, change: Partial<TypedEntry>) => {
			const answer = read(of, change);
			return answer.ok ? null : answer.fault;
		};
		expect(fault(TURNOVER, { numerator: '3' })).toBe('denominator');
		expect(fault(TURNOVER, { denominator: '120' })).toBe('numerator');
		expect(fault(TURNOVER, { numerator: '3', value: '30', denominator: '120' })).toBe('both');
		expect(fault(TURNOVER, { value: '2,5.1', denominator: '120' })).toBe('value');
		expect(fault(figure({}), { value: '5', denominator: '2' })).toBe('denominator');
		expect(fault(figure({}), { value: '5', n: 'x' })).toBe('n');
		expect(fault(figure({}), { value: '5', estimate: '?' })).toBe('estimate');
	});
});

describe('what may be stored', () => {
	test('has a month that has begun, a source, and a denominator above 0', () => {
		expect(faults(TURNOVER, {})).toEqual([]);
		expect(faults(TURNOVER, {}, '2026-11')).toEqual(['future']);
		expect(faults(TURNOVER, {}, '1999-12')).toEqual(['month']);
		expect(faults(TURNOVER, { denominator: 0, source: '' })).toEqual(['denominator', 'source']);
		expect(faults(TURNOVER, { numerator: Infinity })).toEqual(['numerator']);
		expect(faults(figure({}), {})).toEqual(['denominator']);
	});

	test('is whole cents, and a balance within −1 and 1', () => {
		const money = figure({ unit: 'money' });
		expect(faults(money, { denominator: null, numerator: 0.5 })).toEqual(['numerator']);
		const enps = figure({ unit: 'balance', adding: 'ratio', denominatorName: 'Respuestas' });
		expect(faults(enps, { numerator: -2 })).toEqual([]);
		expect(faults(enps, { numerator: -3 })).toEqual(['share']);
	});

	test('a share that adds up as one number is refused: it could never come together', () => {
		expect(figureFaults(figure({ unit: 'percent', adding: 'last' }))).toEqual(['unit']);
		expect(figureFaults(TURNOVER)).toEqual([]);
		expect(figureFaults(figure({ code: 'Dos palabras', name: '', factor: 12 }))).toEqual([
			'code',
			'name',
			'factor'
		]);
	});
});
