/** Copies, order and time: what comes twice, late or askew leaves the numbers as they are. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { makeDataDir, removeDataDir, startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { knownEvent } from '../support/known-event.ts';
import { storedCount, storedIds } from '../support/stored-events.ts';
import { allFacts, allResponses, allWhole } from '../support/stored-facts.ts';
import { until } from '../support/until.ts';

const tenant = 'default';
const DAY_MS = 86_400_000;

let engine: TestEngine;
let dataDir: string;
let ingest: TestIngest;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	dataDir = await makeDataDir();
	ingest = await startTestIngest({ dataDir, connection: engine.connection });
});
afterAll(async () => {
	await ingest.stop();
	await engine.stop();
	await removeDataDir(dataDir);
});

const drained = (process: TestIngest) =>
	until('the spool is drained', async () => {
		const status = await process.status();
		return status.total.inSpool === 0 && status;
	});

const dataOfSource = defineQuery({
	name: 'test-data-of-source',
	sql: 'SELECT event_id AS id, toString(data) AS data FROM events FINAL WHERE source = {source: String} ORDER BY id',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ source: Type.String() }),
	row: Type.Object({ id: Type.String(), data: Type.String() })
});

const bookedOf = defineQuery({
	name: 'test-booked',
	sql: `SELECT toUnixTimestamp64Milli(booked_at) AS atMs, queue, agent, sum(offered) AS offered, sum(answered) AS answered,
			sum(wait_ms) AS waitMs, sum(talk_ms) AS talkMs, sum(hold_ms) AS holdMs, sum(acw_ms) AS acwMs, uniqExact(interaction_id) AS calls
		FROM bookings WHERE tenant = {tenant: String} AND queue = {queue: String}
		GROUP BY atMs, queue, agent ORDER BY atMs, agent`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String(), queue: Type.String() }),
	row: Type.Object({
		atMs: Type.Integer(),
		queue: Type.String(),
		agent: Type.String(),
		offered: Type.Integer(),
		answered: Type.Integer(),
		waitMs: Type.Integer(),
		talkMs: Type.Integer(),
		holdMs: Type.Integer(),
		acwMs: Type.Integer(),
		calls: Type.Integer()
	})
});

describe('copies', () => {
	test('[I1] a storm of a thousand events, each forty times over fifty connections, is a thousand rows', async () => {
		const source = '//storm';
		const events = Array.from({ length: 1000 }, (_none, n) =>
			testEvent({ source, id: `e${n}`, subject: `storm-${n}` })
		);
		const answers = await Promise.all(
			Array.from({ length: 40 }, (_none, n) =>
				// Each begins elsewhere, so that copies meet under way.
				ingest.post([...events.slice(n * 25), ...events.slice(0, n * 25)])
			)
		);
		const sum = (field: string) =>
			answers.reduce((total, { body }) => total + Number(body[field]), 0);
		expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
		expect([sum('accepted'), sum('duplicates')]).toEqual([1000, 39_000]);
		await drained(ingest);
		expect(await storedCount(engine.clickhouse, source)).toBe(1000);
	});

	test('[I2] twice within one request, of either kind, is once', async () => {
		const source = '//twice';
		const event = testEvent({ source });
		expect((await ingest.post([event, event])).body).toMatchObject({ accepted: 1, duplicates: 1 });
		const other = JSON.stringify(testEvent({ source }));
		const lines = await ingest.post(`${other}\n${other}\n`, {
			contentType: 'application/x-ndjson'
		});
		expect(lines.body).toMatchObject({ accepted: 1, duplicates: 1 });
		await drained(ingest);
		expect(await storedIds(engine.clickhouse, source)).toHaveLength(2);
	});

	test('[I4] of two contents under one id the first stays', async () => {
		const source = '//conflict';
		const of = (campaign: string) =>
			testEvent({ source, id: 'same', data: { channel: 'voice', campaign } });
		expect((await ingest.post([of('first')])).body).toMatchObject({ accepted: 1 });
		expect((await ingest.post([of('second')])).body).toMatchObject({ accepted: 0, duplicates: 1 });
		await drained(ingest);
		const rows = await engine.clickhouse.query('ingest', dataOfSource, { source });
		expect(rows).toHaveLength(1);
		expect(rows[0]?.data).toContain('first');
	});

	test('[I5] [D8] known to nobody any more, they are taken again and change no number', async () => {
		const queue = 'forgotten';
		const other = await makeDataDir();
		const env = { INGEST_REMEMBERED_KEYS: '1000' };
		const call = (n: number) => {
			const at = (s: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, s)).toISOString();
			const event = (name: string, s: number, data: object) =>
				testEvent({
					source: '//forgotten',
					id: `${n}-${name}`,
					type: `atalaya.interaction.${name}.v1`,
					subject: `forgotten-${n}`,
					time: at(s),
					data
				});
			return [
				event('queued', 0, { queue, channel: 'voice' }),
				event('accepted', 20, { agent: 'ana' }),
				event('ended', 50, { by: 'customer' })
			];
		};
		const calls = [0, 1, 2].flatMap(call);
		const ask = () => engine.clickhouse.query('report', bookedOf, { tenant, queue });
		let one = await startTestIngest({ dataDir: other, connection: engine.connection, env });
		await one.post(calls, { query: '?backfill=true' });
		await drained(one);
		const before = await ask();
		expect(before).not.toEqual([]);
		await one.kill();
		// Nothing is left of what it knew: neither what was delivered nor which events there were.
		for (const name of await readdir(join(other, 'spool'))) {
			if (name !== 'lock.db') await rm(join(other, 'spool', name), { recursive: true });
		}
		one = await startTestIngest({ dataDir: other, connection: engine.connection, env });
		expect((await one.post(calls, { query: '?backfill=true' })).body).toMatchObject({
			accepted: calls.length,
			duplicates: 0
		});
		await drained(one);
		expect(await storedCount(engine.clickhouse, '//forgotten')).toBe(calls.length);
		expect(await ask()).toEqual(before);
		await one.stop();
		await removeDataDir(other);
	});
});

describe('identity', () => {
	test.each<[string, unknown, string]>([
		['empty', '', 'invalid_attribute'],
		['missing', undefined, 'missing_attribute'],
		['of a number', 7, 'invalid_attribute'],
		['with a null byte', 'a\u0000b', 'invalid_attribute'],
		['of a million letters', 'x'.repeat(200_000), 'invalid_attribute']
	])(
		'[I6] an id that is %s is refused, and the event beside it is not',
		async (_what, id, code) => {
			const { status, body } = await ingest.post([{ ...testEvent(), id }, testEvent()]);
			expect(status).toBe(207);
			expect(body).toMatchObject({ accepted: 1, rejected: 1, errors: [{ index: 0, code }] });
		}
	);

	test('[I6] an id of emoji is one, and known again', async () => {
		const event = testEvent({ source: '//emoji', id: '📞🇪🇸' });
		expect((await ingest.post([event])).body).toMatchObject({ accepted: 1 });
		expect((await ingest.post([event])).body).toMatchObject({ duplicates: 1 });
		await drained(ingest);
		expect(await storedIds(engine.clickhouse, '//emoji')).toEqual(['📞🇪🇸']);
	});
});

describe('times', () => {
	const at = (ms: number) => new Date(Date.now() + ms).toISOString();

	test.each<[string, unknown, string]>([
		['I9', () => at(3650 * DAY_MS), 'time_in_future'],
		['I10', '1969-12-31T23:59:59Z', 'time_too_old'],
		['I10', '9999-12-31T23:59:59Z', 'time_in_future'],
		['I12', 1_795_165_200, 'invalid_time'],
		['I12', 1_795_165_200_000, 'invalid_time'],
		['I12', '1795165200', 'invalid_time'],
		['I12', '2026-02-29T00:00:00Z', 'invalid_time'],
		['I12', '2026-11-20T24:00:00Z', 'invalid_time'],
		['I12', '2026-11-20T09:00:00', 'invalid_time']
	])('[%s] the time %s is refused with %s', async (_case, time, code) => {
		const value: unknown = typeof time === 'function' ? (time as () => string)() : time;
		const { status, body } = await ingest.post([{ ...testEvent(), time: value }]);
		expect(status).toBe(422);
		expect(body).toMatchObject({ errors: [{ code }] });
	});

	test('[I10] a backfill reaches no further than the database can tell', async () => {
		const old = (time: string) =>
			ingest.post([testEvent({ source: '//old', time })], { query: '?backfill=true' });
		expect((await old('1969-12-31T23:59:59Z')).status).toBe(422);
		expect((await old('1999-12-31T23:59:59Z')).status).toBe(202);
	});
});

describe('order', () => {
	const START_MS = Date.UTC(2026, 9, 6, 8, 59, 50);
	const HOUR_MS = 3_600_000;
	/** Six events of a call over four hours, so that what comes first also decides where it is placed. */
	const call = (subject: string): KnownEvent[] => [
		knownEvent('interaction.created', subject, START_MS, { channel: 'voice' }),
		knownEvent('interaction.queued', subject, START_MS + 5000, {
			queue: 'permuted',
			channel: 'voice'
		}),
		knownEvent('interaction.accepted', subject, START_MS + 30_000, { agent: 'ana' }),
		knownEvent('interaction.held', subject, START_MS + HOUR_MS, { agent: 'ana' }),
		knownEvent('interaction.ended', subject, START_MS + 2 * HOUR_MS, { by: 'customer' }),
		knownEvent('interaction.wrapped', subject, START_MS + 3 * HOUR_MS, { agent: 'ana' })
	];

	function permutations<T>(items: readonly T[]): T[][] {
		if (items.length <= 1) return [[...items]];
		return items.flatMap((item, index) =>
			permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest])
		);
	}

	const without = (row: Record<string, unknown>) => {
		const { id: _id, ...rest } = row;
		return JSON.stringify(rest);
	};

	const factsOf = async (prefix: string) => {
		const mine = <T extends { id: string }>(rows: readonly T[]) =>
			rows.filter(({ id }) => id.startsWith(prefix));
		return {
			facts: mine(await engine.clickhouse.query('report', allFacts, { tenant })),
			responses: mine(await engine.clickhouse.query('report', allResponses, { tenant })),
			whole: mine(await engine.clickhouse.query('report', allWhole, { tenant }))
		};
	};

	test('[I7] all 720 orders of six events of a call come to the same facts and sums', async () => {
		const orders = permutations([0, 1, 2, 3, 4, 5]).map((order, number) => {
			const events = call(`permuted-${String(number).padStart(3, '0')}`);
			return order.flatMap((index) => events[index] ?? []);
		});
		expect(orders).toHaveLength(720);
		const place = new Map(
			orders.map(([first]) => [first?.subject ?? '', floorHour(first?.occurredAtMs ?? 0)])
		);
		// Each a batch of its own: the first of all calls, then the second, and so on.
		for (let nth = 0; nth < 6; nth += 1) {
			const batch = orders.flatMap((order) => order[nth] ?? []);
			await insertEvents(
				engine.clickhouse,
				batch,
				({ subject }) => place.get(subject) ?? 0,
				`permuted-${nth}`
			);
		}
		const { facts, whole } = await factsOf('permuted-');
		expect(facts).toHaveLength(720);
		expect(new Set(facts.map(without)).size).toBe(1);
		expect(facts[0]).toMatchObject({ outcome: 'answered', waitMs: 25_000, skewed: 0 });
		expect(new Set(whole.map(without)).size).toBe(1);
		const asked = () => engine.clickhouse.query('report', bookedOf, { tenant, queue: 'permuted' });
		const sums = await asked();
		expect(sums.every((row) => row.calls === 720)).toBe(true);
		await rollUp(engine.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
		expect(await asked()).toEqual(sums);
	});

	test('[I8] an end without a beginning waits for it, and is mended when it comes', async () => {
		const insert = (subject: string, from: number, to: number) =>
			insertEvents(
				engine.clickhouse,
				call(subject).slice(from, to),
				() => floorHour(START_MS),
				`${subject}-${from}`
			);
		await insert('on-time', 0, 6);
		await insert('late-start', 4, 6);
		const [alone] = (await factsOf('late-start')).facts;
		expect(alone).toMatchObject({ queue: '', queuedAtMs: null, numerator: 0, denominator: 0 });
		const booked = await engine.clickhouse.query('report', bookedOf, { tenant, queue: '' });
		expect(booked.filter(({ offered, answered }) => offered !== 0 || answered !== 0)).toEqual([]);
		await insert('late-start', 0, 4);
		const [whole] = (await factsOf('late-start')).facts;
		const [usual] = (await factsOf('on-time')).facts;
		expect(whole && without(whole)).toBe(usual && without(usual));
		expect(whole?.outcome).toBe('answered');
	});
});
