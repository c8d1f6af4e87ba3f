import { describe, expect, test } from 'vitest';
import { bucketsBetween, formatInstant } from '../metrics/interval.ts';
import { metric } from '../metrics/catalogue.ts';
import { alignBefore } from './alignment.ts';
import { definitionChanges } from './definition-changes.ts';
import type { HistoryGroup, HistoryRow } from './history-answer.ts';
import { metricGroups } from './metric-groups.ts';
import { isEmptyPeriod, panelsOf } from './panels.ts';
import { tableRows } from './table.ts';

const ZONE = 'Europe/Madrid';
const at = (text: string): number => Date.parse(text);
const period = { fromMs: at('2026-10-24T00:00:00+02:00'), toMs: at('2026-10-26T00:00:00+01:00') };
const earlier = { fromMs: at('2026-10-17T00:00:00+02:00'), toMs: at('2026-10-19T00:00:00+02:00') };
const starts = (range: typeof period, bucket: '1h' | '1d'): number[] =>
	bucketsBetween(range.fromMs, range.toMs, bucket, ZONE, 1000);

describe('the period before under the period', () => {
	test('an hour stands over the same hour of the clock, also when the day has 25', () => {
		const before = starts(earlier, '1h').map((atMs) => ({
			atMs,
			value: formatInstant(atMs, ZONE)
		}));
		const aligned = alignBefore(starts(period, '1h'), before, {
			bucket: '1h',
			period,
			beforePeriod: earlier,
			zone: ZONE
		});
		expect(aligned).toHaveLength(49);
		// The last hour of Sunday, after the clock went back.
		expect(aligned.at(-1)).toBe('2026-10-18T23:00:00+02:00');
		// Both hours that the clock calls two.
		expect([aligned[26], aligned[27]]).toEqual([
			'2026-10-18T02:00:00+02:00',
			'2026-10-18T02:00:00+02:00'
		]);
	});
});

const rows: HistoryRow[] = [
	{ at: '2026-10-24T00:00:00+02:00', offered: { value: 3 }, aht: { value: 10_000, n: 2 } },
	{ at: '2026-10-25T00:00:00+02:00', offered: { value: 5 }, aht: { value: null, n: 0 } }
];
const group: HistoryGroup = {
	metrics: ['offered', 'aht'],
	ignored: [],
	by: null,
	now: { rows, total: { at: 'x', offered: { value: 8 }, aht: { value: 10_000, n: 2 } }, parts: [] },
	before: null,
	query: '',
	queryBefore: null
};
const answer = {
	period,
	before: null,
	bucket: '1d',
	asOfMs: at('2026-10-25T12:00:00Z'),
	groups: [group]
} as const;

describe('panels', () => {
	test('stand in the order they were asked for, with the day that is not over marked', () => {
		const panels = panelsOf(answer, ['aht', 'offered'], ZONE);
		expect(panels.map((panel) => panel.metric.id)).toEqual(['aht', 'offered']);
		expect(
			panels[1]?.courses[0]?.points.map(({ value, isPartial }) => [value?.value, isPartial])
		).toEqual([
			[3, false],
			[5, true]
		]);
		expect(panels[0]?.courses[0]?.points[1]?.value).toEqual({ value: null, n: 0 });
	});

	test('of a split have every bucket for every part: nothing counted is 0, nothing to divide is a gap', () => {
		const split: HistoryGroup = {
			...group,
			by: 'queue',
			now: {
				...group.now,
				rows: [
					{ ...rows[0], queue: 'a' },
					{ ...rows[1], queue: 'b' }
				],
				parts: [
					{ at: 'x', queue: 'b', offered: { value: 5 }, aht: { value: null, n: 0 } },
					{ at: 'x', queue: 'a', offered: { value: 3 }, aht: { value: 10_000, n: 2 } }
				]
			}
		};
		const panels = panelsOf({ ...answer, groups: [split] }, ['offered', 'aht'], ZONE);
		const course = (metricIndex: number, index: number) =>
			panels[metricIndex]?.courses[index]?.points.map(({ value }) => value?.value ?? null);
		expect([course(0, 0), course(0, 1)]).toEqual([
			[3, 0],
			[0, 5]
		]);
		expect(course(1, 0)).toEqual([10_000, null]);
		expect(panels[0]?.verdict).toBeNull();
		const named = {
			nameOf: (name: string) => name,
			byName: (a: string, b: string) => (a < b ? -1 : 1)
		};
		const order = { by: 'queue', ...named } as const;
		const names = (sort: { column: string; isDescending: boolean } | null) =>
			tableRows(panels, { period }, { ...order, sort }).map(({ name }) => name);
		expect(names(null)).toEqual(['a', 'b']);
		expect(names({ column: 'offered', isDescending: true })).toEqual(['b', 'a']);
		// What is nothing stands last, whichever way.
		expect(names({ column: 'aht', isDescending: true })).toEqual(['a', 'b']);
		expect(names({ column: 'aht', isDescending: false })).toEqual(['a', 'b']);
	});

	test('rows of a table are cut to the range', () => {
		const cut = { ...period, fromMs: at('2026-10-24T12:00:00+02:00') };
		const panels = panelsOf({ ...answer, period: cut }, ['offered'], ZONE);
		const [first] = tableRows(
			panels,
			{ period: cut },
			{
				sort: null,
				by: null,
				nameOf: String,
				byName: () => 0
			}
		);
		expect(first).toMatchObject({ isPartial: true, period: { fromMs: cut.fromMs } });
	});

	test('nothing counted is empty, a share of something that is 0 is not', () => {
		const total = (cells: HistoryRow) => isEmptyPeriod({ total: { at: 'x', ...cells } });
		expect(total({ offered: { value: 0 }, aht: { value: null, n: 0 } })).toBe(true);
		expect(total({ abandon_rate: { value: 0, numerator: 0, denominator: 4 } })).toBe(false);
		expect(isEmptyPeriod({ total: null })).toBe(true);
	});
});

describe('metrics that know different dimensions', () => {
	const people = { ...metric('aht'), id: 'occupancy', dimensions: ['agent', 'team'] } as const;

	test('are asked apart, each with the filters it knows, and say which it does not', () => {
		const groups = metricGroups([metric('offered'), people, metric('aht')], {
			by: 'queue',
			filters: { queue: ['a'], channel: [], team: ['norte'], agent: [] }
		});
		expect(groups).toMatchObject([
			{ by: 'queue', ignored: [], filters: { queue: ['a'], team: ['norte'] } },
			{ by: null, ignored: ['queue'], filters: { queue: [], team: ['norte'] } }
		]);
		expect(groups.map(({ metrics }) => metrics.map(({ id }) => id))).toEqual([
			['offered', 'aht'],
			['occupancy']
		]);
	});
});

describe('changes of definitions', () => {
	const version = (validFromMs: number, changes: object) => ({
		validFromMs,
		name: null,
		channel: null,
		thresholdMs: null,
		shortAbandonMs: null,
		slFormula: null,
		zone: null,
		hours: null,
		holidays: null,
		...changes
	});
	const changesOf = (versions: readonly ReturnType<typeof version>[]) =>
		definitionChanges(
			[{ queue: 'v', now: { name: 'Ventas', channel: 'voice', zone: ZONE }, versions }],
			period
		).map(({ setting, before, after }) => [setting, before, after]);

	test('within the range are told with before and after', () => {
		expect(
			changesOf([
				version(0, { thresholdMs: 20_000, slFormula: 'A' }),
				version(period.fromMs + 1000, { thresholdMs: 30_000, slFormula: 'A' }),
				version(period.fromMs + 2000, { slFormula: 'B', hours: 'always' })
			])
		).toEqual([
			['threshold', 20_000, 30_000],
			['formula', 'A', 'B']
		]);
	});

	test('at its edges, outside of it and to the same are none', () => {
		expect(
			changesOf([
				version(0, { thresholdMs: 20_000 }),
				version(period.fromMs, { thresholdMs: 30_000 }),
				version(period.fromMs + 1, { thresholdMs: 30_000, name: 'Otra' }),
				version(period.toMs, { thresholdMs: 10_000 })
			])
		).toEqual([]);
	});
});
