import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { serviceLevelShare } from '#lib/domain/metrics/service-level.ts';
import type { Outcome } from '#lib/domain/metrics/service-level.ts';
import { defaultRule } from '#lib/domain/metrics/queue-defaults.ts';
import { CLOSED_WEEK } from '#lib/domain/queues/business-hours.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import { eventRow } from '#lib/server/events/event-row.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { OpeningsKeeper } from '../../clickhouse/queue-openings.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { interactionEvents } from '../support/arbitrary-interactions.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldInteraction, foldResponses } from '../support/fold.ts';
import { foldBusinessResponses, foldWhole } from '../support/fold-whole.ts';
import type { Schedules } from '../support/fold-whole.ts';
import { knownEvent } from '../support/known-event.ts';
import {
	allFacts,
	allResponses,
	allTones,
	allWhole,
	asFolded,
	asFoldedBooking
} from '../support/stored-facts.ts';
import type { Facts } from '../support/stored-facts.ts';

const CASES = 1200;
const BATCHES = 8;
const tenant = 'default';
const SEED = 20261121;
/** The random interactions are of this minute. */
const START_MS = Date.UTC(2026, 9, 5, 9, 0, 0);

const version = (afterMs: number | null, hours: 'always' | typeof CLOSED_WEEK) => ({
	validFromMs: afterMs === null ? 0 : START_MS + afterMs,
	...{ zone: null, holidays: null, hours }
});
/** Changed in the middle of them; one queue has none before, one never has. */
const SCHEDULES: Schedules = {
	ventas: {
		zone: 'UTC',
		versions: [version(null, 'always'), version(20_500, CLOSED_WEEK), version(40_000, 'always')]
	},
	averias: { zone: 'UTC', versions: [version(15_000, 'always')] }
};
const scheduleEvents = Object.entries(SCHEDULES).flatMap(([queue, schedule]) =>
	(schedule?.versions ?? []).map(({ validFromMs, hours }) =>
		knownEvent('reference.queue', queue, START_MS, {
			hours: hours === 'always' ? null : hours,
			...(validFromMs === 0 ? {} : { validFrom: new Date(validFromMs).toISOString() })
		})
	)
);

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T[]> {
	const all = new Map<string, T[]>();
	for (const row of rows) all.set(row.id, [...(all.get(row.id) ?? []), row]);
	return all;
}

/** A shuffle of its own seed, with a third of the events twice. */
function disturbed(events: readonly KnownEvent[], seed: number): KnownEvent[] {
	const [order] = fc.sample(
		fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
		{ numRuns: 1, seed }
	);
	const again = events.filter((_, index) => (index + seed) % 3 === 0);
	return [...(order ?? []), ...again];
}

describe('facts of segments', () => {
	let engine: TestEngine;
	const cases = new Map<string, KnownEvent[]>();
	let facts: Facts[] = [];

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		for (let index = 0; index < CASES; index++) {
			const id = `i${String(index).padStart(5, '0')}`;
			const [events] = fc.sample(interactionEvents(id, index % 3 === 0), {
				numRuns: 1,
				seed: SEED + index
			});
			cases.set(id, events ?? []);
		}
		const places = new Map<string, number>();
		const all = [...cases.values()].flatMap((events, index) => disturbed(events, SEED + index));
		const batches = Array.from({ length: BATCHES }, (): KnownEvent[] => []);
		all.forEach((event, index) => batches[(index * 7 + event.id.length) % BATCHES]?.push(event));
		for (const [number, batch] of batches.entries()) {
			for (const event of batch)
				if (!places.has(event.subject)) places.set(event.subject, floorHour(event.occurredAtMs));
			await insertEvents(
				engine.clickhouse,
				batch,
				(event) => places.get(event.subject) ?? 0,
				`batch-${number}`
			);
		}
		await insertEvents(engine.clickhouse, scheduleEvents, () => START_MS, 'schedules');
		const openings = new OpeningsKeeper({ tenant, zone: 'UTC' });
		expect(await openings.refresh(engine.clickhouse, START_MS)).toBe(true);
		facts = await engine.clickhouse.query('report', allFacts, { tenant });
	});
	afterAll(() => engine.stop());

	const ask = async () => {
		const question = metricSums({
			source: 'contacts',
			interval: '15m',
			by: ['queue', 'channel', 'agent'],
			aligned: true,
			filtersAgents: false
		});
		const rows = await engine.clickhouse.query(
			'report',
			question,
			{
				tenant,
				fromMs: Date.UTC(2026, 9, 5),
				toMs: Date.UTC(2026, 9, 6),
				tz: 'UTC',
				nowMs: Date.UTC(2026, 9, 6),
				repeatWindowMs: 0,
				queue: [],
				channel: [],
				agent: [],
				team: []
			},
			{ scope: EVERYTHING }
		);
		return JSON.stringify(rows);
	};

	test(`${CASES} random interactions, shuffled and with duplicates, fold to the same facts as in plain TypeScript`, () => {
		const bySubject = byId(facts);
		expect(cases.size).toBeGreaterThanOrEqual(1000);
		for (const [id, events] of cases) {
			const found = (bySubject.get(id) ?? []).map(asFolded);
			expect({ id, segments: found }).toEqual({ id, segments: foldInteraction(events) });
		}
	});

	test('response times fold to the same as in plain TypeScript, in all time and in business time', async () => {
		const rows = await engine.clickhouse.query('report', allResponses, { tenant });
		const found = new Map(rows.map((row) => [row.id, row]));
		expect(rows.length).toBeGreaterThan(100);
		expect(rows.reduce((sum, row) => sum + row.responseBusinessMs, 0)).toBeGreaterThan(0);
		for (const [id, events] of cases) {
			const business = foldBusinessResponses(events, SCHEDULES);
			const expected = {
				...foldResponses(events),
				firstResponsesBusiness: business.firstResponses,
				firstResponseBusinessMs: business.firstResponseMs,
				responsesBusiness: business.responses,
				responseBusinessMs: business.responseMs
			};
			const none = Object.fromEntries(Object.keys(expected).map((name) => [name, 0]));
			expect({ ...none, ...found.get(id), id }).toEqual({ ...expected, id });
		}
	});

	test('resolution times and what agents said fold to the same as in plain TypeScript', async () => {
		const rows = await engine.clickhouse.query('report', allWhole, { tenant });
		const found = byId(rows);
		for (const booking of ['ended', 'judged'])
			expect(rows.filter((row) => row.booking === booking).length).toBeGreaterThan(50);
		for (const [id, events] of cases) {
			const bookings = (found.get(id) ?? []).map(asFoldedBooking);
			expect({ id, bookings }).toEqual({ id, bookings: foldWhole(events, SCHEDULES) });
		}
	});

	test('the tone of an interaction is booked at its last scored text, for its first queue and its last agent', async () => {
		const at = (seconds: number) => START_MS + seconds * 1000;
		const text = (seconds: number) =>
			knownEvent('interaction.message', 'toned', at(seconds), { author: 'customer', segment: 2 });
		const events = [
			knownEvent('interaction.created', 'toned', at(0), { channel: 'chat', queue: 'chat' }),
			knownEvent('interaction.queued', 'toned', at(3), { queue: 'averias', segment: 2 }),
			knownEvent('interaction.accepted', 'toned', at(4), { agent: 'bruno', segment: 2 }),
			knownEvent('interaction.queued', 'toned', at(1), { queue: 'ventas', segment: 1 }),
			knownEvent('interaction.accepted', 'toned', at(2), { agent: 'ana', segment: 1 })
		];
		await insertEvents(engine.clickhouse, events, () => floorHour(START_MS), 'toned');
		const scored = [500, -250, -1000].map((sentiment, index) => ({
			...eventRow(text(10 + index), {
				...{ receivedAtMs: START_MS, batchId: 'scored' },
				placementHourMs: floorHour(START_MS)
			}),
			sentiment
		}));
		const lines = scored.map((row) => JSON.stringify(row)).join('\n');
		await engine.clickhouse.insert('events', lines, { token: 'scored' });
		expect(await engine.clickhouse.query('report', allTones, { tenant })).toEqual([
			{
				...{ id: 'toned', atMs: at(12), queue: 'ventas', channel: 'chat', agent: 'bruno' },
				...{ contacts: 1, millionths: -250_000, trends: 1, trendMillionths: -1_500_000 },
				others: 0
			}
		]);
	});

	test('the database and the domain function agree on what each segment adds to the service level', () => {
		expect(facts.length).toBeGreaterThan(1000);
		for (const row of facts) {
			const rule = defaultRule(row.channel);
			expect([row.thresholdMs, row.shortAbandonMs]).toEqual([
				rule.thresholdMs,
				rule.shortAbandonMs
			]);
			const share = serviceLevelShare(
				{ outcome: row.outcome as Outcome, waitMs: row.waitMs },
				rule
			);
			const expected = row.queuedAtMs === null ? { numerator: 0, denominator: 0 } : share;
			expect({ row, numerator: row.numerator, denominator: row.denominator }).toMatchObject(
				expected
			);
		}
	});

	test('roll-ups give the same numbers as the facts, to the digit', async () => {
		const before = await ask();
		let runs = 0;
		for (let pending = 1; pending > 0; runs++)
			({ pending } = await rollUp(engine.clickhouse, {
				tenant,
				nowMs: Date.now() + runs,
				quietMs: 0
			}));
		expect(runs).toBeGreaterThan(0);
		expect(await ask()).toBe(before);
	});

	test('an event that comes after the roll-up is in the next answer', async () => {
		const before = JSON.parse(await ask()) as { offered: number }[];
		const late: KnownEvent[] = [1, 2].map((n) => ({
			id: `late-${n}`,
			source: '//property',
			type: 'atalaya.interaction.queued.v1',
			name: 'interaction.queued',
			subject: `late-${n}`,
			occurredAtMs: Date.UTC(2026, 9, 5, 9, 0, n),
			time: new Date(Date.UTC(2026, 9, 5, 9, 0, n)).toISOString(),
			sequence: '',
			rank: 2,
			fromFuture: false,
			extensions: {},
			data: { queue: 'ventas' }
		}));
		await insertEvents(engine.clickhouse, late, (event) => floorHour(event.occurredAtMs), 'late');
		const after = JSON.parse(await ask()) as { offered: number }[];
		const sum = (rows: { offered: number }[]) =>
			rows.reduce((total, row) => total + row.offered, 0);
		expect(sum(after)).toBe(sum(before) + 2);
	});

	test('a rebuild from the raw events gives the same numbers, to the digit', async () => {
		const before = await ask();
		const factsBefore = await engine.clickhouse.query('report', allFacts, { tenant });
		const words: string[] = [];
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: (_share, word) => words.push(word),
			signal: new AbortController().signal
		});
		expect(words).toContain('segment_states');
		expect(await ask()).toBe(before);
		expect(await engine.clickhouse.query('report', allFacts, { tenant })).toEqual(factsBefore);
	});

	test('[C16] a rebuild mends derived tables that were lost', async () => {
		const before = await ask();
		await commandOnShards(engine.clickhouse, 'test-damage', 'TRUNCATE TABLE segment_states');
		await commandOnShards(engine.clickhouse, 'test-damage', 'TRUNCATE TABLE interaction_states');
		expect(await ask()).not.toBe(before);
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
		expect(await ask()).toBe(before);
	});
});
