/** Two shards, of real engines, beside a single server that is told the same: what one answers, the other does. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { MEASURES_OF, SOURCES } from '#lib/domain/metrics/measures.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { askShards, commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applyRetention } from '#lib/server/privacy/retention.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import { AGED_EVENTS, AGED_FACTS, readTtlDays } from '#lib/server/queries/table-ttl.ts';
import { FloorLedger } from '#lib/server/live/ledger/floor-ledger.ts';
import { DEFAULT_TENANT as tenant } from '#lib/server/queries/tenant.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { checkSchema } from '../../clickhouse/check.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { repairPlacements } from '../../ingest/write/placement-repair.ts';
import { allSums } from '../support/all-sums.ts';
import { startTestCluster } from '../support/cluster.ts';
import type { TestCluster } from '../support/cluster.ts';
import { contactEvents, parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents } from '../support/events.ts';
import { filesHolding } from '../support/find-bytes.ts';
import { startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { knownEvent } from '../support/known-event.ts';
import {
	CUSTOMER,
	MARKER,
	drained,
	erasureReport,
	finished,
	lifeOf,
	openJobs,
	storePlainly
} from '../support/privacy.ts';
import type { JobsOnStore } from '../support/privacy.ts';
import { FLOOR_BASE_MS, randomFloor } from '../support/random-floor.ts';
import { storedIds } from '../support/stored-events.ts';
import { allFacts } from '../support/stored-facts.ts';
import { until } from '../support/until.ts';
import { wireEvent } from '../support/wire-event.ts';

const HOUR_MS = 3_600_000;
const SEED = 20_261_122;
const NEVER = { texts: 0, events: 0, deadLetters: 0, facts: 0 };
const scope = { none: 'a test asks for everything' };

const rowsOf = (table: string) =>
	defineQuery({
		name: 'test-rows',
		sql: `SELECT count() AS n FROM ${table}`,
		scope,
		params: Type.Object({}),
		row: Type.Object({ n: Type.Integer() })
	});

const rulesApplied = defineQuery({
	name: 'test-rules-applied',
	sql: `SELECT DISTINCT threshold_ms AS thresholdMs, formula FROM segment_facts WHERE queue = 'ventas' ORDER BY thresholdMs, formula`,
	scope,
	params: Type.Object({}),
	row: Type.Object({ thresholdMs: Type.Integer(), formula: Type.String() })
});

const hoursOf = defineQuery({
	name: 'test-hours-of',
	sql: `SELECT event_id AS id, toUnixTimestamp(placement_hour) AS hourS FROM events FINAL WHERE subject = {subject: String} ORDER BY id`,
	scope,
	params: Type.Object({ subject: Type.String() }),
	row: Type.Object({ id: Type.String(), hourS: Type.Integer() })
});

/** Everything of the floor by every source of measures, as text. */
async function everySum(clickhouse: ClickHouse): Promise<string> {
	const answers = [];
	for (const source of SOURCES) {
		const question = metricSums({
			source,
			interval: '15m',
			by: ['queue', 'channel', 'agent', 'team'],
			aligned: true,
			filtersAgents: false,
			measures: MEASURES_OF[source]
		});
		const params = {
			tenant,
			fromMs: FLOOR_BASE_MS - 2 * HOUR_MS,
			toMs: FLOOR_BASE_MS + 2 * HOUR_MS,
			tz: 'UTC',
			nowMs: FLOOR_BASE_MS + 100 * HOUR_MS,
			repeatWindowMs: 24 * HOUR_MS,
			queue: [],
			channel: [],
			agent: [],
			team: []
		};
		answers.push([
			source,
			await clickhouse.query('report', question, params, { scope: EVERYTHING })
		]);
	}
	return JSON.stringify(answers);
}

const counts = async (clickhouse: ClickHouse, table: string): Promise<number[]> =>
	(await askShards(clickhouse, (shard) => shard.query('ingest', rowsOf(table), {}))).map(
		([row]) => row?.n ?? 0
	);

describe('a cluster of two shards', () => {
	let cluster: TestCluster;
	let single: TestEngine;
	let ingest: TestIngest;
	let web: JobsOnStore;
	const floor = [
		...randomFloor(30, SEED),
		knownEvent('reference.queue', 'ventas', FLOOR_BASE_MS - HOUR_MS, {
			name: 'Ventas',
			channel: 'voice',
			thresholdMs: 7000,
			slFormula: 'C'
		})
	].map(wireEvent);

	beforeAll(async () => {
		[cluster, single] = await Promise.all([startTestCluster(2), startTestEngine()]);
		await Promise.all([applySchema(cluster.clickhouse), applySchema(single.clickhouse)]);
		await storePlainly(cluster.clickhouse);
		const other = await startTestIngest({ dataDir: single.dataDir });
		ingest = await startTestIngest({ dataDir: cluster.dataDir });
		for (const each of [ingest, other]) {
			for (let from = 0; from < floor.length; from += 200) {
				const answer = await each.post(floor.slice(from, from + 200), { query: '?backfill=true' });
				expect(answer.status).toBe(202);
			}
			await drained(each);
		}
		await other.stop();
		web = await openJobs(cluster, cluster.clickhouse);
	});
	afterAll(async () => {
		await web.close();
		await ingest.stop();
		await Promise.all([cluster.stop(), single.stop()]);
	});

	const witness = async (): Promise<void> => {
		expect(await allSums(cluster.clickhouse)).toBe(await allSums(single.clickhouse));
	};

	test('has its schema once, on both nodes, and says what does not conform', async () => {
		expect(await applySchema(cluster.clickhouse)).toEqual([]);
		expect(await checkSchema(cluster.clickhouse)).toEqual([]);
	});

	test('has the facts and the numbers of a single server, rows being on both', async () => {
		for (const table of ['events', 'segment_states', 'message_turns', 'survey_states'])
			expect([table, Math.min(...(await counts(cluster.clickhouse, table))) > 0]).toEqual([
				table,
				true
			]);
		expect(await cluster.clickhouse.query('report', allFacts, { tenant })).toEqual(
			await single.clickhouse.query('report', allFacts, { tenant })
		);
		expect(await everySum(cluster.clickhouse)).toBe(await everySum(single.clickhouse));
		await witness();
	});

	test('judges contacts of both shards by settings that lie on one', async () => {
		expect((await counts(cluster.clickhouse, 'queue_versions')).sort()).toEqual([0, 1]);
		const judged = await askShards(cluster.clickhouse, (shard) =>
			shard.query('ingest', rulesApplied, {})
		);
		for (const rules of judged) expect(rules).toContainEqual({ thresholdMs: 7000, formula: 'C' });
	});

	test('reads the sums of hours at rest, and counts an hour once that rests on one shard only', async () => {
		for (const each of [cluster, single])
			await rollUp(each.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
		expect(Math.min(...(await counts(cluster.clickhouse, 'metric_rolls')))).toBeGreaterThan(0);
		await witness();
		// One event more makes the hour of one shard dirty; the other still has its sums, aged as if for long.
		const late = parsed(contactEvents({ id: 'late', atMs: FLOOR_BASE_MS + 60_000 }));
		await commandOnShards(
			cluster.clickhouse,
			'test-age',
			`ALTER TABLE touched_hours UPDATE touched_at = touched_at - INTERVAL 3 HOUR WHERE 1 SETTINGS mutations_sync = 1`
		);
		for (const each of [cluster, single])
			await insertEvents(each.clickhouse, late, () => FLOOR_BASE_MS, 'late');
		const live = async (clickhouse: ClickHouse) => {
			const ledger = new FloorLedger({ clickhouse, tenant });
			await ledger.refresh(FLOOR_BASE_MS + HOUR_MS);
			return [...ledger.since(FLOOR_BASE_MS - HOUR_MS)].sort(([a], [b]) => a.localeCompare(b));
		};
		expect((await live(single.clickhouse)).length).toBeGreaterThan(0);
		expect(await live(cluster.clickhouse)).toEqual(await live(single.clickhouse));
		await witness();
	});

	test('stores an insert once however often it is sent, on every shard', async () => {
		const events = parsed(
			Array.from({ length: 20 }, (_, n) =>
				contactEvents({ id: `again-${n}`, atMs: FLOOR_BASE_MS, source: '//again' })
			).flat()
		);
		const before = await counts(cluster.clickhouse, 'events');
		for (let time = 0; time < 3; time += 1)
			await insertEvents(cluster.clickhouse, events, () => FLOOR_BASE_MS, 'again');
		const after = await counts(cluster.clickhouse, 'events');
		const added = after.map((n, index) => n - (before[index] ?? 0));
		expect(added.reduce((sum, n) => sum + n, 0)).toBe(events.length);
		expect(Math.min(...added)).toBeGreaterThan(0);
		await insertEvents(single.clickhouse, events, () => FLOOR_BASE_MS, 'again');
	});

	test('puts a torn contact together on its own shard', async () => {
		const torn = parsed(contactEvents({ id: 'torn', atMs: FLOOR_BASE_MS, source: '//torn' }));
		for (const each of [cluster, single]) {
			await insertEvents(each.clickhouse, torn.slice(0, 3), () => FLOOR_BASE_MS, 'torn-1');
			await insertEvents(each.clickhouse, torn.slice(3), () => FLOOR_BASE_MS + HOUR_MS, 'torn-2');
			const options = {
				clickhouse: () => each.clickhouse,
				directory: join(each.dataDir, 'repair'),
				onRepaired: () => undefined
			};
			expect(await repairPlacements(options)).toBe(1);
			expect(await repairPlacements(options)).toBe(0);
		}
		const placed = await cluster.clickhouse.query('ingest', hoursOf, { subject: 'torn' });
		expect(placed).toHaveLength(torn.length);
		expect(new Set(placed.map(({ hourS }) => hourS * 1000))).toEqual(new Set([FLOOR_BASE_MS]));
		await witness();
	});

	test('is rebuilt shard by shard from its events', async () => {
		for (const table of ['segment_states', 'interaction_states', 'queue_versions'])
			await commandOnShards(cluster.clickhouse, 'test-damage', `TRUNCATE TABLE ${table}`);
		const shares: number[] = [];
		await rebuild({
			clickhouse: cluster.clickhouse,
			now: Date.now,
			onProgress: (share) => shares.push(share),
			signal: new AbortController().signal
		});
		expect(shares.at(-1)).toBeGreaterThan(0.9);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		await witness();
	});

	test('[C1] holds what it is sent while a shard is dead, answers nothing by halves, and heals exactly once', async () => {
		const revive = await cluster.stopShard(1);
		const source = '//held';
		const ids = Array.from({ length: 300 }, (_, n) => `held-${n}`);
		const events = ids.map((id) => testEvent({ id, source, subject: `s-${id}` }));
		expect((await ingest.post(events)).status).toBe(202);
		await expect(cluster.clickhouse.query('report', allFacts, { tenant })).rejects.toThrow();
		expect((await ingest.status()).total.inSpool).toBeGreaterThan(0);
		await revive();
		await drained(ingest);
		expect(await storedIds(cluster.clickhouse, source)).toEqual([...ids].sort());
		expect((await ingest.status()).total.deadLettered).toBe(0);
	});

	test('erases a customer on every shard, and no file of either keeps a trace', async () => {
		const sums = await allSums(cluster.clickhouse);
		const atMs = FLOOR_BASE_MS + 20 * 24 * HOUR_MS;
		const life = [0, 1, 2].flatMap((n) => lifeOf(CUSTOMER, MARKER, atMs + n * HOUR_MS));
		expect((await ingest.post(life, { query: '?backfill=true' })).status).toBe(202);
		await drained(ingest);
		const shards = readdirSync(cluster.dataDir).filter((name) => name.startsWith('shard-'));
		const traces = () =>
			shards.map((name) => filesHolding(join(cluster.dataDir, name), [CUSTOMER, MARKER]).length);
		expect(Math.min(...traces())).toBeGreaterThan(0);
		const id = await web.jobs.startErasure(CUSTOMER, 'dpo');
		const report = erasureReport(await finished(web.jobs, id));
		expect(report).toMatchObject({
			step: 'finished',
			remaining: 0,
			failures: 0,
			found: { interaction: 6, mention: 3, survey: 6 }
		});
		// A part leaves the list of the database a moment before its directory leaves the disk.
		await until('no file holds a trace', () =>
			Promise.resolve(traces().every((files) => files === 0))
		);
		const leftOver = await askShards(cluster.clickhouse, (shard) =>
			shard.query('ingest', jobTables, {})
		);
		expect(leftOver.flat()).toEqual([]);
		expect(await allSums(cluster.clickhouse, 0, atMs - HOUR_MS)).toBe(sums);
	});

	test('deletes by age on every shard', async () => {
		await rollUp(cluster.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
		await applyRetention(cluster.clickhouse, { ...NEVER, events: 4000, facts: 5000 });
		const tables = [AGED_EVENTS, ...AGED_FACTS];
		const days = await askShards(cluster.clickhouse, (shard) => readTtlDays(shard, tables));
		expect(days).toEqual([1, 2].map(() => [4000, ...AGED_FACTS.map(() => 5000)]));
		expect(await checkSchema(cluster.clickhouse)).toEqual([]);
	});

	test('says which shard has no node', async () => {
		const { cluster: named, ...connection } = cluster.connection;
		const nodes = named?.nodes.slice(0, 1) ?? [];
		const half = openClickHouse({
			...connection,
			cluster: { name: named?.name ?? '', nodes }
		});
		await expect(half.shards()).rejects.toThrow('CLICKHOUSE_NODES names no node of shard 2');
		await half.close();
	});
});

const jobTables = defineQuery({
	name: 'test-job-tables',
	sql: `SELECT concat(database, '.', name) AS name FROM system.tables WHERE position(name, 'privacy_job_') > 0`,
	scope,
	params: Type.Object({}),
	row: Type.Object({ name: Type.String() })
});
