/** Erasures that cannot go straight on: the database is away, the process is killed, another one takes over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { ERASURE_STEPS } from '#lib/server/privacy/report.ts';
import type { ErasureStep } from '#lib/server/privacy/report.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import type { Engine } from '../../clickhouse/engine/engine.ts';
import { allSums } from '../support/all-sums.ts';
import { contactEvents } from '../support/contact.ts';
import { startEngineIn, startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { filesHolding } from '../support/find-bytes.ts';
import { startTestIngest } from '../support/ingest.ts';
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

const TRACES = [`"${CUSTOMER}"`, String.raw`\"${CUSTOMER}\"`, MARKER];
const nowMs = Date.now();

const stored = defineQuery({
	name: 'test-stored',
	sql: `SELECT count() AS events, countIf(position(concat(data, texts, attributes, topic), {text: String}) > 0) AS named FROM events FINAL`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ text: Type.String() }),
	row: Type.Object({ events: Type.Integer(), named: Type.Integer() })
});
const workTables = defineQuery({
	name: 'test-work-tables',
	sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'privacy_job_')`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ name: Type.String() })
});

async function openCentre(): Promise<{ engine: TestEngine; ingest: TestIngest }> {
	const engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	await storePlainly(engine.clickhouse);
	const ingest = await startTestIngest({ dataDir: engine.dataDir });
	const life = [
		...lifeOf(CUSTOMER, MARKER, nowMs - 2 * DAY_MS),
		...lifeOf(NEIGHBOUR, 'manzana', nowMs - 2 * DAY_MS)
	];
	expect((await ingest.post(life)).status).toBe(202);
	await drained(ingest);
	return { engine, ingest };
}

describe('an erasure while the database is away', () => {
	let engine: TestEngine;
	let ingest: TestIngest;
	let web: JobsOnStore;
	let second: Engine | null = null;

	beforeAll(async () => {
		({ engine, ingest } = await openCentre());
		web = await openJobs(engine, engine.clickhouse);
	});
	afterAll(async () => {
		await web.close();
		await ingest.stop();
		await second?.stop();
		await engine.stop();
	});

	test('[P1] waits for it, says so, and erases what lay in the spool of both lanes', async () => {
		await engine.engine.stop();
		const chat = contactEvents({ id: 'waiting', atMs: nowMs, customer: CUSTOMER, text: MARKER });
		const past = contactEvents({
			id: 'imported',
			atMs: nowMs - 60 * DAY_MS,
			customer: CUSTOMER,
			text: MARKER
		});
		expect((await ingest.post(chat)).status).toBe(202);
		expect((await ingest.post(past, { query: '?backfill=true' })).status).toBe(202);
		expect(filesHolding(`${engine.dataDir}/spool`, TRACES)).toHaveLength(2);
		const id = await web.jobs.startErasure(CUSTOMER, 'dpo');
		const waiting = await until('it says what it waits for', async () => {
			const job = await web.jobs.find(id);
			return erasureReport(job).waitingFor === 'database' && job;
		});
		expect(waiting).toMatchObject({ state: 'running', report: { step: 'spool' } });
		// What comes from now on is let in without the customer.
		const later = contactEvents({
			id: 'later',
			atMs: nowMs,
			customer: CUSTOMER,
			text: 'zanahoria'
		});
		expect((await ingest.post(later)).status).toBe(202);

		second = await startEngineIn(engine.dataDir);
		const report = erasureReport(await finished(web.jobs, id));
		expect(report).toMatchObject({ remaining: 0, waitingFor: null, step: 'finished' });
		expect(report.found).toMatchObject({ interaction: 4 });
		await drained(ingest);
		const [rows] = await engine.clickhouse.query('ingest', stored, { text: MARKER });
		expect(rows).toEqual({ events: 2 * lifeOf(CUSTOMER, '', nowMs).length + 21, named: 0 });
		expect(filesHolding(engine.dataDir, TRACES)).toEqual([]);
	});

	test('of a customer nobody knows ends with nothing found', async () => {
		const id = await web.jobs.startErasure('nobody', 'dpo');
		const report = erasureReport(await finished(web.jobs, id));
		expect(report).toMatchObject({ found: {}, remaining: 0 });
		expect(report.erased).toMatchObject({ events: 0, 'facts of contacts': 0, 'dead letters': 0 });
	});
});

describe('an erasure whose process is killed at every step', () => {
	let engine: TestEngine;
	let ingest: TestIngest;

	beforeAll(async () => {
		({ engine, ingest } = await openCentre());
	});
	afterAll(async () => {
		await ingest.stop();
		await engine.stop();
	});

	test('is taken up by the next one and comes to the same end', async () => {
		const sums = await allSums(engine.clickhouse);
		const [before] = await engine.clickhouse.query('ingest', stored, { text: MARKER });
		// This one only looks: it does not hold the lease.
		const web = await openJobs(engine, engine.clickhouse);
		await web.jobs.stop();
		const id = await web.jobs.startErasure(CUSTOMER, 'dpo');
		const killedAt: ErasureStep[] = [];
		for (const step of ['announce', 'spool', 'search', 'dead letters', 'database'] as const) {
			const worker = spawn(
				process.execPath,
				['--import', 'tsx', 'tests/support/erasure-process.ts', engine.dataDir],
				{ env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'inherit'] }
			);
			const gone = once(worker, 'exit');
			await once(worker.stdout, 'data');
			const at = await until(`the worker is at ${step}`, async () => {
				const job = await web.jobs.find(id);
				const now = erasureReport(job).step;
				const isThere = ERASURE_STEPS.indexOf(now) >= ERASURE_STEPS.indexOf(step);
				return job?.state === 'running' && isThere && now;
			});
			worker.kill('SIGKILL');
			await gone;
			killedAt.push(at);
		}
		expect(killedAt).toHaveLength(5);
		const last = await openJobs(engine, engine.clickhouse);
		const report = erasureReport(await finished(last.jobs, id));
		expect(report).toMatchObject({
			remaining: 0,
			found: { interaction: 2, mention: 1, survey: 2 },
			erased: { 'facts of contacts': 2 }
		});
		expect(report.erased['events']).toBe(15);
		expect(await allSums(engine.clickhouse)).toBe(sums);
		const [after] = await engine.clickhouse.query('ingest', stored, { text: MARKER });
		expect(after).toEqual({ events: before?.events, named: 0 });
		expect(filesHolding(engine.dataDir, TRACES)).toEqual([]);
		expect(await engine.clickhouse.query('ingest', workTables, {})).toEqual([]);
		await last.close();
		await web.store.close();
	});
});
