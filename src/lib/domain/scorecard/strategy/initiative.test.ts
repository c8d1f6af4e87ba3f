import { describe, expect, it } from 'vitest';
import type { MeasureView } from '../view.ts';
import type { Reading } from '../reading.ts';
import { ganttOf } from './gantt.ts';
import { reviewOf } from './initiative-effect.ts';
import { statusOf } from './initiative-status.ts';
import { countedMilestones, initiativeFaults } from './initiative.ts';
import type { Initiative } from './initiative.ts';

const PLAN: Initiative = {
	name: 'Formación en resolución',
	description: '',
	sponsor: 'Dirección',
	owner: 'Formación',
	startsOn: '2026-01-01',
	endsOn: '2026-04-10',
	budgetCents: 10_000_000,
	spentCents: 6_000_000,
	doneShare: 0.4,
	objectives: [],
	milestones: [],
	effects: [],
	ended: null
};
const milestone = (name: string, dueOn: string, doneOn: string | null, isStep = false) => ({
	...{ name, dueOn, doneOn, isStep }
});

describe('the status of an initiative', () => {
	it('gives the textbook answer: 40 % done of 60 %, 60 000 spent of 100 000, will cost 150 000', () => {
		// 60 of 100 days are over on the 61st.
		expect(statusOf(PLAN, '2026-03-02')).toMatchObject({
			...{ stage: 'underWay', done: 0.4, due: 0.6, estimateCents: 15_000_000 },
			...{ schedule: 'bad', budget: 'bad', level: 'bad' }
		});
		expect(statusOf(PLAN, '2026-03-02').costVariance).toBeCloseTo(-0.2, 12);
		expect(statusOf(PLAN, '2026-03-02').scheduleVariance).toBeCloseTo(-0.2, 12);
	});

	it('is on plan up to 5 points behind it, and bad beyond 15', () => {
		const at = (doneShare: number) =>
			statusOf({ ...PLAN, doneShare, budgetCents: 0 }, '2026-03-02');
		expect(at(0.55)).toMatchObject({ schedule: 'good', budget: 'none', level: 'good' });
		expect(at(0.54)).toMatchObject({ schedule: 'warn', level: 'warn' });
		expect(at(0.45)).toMatchObject({ schedule: 'warn' });
		expect(at(0.44)).toMatchObject({ schedule: 'bad' });
		expect(at(0.6)).toMatchObject({ costVariance: null, estimateCents: null });
	});

	it('is late as soon as its last day is over, however little is missing', () => {
		const nearly = { ...PLAN, doneShare: 0.99, spentCents: 0 };
		expect(statusOf(nearly, '2026-04-10').schedule).toBe('good');
		expect(statusOf(nearly, '2026-04-11').schedule).toBe('bad');
		expect(statusOf({ ...nearly, doneShare: 1 }, '2026-04-11').schedule).toBe('good');
	});

	it('is not judged before it begins nor after it ends, but what was spent is', () => {
		expect(statusOf(PLAN, '2025-12-31')).toMatchObject({ stage: 'planned', level: 'none', due: 0 });
		const finished = { ...PLAN, ended: { as: 'finished', on: '2026-04-01' } } as const;
		expect(statusOf(finished, '2026-05-01')).toMatchObject({
			...{ stage: 'finished', done: 1, schedule: 'none', budget: 'good' }
		});
		expect(statusOf({ ...finished, spentCents: 12_000_000 }, '2026-05-01').budget).toBe('bad');
		const cancelled = { ...PLAN, ended: { as: 'cancelled', on: '2026-02-01' } } as const;
		expect(statusOf(cancelled, '2026-05-01')).toMatchObject({ stage: 'cancelled', level: 'none' });
	});

	it('counts steps in the place of the milestone they make up', () => {
		const milestones = [
			milestone('Curso', '2026-02-01', null),
			milestone('Temario', '2026-01-15', '2026-01-14', true),
			milestone('Aula', '2026-02-01', null, true),
			milestone('Examen', '2026-04-01', null)
		];
		const plan = { ...PLAN, doneShare: null, milestones };
		expect(countedMilestones(plan).map(({ name }) => name)).toEqual(['Temario', 'Aula', 'Examen']);
		const status = statusOf(plan, '2026-02-10');
		expect(status.done).toBeCloseTo(1 / 3, 12);
		expect(status.due).toBeCloseTo(2 / 3, 12);
		expect(status.overdueMilestones).toBe(1);
	});

	it('is at best in doubt with a milestone that is overdue', () => {
		const plan = {
			...{ ...PLAN, doneShare: 0.9, spentCents: 0 },
			milestones: [milestone('Curso', '2026-02-01', null)]
		};
		expect(statusOf(plan, '2026-02-01').schedule).toBe('good');
		expect(statusOf(plan, '2026-02-02').schedule).toBe('warn');
	});
});

describe('the faults of an initiative', () => {
	const effect = (measure: string, change = 0.05, month = '2026-06') => ({
		measure,
		change,
		month
	});

	it('finds none in a sound one', () => {
		expect(initiativeFaults({ ...PLAN, effects: [effect('fcr')] }, ['fcr'])).toEqual([]);
	});

	it('names each of them', () => {
		const bad: Initiative = {
			...{ ...PLAN, name: '', startsOn: '2026-02-30', endsOn: '2025-01-01' },
			milestones: [milestone('Aula', '2026-01-01', null, true), milestone('Curso', 'pronto', null)],
			effects: [effect('gone'), effect('fcr'), effect('fcr'), effect('aht', 0)],
			ended: { as: 'finished', on: '2026-01-01' }
		};
		expect(initiativeFaults(bad, ['fcr', 'aht'])).toEqual([
			...['name', 'startsOn', 'endsOn', 'endedOn', 'milestone.1', 'firstStep'],
			...['effect.0', 'effectTwice.2', 'effect.3']
		]);
	});
});

describe('what came of an initiative', () => {
	const share = (numerator: number, denominator: number): Reading => ({
		...{ numerator, denominator, n: denominator, state: 'actual' }
	});
	const plan = { startsOn: '2026-04-10' };
	const readings = new Map([
		['2025-12', share(0, 1000)],
		['2026-01', share(60, 100)],
		['2026-02', share(120, 200)],
		['2026-03', share(20, 100)],
		['2026-04', share(0, 100)],
		['2026-05', share(60, 100)],
		['2026-06', share(240, 300)]
	]);
	const sources = { view: null, readings, thisMonth: '2026-07', shared: 0 };
	const effect = { measure: 'fcr', change: 0.2, month: '2026-09' };

	it('compares three months before with the whole months since, both from their sums', () => {
		const found = reviewOf(effect, plan, sources);
		expect(found.before).toBeCloseTo(200 / 400, 12);
		expect(found.since).toBeCloseTo(300 / 400, 12);
		expect(found).toMatchObject({ state: 'reached', signal: null });
	});

	it('waits until its month is over, and then says that it did not come', () => {
		const hoped = { ...effect, change: 0.3 };
		expect(reviewOf(hoped, plan, sources).state).toBe('waiting');
		expect(reviewOf({ ...hoped, month: '2026-06' }, plan, sources).state).toBe('missed');
	});

	it('counts what was to fall as reached when it fell', () => {
		expect(reviewOf({ ...effect, change: -0.2 }, plan, sources).state).toBe('waiting');
	});

	it('says nothing where nothing was measured', () => {
		expect(reviewOf(effect, plan, { ...sources, readings: new Map() })).toMatchObject({
			...{ before: null, since: null, change: null, state: 'unknown' }
		});
		expect(reviewOf(effect, plan, { ...sources, thisMonth: '2026-05' }).since).toBeNull();
	});

	it('compares sums by the month', () => {
		const contacts = (n: number): Reading => ({
			...{ numerator: n, denominator: null, n, state: 'actual' }
		});
		const counted = new Map([
			['2026-02', contacts(100)],
			['2026-03', contacts(200)],
			['2026-05', contacts(90)]
		]);
		const found = reviewOf(effect, plan, { ...sources, readings: counted, thisMonth: '2026-06' });
		expect(found).toMatchObject({ before: 150, since: 90, change: -60 });
		const levels = new Map(
			[...counted].map(([month, reading]) => [month, { ...reading, isLevel: true } as const])
		);
		const level = reviewOf(effect, plan, { ...sources, readings: levels, thisMonth: '2026-06' });
		expect(level).toMatchObject({ before: 200, since: 90 });
	});

	it('tells a signal of the months since, by the direction of the target', () => {
		const months = ['2026-03', '2026-04', '2026-05', '2026-06'];
		const view = (points: readonly number[], direction: 'up' | 'down') =>
			({
				points: months.map((month) => ({ month, target: { direction } })),
				chart: { limits: [], signals: [{ kind: 'beyond', side: 'above', points }] }
			}) as unknown as MeasureView;
		const signal = (points: readonly number[], direction: 'up' | 'down') =>
			reviewOf(effect, plan, { ...sources, view: view(points, direction) }).signal;
		expect(signal([3], 'up')).toBe('better');
		expect(signal([3], 'down')).toBe('worse');
		expect(signal([0, 1], 'up')).toBeNull();
	});
});

describe('the time line of initiatives', () => {
	it('spans whole months, and places bars and milestones by their days', () => {
		const one = { ...PLAN, milestones: [milestone('Curso', '2026-02-01', null)] };
		const { ticks, bars, today } = ganttOf([one], '2026-03-02');
		// January to April: 120 days.
		expect(ticks.map(({ month }) => month)).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
		expect(bars[0]?.from).toBe(0);
		expect(bars[0]?.to).toBeCloseTo(100 / 120, 12);
		expect(bars[0]?.doneTo).toBeCloseTo(40 / 120, 12);
		expect(bars[0]?.milestones[0]).toMatchObject({ isOverdue: true, at: 31 / 120 });
		expect(today).toBeCloseTo(60 / 120, 12);
	});

	it('has room for years without crowding its marks, and says nothing of a day outside', () => {
		const long = { ...PLAN, endsOn: '2029-12-31' };
		const { ticks, today } = ganttOf([long], '2025-06-01');
		expect(ticks.length).toBeLessThanOrEqual(13);
		expect(today).toBeNull();
		expect(ganttOf([], '2026-01-15').bars).toEqual([]);
	});
});
