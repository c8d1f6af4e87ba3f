import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { MEASURES } from '#lib/domain/metrics/measures.ts';
import type { AnyMeasure } from '#lib/domain/metrics/measures.ts';
import { measuresOfFormula } from '#lib/domain/metrics/metric.ts';
import { openHours } from '#lib/server/queries/open-hours.ts';
import { measuredReach } from '#lib/server/queries/measured-reach.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import type { MetricSumsRow } from '#lib/server/queries/metric-sums.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { interactionEvents } from '../support/arbitrary-interactions.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents } from '../support/events.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';

const tenant = 'default';
const HOUR_MS = 3_600_000;
/** The random interactions are of this minute. */
const START_MS = Date.UTC(2026, 9, 5, 9, 0, 0);
const NIGHT_MS = Date.UTC(2026, 9, 5);
const RANGE = { fromMs: NIGHT_MS, toMs: NIGHT_MS + 24 * HOUR_MS };

const numbered = (from: number, to: number): KnownEvent[] =>
	Array.from({ length: to - from }, (_, index) => {
		const n = from + index;
		const [events] = fc.sample(interactionEvents(`i${n}`, n % 3 === 0), { numRuns: 1, seed: n });
		return events ?? [];
	}).flat();

describe('sums of what is asked', () => {
	let engine: TestEngine;

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
	});
	afterAll(() => engine.stop());

	const insert = (events: KnownEvent[], hour: number, batch: string) =>
		insertEvents(engine.clickhouse, events, () => START_MS + hour * HOUR_MS, batch);

	const open = async (range = RANGE): Promise<number[]> => {
		const rows = await engine.clickhouse.query('report', openHours, { tenant, ...range });
		return rows.map(({ hourS }) => (hourS * 1000 - START_MS) / HOUR_MS);
	};

	async function ask(
		narrow: { measures: AnyMeasure[]; hours: number[] } | null,
		scope: RowScope = EVERYTHING
	): Promise<MetricSumsRow[]> {
		const question = metricSums({
			source: 'contacts',
			interval: '15m',
			by: ['queue', 'channel', 'agent'],
			aligned: true,
			filtersAgents: false,
			...(narrow ? { measures: narrow.measures, hasOpenHours: narrow.hours.length > 0 } : {})
		});
		const rows = await engine.clickhouse.query(
			'report',
			question,
			{
				tenant,
				...RANGE,
				tz: 'UTC',
				nowMs: RANGE.toMs,
				repeatWindowMs: 0,
				queue: [],
				channel: [],
				agent: [],
				team: [],
				...(narrow ? { openHours: narrow.hours.map((hour) => START_MS / 1000 + hour * 3600) } : {})
			},
			{ scope }
		);
		return rows as MetricSumsRow[];
	}

	/** Without the rows in which nothing of what was asked is. */
	const told = (rows: readonly MetricSumsRow[], measures: readonly AnyMeasure[]) =>
		rows
			.filter((row) => measures.some((measure) => (row[measure] ?? 0) !== 0))
			.map(({ bucketS, queue, channel, agent, ...row }) =>
				JSON.stringify([bucketS, queue, channel, agent, measures.map((measure) => row[measure])])
			);

	async function expectTheSame(): Promise<void> {
		const hours = await open();
		const wide = await ask(null);
		// One of each kind of booking.
		const asked = (
			['service_level', 'aht', 'response_time', 'resolution_time', 'agent_fcr'] as const
		).map((id) => [...measuresOfFormula(metric(id).formula)]);
		for (const measures of asked) {
			const narrow = await ask({ measures, hours });
			expect({ measures, rows: told(narrow, measures) }).toEqual({
				measures,
				rows: told(wide, measures)
			});
		}
		const all = await ask({ measures: [...MEASURES], hours });
		expect(all).toEqual(wide);
	}

	test('are those of everything, from facts, from roll-ups, and from some of each', async () => {
		await insert(numbered(0, 150), 0, 'first');
		await insert(numbered(150, 300), 1, 'second');
		expect(await open()).toEqual([0, 1]);
		await expectTheSame();

		await rollUp(engine.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
		expect(await open()).toEqual([]);
		await expectTheSame();

		await insert(numbered(300, 350), 1, 'late');
		await insert(numbered(350, 400), 2, 'later');
		expect(await open()).toEqual([1, 2]);
		await expectTheSame();
	});

	test('a range that does not begin on a quarter is answered from facts, with and without percentiles', async () => {
		const params = { ...RANGE, fromMs: RANGE.fromMs + 1, tz: 'UTC', nowMs: RANGE.toMs };
		const filters = { queue: [], channel: [], agent: [], team: [] };
		const wide = await ask(null);
		for (const measures of [['offered'], ['responses', 'responseMs'], [...MEASURES]] as const) {
			for (const withQuantiles of [true, false]) {
				const rows = await engine.clickhouse.query(
					'report',
					metricSums({
						...{ source: 'contacts', interval: '15m', by: ['queue', 'channel', 'agent'] },
						...{ aligned: false, filtersAgents: false, measures, withQuantiles }
					}),
					{ tenant, repeatWindowMs: 0, ...params, ...filters },
					{ scope: EVERYTHING }
				);
				const found = rows as MetricSumsRow[];
				expect(told(found, measures)).toEqual(told(wide, measures));
				if (measures.length === MEASURES.length && withQuantiles) expect(found).toEqual(wide);
				expect('responseMsQuantiles' in (found[0] ?? {})).toBe(
					withQuantiles && measures.length > 1
				);
			}
		}
	});

	test('a range that begins and ends within quarters takes those between from sums', async () => {
		const MINUTE_MS = 60_000;
		const ends = [
			// The minute in which everything happens is at the beginning, at the end, in between, and on both sides of an end.
			[START_MS + 20_000, START_MS + HOUR_MS],
			[START_MS - HOUR_MS - 1, START_MS + 20_000],
			[START_MS - 7 * MINUTE_MS, START_MS + 40 * MINUTE_MS],
			[START_MS + 5 * MINUTE_MS, START_MS + 25 * MINUTE_MS],
			[START_MS + 20_000, START_MS + 30 * MINUTE_MS + 20_000]
		] as const;
		const measures = [...MEASURES];
		const shape = {
			source: 'contacts',
			interval: 'none',
			by: ['queue', 'channel', 'agent'],
			aligned: false,
			filtersAgents: false,
			measures
		} as const;
		let found = 0;
		for (const [fromMs, toMs] of ends) {
			const hours = (
				await engine.clickhouse.query('report', openHours, { tenant, fromMs, toMs })
			).map(({ hourS }) => hourS);
			const params = {
				...{ tenant, fromMs, toMs, tz: 'UTC', nowMs: toMs, repeatWindowMs: 0 },
				...{ queue: [], channel: [], agent: [], team: [], openHours: hours }
			};
			const answer = async (hasOpenHours?: boolean): Promise<MetricSumsRow[]> =>
				(await engine.clickhouse.query(
					'report',
					metricSums({ ...shape, ...(hasOpenHours === undefined ? {} : { hasOpenHours }) }),
					params,
					{ scope: EVERYTHING }
				)) as MetricSumsRow[];
			const [facts, sums] = [await answer(), await answer(hours.length > 0)];
			expect({ fromMs, rows: told(sums, measures) }).toEqual({
				fromMs,
				rows: told(facts, measures)
			});
			found += facts.length;
		}
		expect(found).toBeGreaterThan(50);
	});

	test('the reach of a measure is from its first to its last quarter, wherever that is read from', async () => {
		const reachOf = async (measures: AnyMeasure[], hours: number[]) => {
			const [reach] = await engine.clickhouse.query(
				'report',
				measuredReach({
					...{ source: 'contacts', measures, filtersAgents: false },
					hasOpenHours: hours.length > 0
				}),
				{
					...{ tenant, ...RANGE, tz: 'UTC', nowMs: RANGE.toMs, repeatWindowMs: 0 },
					...{ queue: [], channel: [], agent: [], team: [] },
					openHours: hours.map((hour) => START_MS / 1000 + hour * 3600)
				},
				{ scope: EVERYTHING }
			);
			return reach;
		};
		const told = (await ask(null)).filter(({ offered = 0 }) => offered > 0);
		const quarters = told.map(({ bucketS }) => bucketS * 1000);
		const hours = await open();
		expect(hours).not.toEqual([]);
		expect(await reachOf(['offered'], hours)).toMatchObject({
			firstMs: Math.min(...quarters),
			lastMs: Math.max(...quarters)
		});
		// Nobody has a text with a score in these contacts.
		expect(await reachOf(['sentimentContacts'], hours)).toMatchObject({ n: 0 });
	});

	test('hours that have nothing in the range are not asked for', async () => {
		expect(await open({ fromMs: NIGHT_MS, toMs: START_MS })).toEqual([]);
		expect(await open({ fromMs: NIGHT_MS + 24 * HOUR_MS, toMs: NIGHT_MS + 48 * HOUR_MS })).toEqual(
			[]
		);
	});

	test('an hour that was touched after it was found at rest is answered as it was', async () => {
		const hours = await open();
		const measures: AnyMeasure[] = ['offered', 'handled', 'handleMs'];
		const before = await ask({ measures, hours });
		await insert(numbered(400, 450), 0, 'meanwhile');
		expect(await ask({ measures, hours })).toEqual(before);
		expect(await open()).toEqual([0, 1, 2]);
	});
});
