/** One customer is erased from everything the product has, and nothing else changes. */
import { randomUUID } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { allSums } from '../support/all-sums.ts';
import { contactEvents, parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { filesHolding } from '../support/find-bytes.ts';
import { TEST_INTERNAL_TOKEN, startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import {
	CUSTOMER,
	DAY_MS,
	MARKER,
	NEIGHBOUR,
	drained,
	erasureReport,
	finished,
	lifeOf,
	openJobs,
	storePlainly
} from '../support/privacy.ts';
import type { JobsOnStore } from '../support/privacy.ts';
import { until } from '../support/until.ts';

const nowMs = Date.now();
/** With quotes, as in JSON and in JSON within JSON: the neighbour's id begins with the same characters. */
const TRACES = [`"${CUSTOMER}"`, String.raw`\"${CUSTOMER}\"`, MARKER];
/** Where the contract does not expect a customer nobody recognises one. */
const isOfContract = ({ type }: Record<string, unknown>): boolean =>
	!/vendor|agent/.test(String(type));

const rowsWith = defineQuery({
	name: 'test-rows-with',
	sql: `SELECT count() AS rows FROM events WHERE position(concat(data, texts, attributes, topic), {text: String}) > 0`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ text: Type.String() }),
	row: Type.Object({ rows: Type.Integer() })
});
const countEvents = defineQuery({
	name: 'test-count-events',
	sql: `SELECT count() AS events FROM events FINAL`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ events: Type.Integer() })
});
const countLetters = defineQuery({
	name: 'test-count-letters',
	sql: `SELECT count() AS letters FROM dead_letters`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ letters: Type.Integer() })
});
const contacts = defineQuery({
	name: 'test-contacts',
	sql: `SELECT interaction_id AS id, customer, topic, disposition, channel FROM interactions ORDER BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({
		id: Type.String(),
		customer: Type.String(),
		topic: Type.String(),
		disposition: Type.String(),
		channel: Type.String()
	})
});

describe('an erased customer', () => {
	let engine: TestEngine;
	let ingest: TestIngest;
	let web: JobsOnStore;
	let sums = '';
	let events = 0;
	const own = lifeOf(CUSTOMER, MARKER, nowMs - 2 * DAY_MS);
	const old = lifeOf(CUSTOMER, MARKER, nowMs - 40 * DAY_MS);
	const others = lifeOf(NEIGHBOUR, 'manzana', nowMs - 2 * DAY_MS);
	/** The first of its contact is a dead letter, so that nothing in the database says whose it is. */
	const torn = contactEvents({
		id: 'torn',
		atMs: nowMs - DAY_MS,
		customer: CUSTOMER,
		text: MARKER
	});

	const query = async (text: string): Promise<number> =>
		(await engine.clickhouse.query('ingest', rowsWith, { text }))[0]?.rows ?? 0;
	const count = async (): Promise<number> =>
		(await engine.clickhouse.query('ingest', countEvents, {}))[0]?.events ?? 0;

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await storePlainly(engine.clickhouse);
		await commandOnShards(
			engine.clickhouse,
			'test-constraint',
			`ALTER TABLE events ADD CONSTRAINT no_poison CHECK event_id NOT LIKE '%poison%'`
		);
		ingest = await startTestIngest({ dataDir: engine.dataDir });
		web = await openJobs(engine, engine.clickhouse);
		const [created, ...rest] = torn;
		const answers = [
			await ingest.post([...own, ...others]),
			await ingest.post(old, { query: '?backfill=true' }),
			await ingest.post([{ ...created, id: 'poison-1' }, ...rest])
		];
		expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
		await drained(ingest);
		// As putting torn contacts together leaves them: hidden, and still on the disk.
		const hiddenMs = nowMs - 100 * DAY_MS;
		const hidden = parsed(
			contactEvents({ id: 'hidden', atMs: hiddenMs, customer: CUSTOMER, text: MARKER })
		);
		await insertEvents(engine.clickhouse, hidden, () => floorHour(hiddenMs), 'hidden');
		for (const [table, column] of [
			['events', 'subject'],
			['placements', 'subject'],
			['interaction_states', 'interaction_id'],
			['segment_states', 'interaction_id'],
			['message_turns', 'interaction_id'],
			['sentiment_states', 'interaction_id'],
			['topic_states', 'interaction_id'],
			['language_states', 'interaction_id']
		] as const) {
			const sql = `DELETE FROM ${table} WHERE ${column} = 'hidden'`;
			await commandOnShards(engine.clickhouse, 'test-hide', sql);
		}
		await until('the letter is copied', async () => {
			const [found] = await engine.clickhouse.query('ingest', countLetters, {});
			return found?.letters === 1;
		});
		sums = await allSums(engine.clickhouse);
		events = await count();
	});
	afterAll(async () => {
		await web.close();
		await ingest.stop();
		await engine.stop();
	});

	test('is everywhere before: in the database, its files, the dead letters', async () => {
		expect(await query(CUSTOMER)).toBeGreaterThan(20);
		const files = filesHolding(engine.dataDir, TRACES);
		expect(files.some((file) => file.startsWith('dead-letters/'))).toBe(true);
		expect(files.some((file) => /^(shard-\d\/)?engine\/store\//.test(file))).toBe(true);
		expect(files.some((file) => file.startsWith('spool/'))).toBe(true);
	});

	test('[P1] is gone from all of them, with a report that says from where', async () => {
		const id = await web.jobs.startErasure(CUSTOMER, 'dpo');
		const report = erasureReport(await finished(web.jobs, id));
		expect(report).toMatchObject({
			step: 'finished',
			waitingFor: null,
			failures: 0,
			remaining: 0,
			oldParts: [],
			found: { interaction: 5, mention: 2, survey: 4 },
			erased: { 'facts of contacts': 5, 'dead letters': 1, 'copies of dead letters': 1 }
		});
		expect(report.erased['events']).toBeGreaterThan(20);
		expect(report.remembered).toBeGreaterThanOrEqual(12);
		expect(await query(MARKER)).toBe(0);
		expect(await query(`"${CUSTOMER}"`)).toBe(0);
		// A part leaves the list of the database a moment before its directory leaves the disk.
		await until('no file holds a trace', () =>
			Promise.resolve(filesHolding(engine.dataDir, TRACES).length === 0)
		);
	});

	test('[P1] leaves every number as it was, and everybody else', async () => {
		expect(await allSums(engine.clickhouse)).toBe(sums);
		expect(await count()).toBe(events);
		const rows = await engine.clickhouse.query('ingest', contacts, {});
		const theirs = rows.filter(({ customer }) => customer === NEIGHBOUR);
		expect(theirs).toHaveLength(2);
		for (const row of theirs) expect(row.topic).toBe(`about ${NEIGHBOUR}`);
		for (const row of rows.filter(({ customer }) => customer !== NEIGHBOUR)) {
			expect(row).toMatchObject({ customer: '', topic: '', disposition: '' });
		}
		expect(await query('manzana')).toBeGreaterThan(5);
		const job = JSON.stringify(await web.jobs.list());
		expect(job).not.toContain(CUSTOMER);
		const rowsOfJobs = await web.store.database.selectFrom('privacy_jobs').selectAll().execute();
		expect(rowsOfJobs.map(({ subject }) => subject)).toEqual(['']);
	});

	test('[P1] does not come back by a rebuild, which gives the same facts', async () => {
		const before = await engine.clickhouse.query('ingest', contacts, {});
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
		expect(await engine.clickhouse.query('ingest', contacts, {})).toEqual(before);
		expect(await allSums(engine.clickhouse)).toBe(sums);
	});

	test('[P1] does not come back when the producer sends the same events again, under the same or other ids', async () => {
		const again = await ingest.post([...own, ...others]);
		expect(again.body).toMatchObject({ accepted: 0 });
		const anew = own.filter(isOfContract).map((event) => ({ ...event, id: randomUUID() }));
		expect((await ingest.post(anew)).status).toBe(202);
		await drained(ingest);
		expect(await query(MARKER)).toBe(0);
		expect(await query(`"${CUSTOMER}"`)).toBe(0);
	});

	test('[P1] does not come back with a dead letter that is sent again', async () => {
		await commandOnShards(
			engine.clickhouse,
			'test-constraint',
			'ALTER TABLE events DROP CONSTRAINT no_poison'
		);
		const response = await fetch(`${ingest.url}/v1/dead-letters/replay`, {
			method: 'POST',
			headers: { authorization: `Bearer ${TEST_INTERNAL_TOKEN}` },
			body: '{}'
		});
		expect(await response.json()).toMatchObject({ replayed: 1 });
		await drained(ingest);
		const stored = events + own.filter(isOfContract).length + 1;
		await until('the letter is stored', async () => (await count()) === stored);
		expect(await query(`"${CUSTOMER}"`)).toBe(0);
		expect(filesHolding(engine.dataDir, TRACES)).toEqual([]);
	});

	test('is found by nobody who asks for an export', async () => {
		const lines: string[] = [];
		const { signal } = new AbortController();
		for await (const line of web.jobs.exportCustomer(CUSTOMER, signal, 'dpo')) lines.push(line);
		const [header, ...rest] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(header).toMatchObject({ counts: { events: 0, spool: 0, 'dead letters': 0 } });
		expect(rest.map(({ place }) => place)).toEqual(['store']);
	});
});
