import { describe, expect, test } from 'vitest';
import type { TeamNode } from '../../access/team.ts';
import { measure } from '../measured.ts';
import type { Readings } from '../measured.ts';
import { monthsBetween } from '../month.ts';
import { valueOf } from '../reading.ts';
import { figureReadings } from './figure-reading.ts';
import { NEW_FIGURE } from './figure.ts';
import type { Figure } from './figure.ts';
import { spotState } from './figure-value.ts';
import type { FigureValue } from './figure-value.ts';

const node = (id: string, parent: string | null): TeamNode => ({
	...{ id, parent, kind: parent === null ? 'company' : 'team', name: id, position: 0 },
	...{ queues: [], words: [] }
});
/** company > norte > (a, b); company > sur */
const NODES = [
	node('company', null),
	node('norte', 'company'),
	node('a', 'norte'),
	node('b', 'norte'),
	node('sur', 'company')
];
const figure = (change: Partial<Figure>): Figure => ({
	...NEW_FIGURE,
	...{ code: 'x', name: 'x', source: 'x' },
	...change
});
const TURNOVER = figure({ unit: 'percent', adding: 'ratio', factor: 12, denominatorName: 'y' });
const HEADCOUNT = figure({ adding: 'last' });
const HOURS = figure({ adding: 'sum' });

const value = (
	team: string,
	month: string,
	numerator: number,
	change: Partial<FigureValue> = {}
): FigureValue => ({
	...{ figure: 'f', team, month, numerator, denominator: null, n: 1, revision: 1 },
	...{ state: 'approved', isEstimate: false, isVoid: false, source: 's', evidence: '' },
	...{ enteredAtMs: 1, enteredBy: 'p', decidedAtMs: 2, decidedBy: 'q', decision: '' },
	...change
});
const ratio = (team: string, month: string, numerator: number, denominator: number) =>
	value(team, month, numerator, { denominator, n: denominator });

const MONTHS = monthsBetween('2026-01', '2026-06');
const read = (
	of: Figure,
	values: readonly FigureValue[],
	team = 'company',
	agent: string | null = null
): Readings =>
	figureReadings(of, { nodes: NODES, values }, { unit: { team, agent }, months: MONTHS });
const told = (readings: Readings, month: string) => {
	const reading = readings.get(month) ?? null;
	return reading && { value: valueOf(reading), state: reading.state };
};
const judged = { target: null, leastN: 0 };

describe('the value that counts', () => {
	test('is the newest that was approved; what waits or was refused changes nothing', () => {
		const values = [
			value('a', '2026-01', 5),
			value('a', '2026-01', 7, { revision: 2 }),
			value('a', '2026-01', 8, { revision: 3, state: 'refused' }),
			value('a', '2026-01', 9, { revision: 4, state: 'entered' })
		];
		expect(told(read(HOURS, values, 'a'), '2026-01')).toEqual({ value: 7, state: 'manual' });
		expect(spotState([...values].reverse())).toMatchObject({
			counting: { revision: 2 },
			waiting: { revision: 4 },
			newest: { revision: 4 }
		});
	});

	test('is none once somebody has said, and another agreed, that there is none', () => {
		const gone = value('a', '2026-01', 0, { revision: 2, isVoid: true });
		expect(told(read(HOURS, [value('a', '2026-01', 5), gone], 'a'), '2026-01')).toBeNull();
		const waits = { ...gone, state: 'entered' as const };
		expect(told(read(HOURS, [value('a', '2026-01', 5), waits], 'a'), '2026-01')?.value).toBe(5);
	});

	test('is told as an estimate when it is one', () => {
		const values = [value('a', '2026-01', 5, { isEstimate: true })];
		expect(told(read(HOURS, values, 'a'), '2026-01')?.state).toBe('estimated');
	});
});

describe('nodes come together', () => {
	test('by the sums of their numerators and denominators, never by the mean of their shares', () => {
		const values = [ratio('a', '2026-01', 10, 100), ratio('b', '2026-01', 0, 20)];
		// (10 + 0) / (100 + 20) × 12, where the mean of both shares would say 60 %.
		expect(told(read(TURNOVER, values), '2026-01')?.value).toBeCloseTo(1, 12);
	});

	test('with the own value of a node in place of those below it', () => {
		const values = [
			value('norte', '2026-01', 50),
			value('a', '2026-01', 20),
			value('sur', '2026-01', 5)
		];
		expect(told(read(HOURS, values, 'norte'), '2026-01')?.value).toBe(50);
		expect(told(read(HOURS, values), '2026-01')?.value).toBe(55);
	});

	test('provisionally while one that told its number before has not', () => {
		const values = [
			value('a', '2026-01', 20),
			value('b', '2026-01', 10),
			value('a', '2026-02', 21)
		];
		expect(told(read(HOURS, values, 'norte'), '2026-01')?.state).toBe('manual');
		expect(told(read(HOURS, values, 'norte'), '2026-02')).toEqual({
			value: 21,
			state: 'provisional'
		});
	});

	test('and see nothing of what is above or beside them', () => {
		const values = [value('company', '2026-01', 100), value('b', '2026-01', 10)];
		expect(told(read(HOURS, values, 'a'), '2026-01')).toBeNull();
	});

	test('and a single agent has no figure', () => {
		expect(told(read(HOURS, [value('a', '2026-01', 20)], 'a', 'agent-1'), '2026-01')).toBeNull();
	});
});

describe('months come together', () => {
	test('as a ratio by their sums: an annual rate of a quarter is that of its leavers and its headcount', () => {
		const values = [
			ratio('a', '2026-01', 3, 120),
			ratio('a', '2026-02', 0, 118),
			ratio('a', '2026-03', 6, 122)
		];
		const quarter = measure(read(TURNOVER, values, 'a'), MONTHS.slice(0, 3), judged);
		expect(quarter.value).toBeCloseTo((9 / 360) * 12, 12);
		expect(quarter.n).toBe(360);
	});

	test('as a sum by adding', () => {
		const values = [value('a', '2026-01', 20), value('a', '2026-02', 22.5)];
		expect(measure(read(HOURS, values, 'a'), MONTHS, judged).value).toBe(42.5);
	});

	test('as a level by the last known one, over nodes by their sum', () => {
		const values = [
			value('a', '2026-01', 40),
			value('b', '2026-01', 10),
			value('a', '2026-02', 42),
			value('b', '2026-02', 11)
		];
		expect(measure(read(HEADCOUNT, values), MONTHS, judged).value).toBe(53);
		const before = measure(read(HEADCOUNT, values), ['2026-01'], judged);
		expect(before.value).toBe(50);
	});
});
