/** Erasures of several web processes over one store on PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { postgresBin, startTestPostgres } from '../support/postgres.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { CUSTOMER, MARKER, drained, erasureReport, lifeOf, openJobs } from '../support/privacy.ts';
import type { JobsOnStore } from '../support/privacy.ts';
import { until } from '../support/until.ts';

const bin = postgresBin();

describe.skipIf(bin === null)(
	'erasures of two web processes (skipped where /usr/lib/postgresql has no server)',
	() => {
		let postgres: TestPostgres;
		let engine: TestEngine;
		let ingest: TestIngest;
		const webs: JobsOnStore[] = [];

		beforeAll(async () => {
			postgres = await startTestPostgres(bin ?? '');
			const databaseUrl = await postgres.createDatabase();
			engine = await startTestEngine();
			await applySchema(engine.clickhouse);
			ingest = await startTestIngest({
				dataDir: engine.dataDir,
				env: { DATABASE_URL: databaseUrl }
			});
			const place = { dataDir: engine.dataDir, databaseUrl };
			webs.push(await openJobs(place, engine.clickhouse));
			webs.push(await openJobs(place, engine.clickhouse));
			expect((await ingest.post(lifeOf(CUSTOMER, MARKER, Date.now()))).status).toBe(202);
			await drained(ingest);
		});
		afterAll(async () => {
			for (const web of webs) await web.close();
			await ingest.stop();
			await engine.stop();
			await postgres.stop();
		});

		test('are asked of either, done once, and gone on with by the one that is left', async () => {
			const [one, two] = webs as [JobsOnStore, JobsOnStore];
			const id = await two.jobs.startErasure(CUSTOMER, 'dpo');
			expect(await one.jobs.startErasure(CUSTOMER, 'another')).toBe(id);
			await until(
				'somebody works on it',
				async () => (await one.jobs.find(id))?.state === 'running'
			);
			await one.jobs.stop();
			const report = await until('it is erased', async () => {
				const now = erasureReport(await two.jobs.find(id));
				return ['old copies', 'finished'].includes(now.step) && now;
			});
			expect(report).toMatchObject({ remaining: 0, found: { interaction: 2 } });
			expect(report.erased['events']).toBe(15);
			expect(await two.jobs.list()).toHaveLength(1);
		});

		test('keep what the customer sends afterwards from every door', async () => {
			const again = lifeOf(CUSTOMER, MARKER, Date.now() - 1000)
				.filter(({ type }) => String(type).includes('interaction'))
				.map((event) => ({ ...event, id: randomUUID() }));
			expect((await ingest.post(again)).status).toBe(202);
			await drained(ingest);
			const lines: string[] = [];
			const { signal } = new AbortController();
			for await (const line of webs[1]!.jobs.exportCustomer(CUSTOMER, signal, 'dpo')) {
				lines.push(line);
			}
			expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ counts: { events: 0 } });
		});

		test('stop before a process with another key', async () => {
			await ingest.stop();
			ingest = await startTestIngest({
				dataDir: engine.dataDir,
				env: { DATABASE_URL: '', STORE_KEY: 'another-key-of-somebody' }
			});
			const id = await webs[1]!.jobs.startErasure('somebody else', 'dpo');
			const job = await until('it has failed', async () => {
				const found = await webs[1]!.jobs.find(id);
				return found?.state === 'failed' && found;
			});
			expect(erasureReport(job).lastFailure).toBe('KeyMismatchError');
			expect(await webs[1]!.jobs.retry(id)).toBe(true);
			expect(await webs[1]!.jobs.retry('none')).toBe(false);
		});
	}
);
