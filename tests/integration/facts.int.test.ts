import fc from 'fast-check';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { serviceLevelShare } from '#lib/domain/metrics/service-level.ts';
import type { Outcome } from '#lib/domain/metrics/service-level.ts';
import { defaultRule } from '#lib/domain/metrics/queue-defaults.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { RowOf } from '#lib/server/clickhouse/query.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { interactionEvents } from '../support/arbitrary-interactions.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldInteraction, foldResponses } from '../support/fold.ts';
import type { FoldedSegment } from '../support/fold.ts';

const CASES = 1200;
const BATCHES = 8;
const tenant = 'default';
const SEED = 20261121;

const Ms = Type.Union([Type.Integer(), Type.Null()]);
const ms = (column: string, name: string) =>
	`if(${column} IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(${column}))) AS ${name}`;
const allFacts = defineQuery({
	name: 'test-all-facts',
	sql: `SELECT interaction_id AS id, segment, queue, agent, channel, direction, customer, outcome,
			${ms('queued_at', 'queuedAtMs')}, ${ms('accepted_at', 'acceptedAtMs')}, ${ms('ended_at', 'endedAtMs')}, ${ms('wrapped_at', 'wrappedAtMs')},
			wait_ms AS waitMs, talk_ms AS talkMs, hold_ms AS holdMs, acw_ms AS acwMs, transferred, skewed,
			threshold_ms AS thresholdMs, short_abandon_ms AS shortAbandonMs, formula,
			service_level_numerator AS numerator, service_level_denominator AS denominator
		FROM segment_facts WHERE tenant = {tenant: String} ORDER BY id, segment`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		segment: Type.Integer(),
		queue: Type.String(),
		agent: Type.String(),
		channel: Type.String(),
		direction: Type.String(),
		customer: Type.String(),
		outcome: Type.String(),
		queuedAtMs: Ms,
		acceptedAtMs: Ms,
		endedAtMs: Ms,
		wrappedAtMs: Ms,
		waitMs: Type.Integer(),
		talkMs: Type.Integer(),
		holdMs: Type.Integer(),
		acwMs: Type.Integer(),
		transferred: Type.Integer(),
		skewed: Type.Integer(),
		thresholdMs: Type.Integer(),
		shortAbandonMs: Type.Integer(),
		formula: Type.String(),
		numerator: Type.Integer(),
		denominator: Type.Integer()
	})
});
type Facts = RowOf<typeof allFacts>;

const allResponses = defineQuery({
	name: 'test-all-responses',
	sql: `SELECT interaction_id AS id, sum(first_responses) AS firstResponses, sum(first_response_ms) AS firstResponseMs,
			sum(responses) AS responses, sum(response_ms) AS responseMs
		FROM message_bookings WHERE tenant = {tenant: String} GROUP BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		firstResponses: Type.Integer(),
		firstResponseMs: Type.Integer(),
		responses: Type.Integer(),
		responseMs: Type.Integer()
	})
});

function asFolded(row: Facts): FoldedSegment {
	const {
		id: _id,
		thresholdMs: _t,
		shortAbandonMs: _s,
		formula: _f,
		numerator: _n,
		denominator: _d,
		...rest
	} = row;
	return {
		...rest,
		outcome: rest.outcome as Outcome,
		transferred: rest.transferred === 1,
		skewed: rest.skewed === 1
	};
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
		const bySubject = new Map<string, Facts[]>();
		for (const row of facts) bySubject.set(row.id, [...(bySubject.get(row.id) ?? []), row]);
		expect(cases.size).toBeGreaterThanOrEqual(1000);
		for (const [id, events] of cases) {
			const found = (bySubject.get(id) ?? []).map(asFolded);
			expect({ id, segments: found }).toEqual({ id, segments: foldInteraction(events) });
		}
	});

	test('response times fold to the same as in plain TypeScript', async () => {
		const rows = await engine.clickhouse.query('report', allResponses, { tenant });
		const found = new Map(rows.map(({ id, ...sums }) => [id, sums]));
		const none = { firstResponses: 0, firstResponseMs: 0, responses: 0, responseMs: 0 };
		expect(rows.length).toBeGreaterThan(100);
		for (const [id, events] of cases)
			expect({ id, ...(found.get(id) ?? none) }).toEqual({ id, ...foldResponses(events) });
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

	test('a rebuild mends derived tables that were lost', async () => {
		const before = await ask();
		await engine.clickhouse.command('test-damage', 'TRUNCATE TABLE segment_states');
		await engine.clickhouse.command('test-damage', 'TRUNCATE TABLE interaction_states');
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
