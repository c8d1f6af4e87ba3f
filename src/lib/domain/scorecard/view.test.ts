import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusMonths } from './month.ts';
import type { Month } from './month.ts';
import type { Reading } from './reading.ts';
import type { Measure, MeasureSource, ScorecardContent, ScorecardVersion } from './scorecard.ts';
import type { Target } from './target.ts';
import { HISTORY_MONTHS, monthsRead, sourceKey, viewScorecard } from './view.ts';
import type { ViewSources } from './view.ts';

const NOW = '2026-11';
const source = (metric: string): MeasureSource => ({
	...{ kind: 'metric', metric, channels: [], queues: [], teams: [] }
});
const TARGET: Target = { direction: 'up', floor: 0.5, target: 0.8, stretch: 1 };
const measure = (id: string, also: Partial<Measure> = {}): Measure => ({
	...{ id, objective: 'o', name: '', description: '', source: source(id), target: TARGET },
	...{ weight: 1, owner: '', timing: 'lag', leastN: 0, isCritical: false },
	...also
});
const content = (...measures: Measure[]): ScorecardContent => ({
	...{ name: 'S', description: '', links: [], sources: [], aggregator: 'mean' },
	hasCriticalCap: true,
	perspectives: [{ id: 'p', kind: 'customer', name: '', weight: 1 }],
	objectives: [{ id: 'o', perspective: 'p', name: 'O', owner: '', weight: 1 }],
	measures
});
const version = (number: number, validFrom: Month, of: ScorecardContent): ScorecardVersion => ({
	...{ scorecard: 's', version: number, validFrom, content: of, note: '' },
	...{ createdAtMs: 0, createdBy: 'x' }
});
const share = (numerator: number, denominator: number): Reading => ({
	...{ numerator, denominator, n: denominator, state: 'actual' }
});
const sources = (
	versions: readonly ScorecardVersion[],
	readings: Readonly<Record<string, Readonly<Record<Month, Reading | null>>>>
): ViewSources => ({
	versions,
	readings: new Map(
		Object.entries(readings).map(([id, of]) => [sourceKey(source(id)), new Map(Object.entries(of))])
	),
	isShare: () => true,
	thisMonth: NOW
});
const month = (at: Month) => ({ range: 'month' as const, month: at });
const first = (view: ReturnType<typeof viewScorecard>) =>
	view?.perspectives[0]?.objectives[0]?.measures[0];

describe('the view of a scorecard', () => {
	test('judges a quarter by its sums against the target of its version, and rolls it up', () => {
		const of = sources([version(1, '2026-01', content(measure('a'), measure('b')))], {
			a: { '2026-07': share(9, 10), '2026-08': share(0, 90) },
			b: { '2026-08': share(8, 10) }
		});
		const view = viewScorecard(of, { range: 'quarter', month: '2026-08' }, 'before');
		expect(first(view)?.now).toMatchObject({ value: 0.09, n: 100, index: 0 });
		expect(view).toMatchObject({ rolled: { index: 40, coverage: 1, worst: 0, reds: 1 } });
		expect([view?.level, view?.isPartial]).toEqual(['bad', false]);
	});

	test('keeps for each month the target of its time; another source under the same id was another number', () => {
		const strict: Target = { ...TARGET, floor: 0.8, target: 0.9 };
		const of = sources(
			[
				version(1, '2026-05', content(measure('a', { source: source('old') }))),
				version(2, '2026-07', content(measure('a'))),
				version(3, '2026-09', content(measure('a', { target: strict })))
			],
			{ a: Object.fromEntries(['06', '07', '08', '09'].map((at) => [`2026-${at}`, share(8, 10)])) }
		);
		const points = first(viewScorecard(of, month('2026-09'), 'before'))?.points.slice(-4) ?? [];
		expect(points.map(({ target, index }) => [target, index])).toEqual([
			...[
				[null, null],
				[TARGET, 80],
				[TARGET, 80],
				[strict, 0]
			]
		]);
		const july = viewScorecard(of, month('2026-07'), 'before');
		expect([july?.version, first(july)?.now.index]).toEqual([2, 80]);
		expect(viewScorecard(of, month('2026-04'), 'before')).toBeNull();
	});

	test('compares with the months before or a year ago, but not the sum of a month that is not over', () => {
		const sum: Reading = { numerator: 5, denominator: null, n: 5, state: 'actual' };
		const of = sources([version(1, '2025-01', content(measure('a')))], {
			a: { '2026-11': sum, '2026-10': { ...sum, numerator: 9 }, '2025-10': sum }
		});
		expect(first(viewScorecard(of, month(NOW), 'before'))?.compared).toBeNull();
		expect(first(viewScorecard(of, month('2026-10'), 'lastYear'))?.compared).toMatchObject({
			...{ value: 5, difference: 4 }
		});
		expect(first(viewScorecard(of, month('2026-10'), 'before'))?.compared).toMatchObject({
			...{ value: null, difference: null }
		});
	});

	test('shows what too little stands behind, and does not judge it', () => {
		const of = sources([version(1, '2025-01', content(measure('a', { leastN: 30 })))], {
			a: { '2026-10': share(1, 29) }
		});
		const view = viewScorecard(of, month('2026-10'), 'before');
		expect(first(view)).toMatchObject({
			...{ level: 'none', now: { value: 1 / 29, isTooFew: true, index: null } }
		});
		expect(view?.rolled).toMatchObject({ index: null, coverage: 0 });
	});

	test('counts a measure without a target for nothing, and one without data as missing', () => {
		const of = sources(
			[version(1, '2025-01', content(measure('a'), measure('b', { target: null })))],
			{ a: { '2026-10': share(1, 1) }, b: { '2026-10': share(0, 1) } }
		);
		expect(viewScorecard(of, month('2026-10'), 'before')?.rolled).toMatchObject({
			...{ index: 100, coverage: 1, reds: 0 }
		});
		const ofTeam = { ...of, isOfUnit: ({ kind }: MeasureSource) => kind !== 'metric' };
		expect(viewScorecard(ofTeam, month('2026-10'), 'before')?.rolled).toMatchObject({
			...{ index: null, coverage: null, reds: 0 }
		});
		const half = sources([version(1, '2025-01', content(measure('a'), measure('b')))], {
			a: { '2026-10': share(1, 1) }
		});
		const view = viewScorecard(half, month('2026-10'), 'before');
		const { rolled } = view?.perspectives[0]?.objectives[0] ?? {};
		expect(rolled).toMatchObject({ index: null, partial: 100, coverage: 0.5 });
		// What is not said of a part is no part of the whole.
		expect(view?.rolled).toMatchObject({ index: null, partial: null, coverage: 0.5 });
	});

	test('keeps a red critical measure in sight where too little of its objective is known', () => {
		const two = (isCritical: boolean): ScorecardContent => ({
			...content(
				measure('bad', { isCritical }),
				measure('unknown'),
				measure('good', { objective: 'q' })
			),
			objectives: ['o', 'q'].map((id) => ({
				...{ id, perspective: 'p', name: id, owner: '', weight: id === 'o' ? 1 : 9 }
			}))
		});
		const rolled = (isCritical: boolean) =>
			viewScorecard(
				sources([version(1, '2025-01', two(isCritical))], {
					bad: { '2026-10': share(0, 10) },
					good: { '2026-10': share(10, 10) }
				}),
				month('2026-10'),
				'before'
			);
		expect(rolled(true)?.perspectives[0]?.rolled).toMatchObject({ index: 79, uncapped: 100 });
		expect(rolled(true)).toMatchObject({ level: 'warn', rolled: { index: 79, worst: 0, reds: 1 } });
		expect(rolled(false)?.rolled).toMatchObject({ index: 100, uncapped: null });
	});

	test('says of a course what the control chart says, by the direction of its target', () => {
		const months = Array.from({ length: 16 }, (_, at) => plusMonths('2025-07', at));
		const course = (last: number) =>
			sources([version(1, '2024-01', content(measure('a')))], {
				a: Object.fromEntries(
					months.map((at, place) => [
						at,
						share(place === 15 ? last : 700 + ((place * 7) % 5), 1000)
					])
				)
			});
		const trend = (last: number) =>
			first(viewScorecard(course(last), month('2026-10'), 'before'))?.trend;
		expect([trend(990), trend(300), trend(702)]).toEqual(['better', 'worse', 'steady']);
		const few = sources([version(1, '2024-01', content(measure('a')))], {
			a: { '2026-09': share(1, 2), '2026-10': share(2, 2) }
		});
		expect(first(viewScorecard(few, month('2026-10'), 'before'))?.trend).toBe('none');
	});

	test('reads no month that was not named before', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
				fc.constantFrom('before' as const, 'lastYear' as const),
				fc.integer({ min: 0, max: 30 }),
				(range, comparison, back) => {
					const period = { range, month: plusMonths(NOW, -back) };
					const asked = new Set<Month>();
					const spy = new Map<Month, Reading>();
					spy.get = (at) => {
						asked.add(at);
						return undefined;
					};
					const of: ViewSources = {
						...sources([version(1, '2020-01', content(measure('a')))], {}),
						readings: new Map([[sourceKey(source('a')), spy]])
					};
					const view = viewScorecard(of, period, comparison);
					expect(first(view)?.points).toHaveLength(HISTORY_MONTHS);
					expect([...asked].filter((at) => !monthsRead(period).includes(at))).toEqual([]);
				}
			)
		);
	});
});
