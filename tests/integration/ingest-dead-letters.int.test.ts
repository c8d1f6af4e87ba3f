/** What the database refuses for good, and how it gets in after all; interactions that two processes tore apart. */
import { execFile } from 'node:child_process';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { eventRow } from '#lib/server/events/event-row.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { repairPlacements } from '../../ingest/write/placement-repair.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import {
	TEST_INGEST_TOKEN,
	TEST_INTERNAL_TOKEN,
	startTestIngest,
	testEvent
} from '../support/ingest.ts';
import type { IngestStatus, TestIngest } from '../support/ingest.ts';
import { storedIds } from '../support/stored-events.ts';
import { until } from '../support/until.ts';

let engine: TestEngine;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
});
afterAll(async () => {
	await engine.stop();
});

const mirrored = defineQuery({
	name: 'test-mirrored',
	sql: 'SELECT letter_id AS id, toString(state) AS state FROM dead_letters FINAL',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ id: Type.String(), state: Type.String() })
});

const constrain = (sql: string) =>
	commandOnShards(engine.clickhouse, 'test-constraint', `ALTER TABLE events ${sql}`);

function command(...args: string[]): Promise<{ code: number; out: string }> {
	return new Promise((resolve) => {
		const env = {
			PATH: process.env['PATH'],
			DATA_DIR: engine.dataDir,
			INGEST_TOKEN: TEST_INGEST_TOKEN,
			INTERNAL_TOKEN: TEST_INTERNAL_TOKEN
		};
		const run = ['--import', 'tsx', 'ingest/commands/dead-letters.ts', ...args];
		execFile(process.execPath, run, { env }, (error, out, err) => {
			resolve({ code: error ? Number(error.code) : 0, out: out + err });
		});
	});
}

const settled = (ingest: TestIngest): Promise<IngestStatus> =>
	until('the spool is drained', async () => {
		const status = await ingest.status();
		return status.total.inSpool === 0 && status;
	});

describe('a dead letter', () => {
	test('[C18] is one row of many, survives a kill, is replayed and then counts as committed', async () => {
		await constrain(`ADD CONSTRAINT no_poison CHECK event_id NOT LIKE 'poison%'`);
		let ingest = await startTestIngest({ dataDir: engine.dataDir });
		const source = '//poison';
		const events = Array.from({ length: 300 }, (_none, n) =>
			testEvent({ source, id: `fine-${n}` })
		);
		events.splice(123, 0, testEvent({ source, id: 'poison-1' }));
		events.splice(7, 0, testEvent({ source, id: 'poison-2' }));
		expect((await ingest.post(events)).status).toBe(202);
		const first = await settled(ingest);
		expect(first.sources.find((of) => of.source === source)).toMatchObject({
			accepted: 302,
			committed: 300,
			deadLettered: 2,
			inSpool: 0
		});
		expect(first.deadLetters).toEqual({ clickhouse_469: 2 });
		expect(await storedIds(engine.clickhouse, source)).toHaveLength(300);

		await ingest.kill();
		ingest = await startTestIngest({ dataDir: engine.dataDir });
		expect((await ingest.status()).total).toMatchObject({
			committed: 300,
			deadLettered: 2,
			inSpool: 0
		});
		expect(await ingest.post([events[7]])).toMatchObject({ body: { duplicates: 1 } });

		const listed = await command('list');
		expect(listed.code).toBe(0);
		expect(listed.out).toContain('poison-1');
		const id = listed.out.split('\t')[0] ?? '';
		const shown = await command('show', id);
		expect(JSON.parse(shown.out)).toMatchObject({ id, code: 'clickhouse_469', event: { source } });
		expect((await command('show', 'nothing')).code).toBe(1);
		expect((await command('nonsense')).code).toBe(2);

		await constrain('DROP CONSTRAINT no_poison');
		const replayed = await command('replay', '--code', 'clickhouse_469');
		expect(replayed).toMatchObject({
			code: 0,
			out: expect.stringContaining('2 on their way') as unknown
		});
		const status = await until('both are committed', async () => {
			const now = await ingest.status();
			return now.total.deadLettered === 0 && now.total.inSpool === 0 && now;
		});
		expect(status.total).toMatchObject({ accepted: 302, committed: 302, duplicate: 1 });
		expect(status.deadLetters).toEqual({});
		expect(await storedIds(engine.clickhouse, source)).toHaveLength(302);
		expect((await command('replay', id)).code).toBe(1);
		await until('the copies in the database say so', async () => {
			const rows = await engine.clickhouse.query('ingest', mirrored, {});
			return rows.length === 2 && rows.every(({ state }) => state === 'replayed');
		});

		await ingest.kill();
		ingest = await startTestIngest({ dataDir: engine.dataDir });
		expect((await ingest.status()).total).toMatchObject({
			accepted: 302,
			committed: 302,
			deadLettered: 0
		});
		expect(await ingest.stop()).toBe(0);
		expect((await command('replay')).code).toBe(3);
	});

	test('discarded, it is no longer listed and still counts as dead', async () => {
		await constrain(`ADD CONSTRAINT no_poison CHECK event_id NOT LIKE 'poison%'`);
		const ingest = await startTestIngest({ dataDir: engine.dataDir });
		await ingest.post([testEvent({ source: '//gone', id: 'poison-3' })]);
		await settled(ingest);
		const id = (await command('list')).out.split('\t')[0] ?? '';
		expect((await command('discard', id)).code).toBe(0);
		expect((await command('list')).out).toContain('No dead letters');
		expect((await ingest.status()).total).toMatchObject({ deadLettered: 1, inSpool: 0 });
		await constrain('DROP CONSTRAINT no_poison');
		await ingest.stop();
	});

	test('[C19] most of a batch refused is a fault of ours: it is held, not given up', async () => {
		await constrain(`ADD CONSTRAINT no_poison CHECK event_id NOT LIKE 'poison%'`);
		const ingest = await startTestIngest({ dataDir: engine.dataDir });
		const source = '//held';
		await ingest.post(
			Array.from({ length: 40 }, (_none, n) => testEvent({ source, id: `poison-h${n}` }))
		);
		await until('the writer holds', async () => (await ingest.status()).trouble?.class === 'data');
		const { total } = await ingest.status();
		expect(total.inSpool).toBeGreaterThan(25);
		await constrain('DROP CONSTRAINT no_poison');
		const status = await settled(ingest);
		const counts = status.sources.find((of) => of.source === source);
		expect(counts?.accepted).toBe(40);
		expect((counts?.committed ?? 0) + (counts?.deadLettered ?? 0)).toBe(40);
		expect(counts?.committed).toBeGreaterThan(25);
		await ingest.stop();
	});
});

const placed = defineQuery({
	name: 'test-placed',
	sql: `SELECT e.event_id AS id, toUnixTimestamp(e.placement_hour) AS hourS FROM events AS e FINAL
		WHERE e.subject = {subject: String} ORDER BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ subject: Type.String() }),
	row: Type.Object({ id: Type.String(), hourS: Type.Integer() })
});
const states = defineQuery({
	name: 'test-states',
	sql: `SELECT 'placements' AS what, count() AS n FROM placements FINAL WHERE subject = {subject: String} AND placement_hour = last_hour
		UNION ALL SELECT 'interactions' AS what, uniqExact(placement_hour) AS n FROM interaction_states WHERE interaction_id = {subject: String}
		UNION ALL SELECT 'segments' AS what, uniqExact(placement_hour) AS n FROM segment_states WHERE interaction_id = {subject: String}`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ subject: Type.String() }),
	row: Type.Object({ what: Type.String(), n: Type.Integer() })
});

describe('an interaction', () => {
	const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour, 59)).toISOString();

	test('keeps the hour of its first event, also in another process and after a restart', async () => {
		const ingest = await startTestIngest({ dataDir: engine.dataDir });
		const subject = 'kept-together';
		const post = (door: TestIngest, id: string, hour: number) =>
			door.post([testEvent({ id, subject, time: at(hour) })], { headers: { prefer: 'wait=20' } });
		expect((await post(ingest, 'k1', 10)).status).toBe(200);
		await ingest.kill();
		const next = await startTestIngest({ dataDir: engine.dataDir });
		await post(next, 'k2', 11);
		const other = await startTestIngest({
			dataDir: `${engine.dataDir}/other`,
			connection: engine.connection
		});
		await post(other, 'k3', 12);
		const rows = await engine.clickhouse.query('ingest', placed, { subject });
		expect(rows.map(({ id }) => id)).toEqual(['k1', 'k2', 'k3']);
		expect(new Set(rows.map(({ hourS }) => hourS)).size).toBe(1);
		await next.stop();
		await other.stop();
	});

	test('torn apart by two processes is put together under the earlier hour, also when that is repeated', async () => {
		const subject = 'torn-apart';
		// What two processes write that meet the interaction at the same moment.
		for (const hour of [10, 11]) {
			const raw = testEvent({
				id: `t${hour}`,
				subject,
				type: 'atalaya.interaction.queued.v1',
				time: at(hour),
				data: { queue: 'q' }
			});
			const parsed = parseEvent(raw, { nowMs: Date.now(), backfill: true });
			if (!parsed.ok) throw new Error(parsed.error.message);
			const context = {
				receivedAtMs: 0,
				batchId: `torn-${hour}`,
				placementHourMs: Date.UTC(2026, 10, 20, hour)
			};
			const line = `${JSON.stringify(eventRow(parsed.event, context))}\n`;
			await engine.clickhouse.insert('events', line, { token: `torn-${hour}` });
		}
		const repaired: string[] = [];
		const options = {
			clickhouse: () => engine.clickhouse,
			directory: `${engine.dataDir}/repair`,
			onRepaired: (of: string) => repaired.push(of)
		};
		expect(await repairPlacements(options)).toBe(1);
		expect(await repairPlacements(options)).toBe(0);
		const after = await engine.clickhouse.query('ingest', placed, { subject });
		expect(after.map(({ id }) => id)).toEqual(['t10', 't11']);
		expect(new Set(after.map(({ hourS }) => hourS))).toEqual(
			new Set([Date.UTC(2026, 10, 20, 10) / 1000])
		);
		const left = await engine.clickhouse.query('ingest', states, { subject });
		expect(left.map(({ n }) => n)).toEqual([1, 1, 1]);
		expect(repaired).toEqual([subject]);
	});
});
