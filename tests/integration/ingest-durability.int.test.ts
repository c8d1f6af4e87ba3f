/** Accepted means on disk: kills of the process and of the engine under load, and a second process. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { applySchema } from '../../clickhouse/apply.ts';
import { readSchemaFiles } from '../../clickhouse/schema-files.ts';
import { makeDataDir, removeDataDir, startEngineIn } from '../support/engine.ts';
import { TEST_INTERNAL_TOKEN, spawnIngest, startTestIngest, testEvent } from '../support/ingest.ts';
import type { IngestStatus, TestIngest } from '../support/ingest.ts';
import { storedIds } from '../support/stored-events.ts';
import { until } from '../support/until.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';

let dataDir: string;
let engine: Awaited<ReturnType<typeof startEngineIn>>;
let clickhouse: ClickHouse;

beforeAll(async () => {
	dataDir = await makeDataDir();
	engine = await startEngineIn(dataDir);
	clickhouse = openClickHouse(engine.connection);
	await applySchema(clickhouse);
});
afterAll(async () => {
	await clickhouse.close();
	await engine.stop();
	await removeDataDir(dataDir);
});

function checkEquations({ total, sources }: IngestStatus): void {
	for (const counts of [total, ...sources]) {
		expect(counts.received).toBe(counts.accepted + counts.duplicate + counts.rejected);
		expect(counts.accepted).toBe(counts.committed + counts.deadLettered + counts.inSpool);
	}
}

const drained = (ingest: TestIngest) =>
	until('the spool is drained', async () => {
		const status = await ingest.status();
		return status.total.inSpool === 0 && status;
	});

/** Posts through many connections until told to stop; sends again whatever was not answered, as producers do. */
class Load {
	readonly source: string;
	readonly acknowledged = new Set<string>();
	readonly sent = new Set<string>();
	#ingest: TestIngest;
	#stopped = false;
	#made = 0;
	readonly #workers: Promise<void>[];

	constructor(source: string, ingest: TestIngest, connections = 8) {
		this.source = source;
		this.#ingest = ingest;
		this.#workers = Array.from({ length: connections }, (_none, n) => this.#work(n));
	}

	use(ingest: TestIngest): void {
		this.#ingest = ingest;
	}

	async #work(worker: number): Promise<void> {
		while (!this.#stopped) {
			const count = [1, 100, 250][worker % 3] ?? 1;
			const events = Array.from({ length: count }, () => {
				const id = `e${this.#made++}`;
				return testEvent({ source: this.source, id, subject: `s-${id}` });
			});
			for (const event of events) this.sent.add(String(event['id']));
			await this.#sendUntilAnswered(events, worker);
		}
	}

	async #sendUntilAnswered(events: Record<string, unknown>[], worker: number): Promise<void> {
		const ndjson = worker % 2 === 1;
		const body = ndjson ? events.map((event) => JSON.stringify(event)).join('\n') : events;
		while (!this.#stopped) {
			try {
				const options = ndjson ? { contentType: 'application/x-ndjson' } : {};
				const answer = await this.#ingest.post(body, options);
				if (answer.status === 202) {
					for (const event of events) this.acknowledged.add(String(event['id']));
					return;
				}
			} catch {
				// Nobody answered: sent again.
			}
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await Promise.all(this.#workers);
	}
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Every acknowledged event is stored exactly once, and nothing that was never sent. */
async function checkStored(load: Load): Promise<void> {
	const stored = await storedIds(clickhouse, load.source);
	const distinct = new Set(stored);
	expect(stored.length).toBe(distinct.size);
	expect([...load.acknowledged].filter((id) => !distinct.has(id))).toEqual([]);
	expect(stored.filter((id) => !load.sent.has(id))).toEqual([]);
	expect(load.acknowledged.size).toBeGreaterThan(100);
}

describe('an ingest process killed under load', () => {
	test('[K6] [K8] loses nothing it has acknowledged and stores nothing twice', async () => {
		let ingest = await startTestIngest({ dataDir, connection: engine.connection });
		const load = new Load('//killed', ingest);
		for (let kill = 0; kill < 6; kill += 1) {
			await pause(300 + kill * 150);
			await ingest.kill();
			ingest = await startTestIngest({ dataDir });
			load.use(ingest);
			checkEquations(await ingest.status());
		}
		await pause(300);
		await load.stop();
		checkEquations(await drained(ingest));
		await checkStored(load);
		const { sources } = await ingest.status();
		const counts = sources.find(({ source }) => source === load.source);
		expect(counts?.committed).toBe((await storedIds(clickhouse, load.source)).length);
		expect(await ingest.stop()).toBe(0);
	});

	test('[K17] stops at SIGTERM under load with exit code 0, within ten seconds, losing nothing', async () => {
		const ingest = await startTestIngest({ dataDir });
		const load = new Load('//stopped', ingest);
		await pause(700);
		const startedAt = Date.now();
		expect(await ingest.stop()).toBe(0);
		expect(Date.now() - startedAt).toBeLessThan(10_000);
		const next = await startTestIngest({ dataDir });
		load.use(next);
		await load.stop();
		checkEquations(await drained(next));
		await checkStored(load);
		await next.stop();
	});
});

describe('an engine that goes away', () => {
	test('[C2] [C16] killed and started again while events come: each once, and nobody is refused', async () => {
		const ingest = await startTestIngest({ dataDir });
		const load = new Load('//engine', ingest, 4);
		await pause(500);
		await clickhouse.close();
		await engine.stop();
		await pause(1500);
		expect((await ingest.post([testEvent({ source: '//while-down' })])).status).toBe(202);
		expect((await ingest.status()).total.inSpool).toBeGreaterThan(0);
		engine = await startEngineIn(dataDir);
		clickhouse = openClickHouse(engine.connection);
		await pause(500);
		await load.stop();
		checkEquations(await drained(ingest));
		await checkStored(load);
		expect(await storedIds(clickhouse, '//while-down')).toHaveLength(1);
		await ingest.stop();
	});

	test('[C1] absent at the start, without a schema later: events wait and arrive', async () => {
		const other = await makeDataDir();
		const ingest = await startTestIngest({ dataDir: other });
		const source = '//early';
		expect((await ingest.post([testEvent({ source }), testEvent({ source })])).status).toBe(202);
		const late = await startEngineIn(other);
		const client = openClickHouse(late.connection);
		await until(
			'the writer meets the database',
			async () => (await ingest.status()).trouble?.class === 'operator'
		);
		// The table is there, and neither its later columns nor the views on it: a row would be refused for good, or half kept.
		const part = join(other, 'part-of-the-schema');
		await mkdir(part);
		for (const { file, number, sql } of readSchemaFiles()) {
			if (number <= 3) await writeFile(join(part, file), sql);
		}
		await expect(applySchema(client, part)).rejects.toThrow('channel_defaults');
		await until(
			'the writer misses the rest',
			async () => (await ingest.status()).trouble?.code === 'schema_behind'
		);
		await applySchema(client);
		checkEquations(await drained(ingest));
		expect((await ingest.status()).total.deadLettered).toBe(0);
		expect(await storedIds(client, source)).toHaveLength(2);
		await ingest.stop();
		await client.close();
		await late.stop();
		await removeDataDir(other);
	});
});

describe('one process per directory', () => {
	test('[K20] a second process refuses to start, and the first goes on', async () => {
		const first = await startTestIngest({ dataDir });
		const second = spawnIngest({ dataDir });
		expect(await second.exited).not.toBe(0);
		expect(second.output()).toContain('another ingest process');
		expect((await first.post([testEvent()])).status).toBe(202);
		await first.kill();
		const third = await startTestIngest({ dataDir });
		expect((await third.post([testEvent()])).status).toBe(202);
		await third.stop();
	});
});

describe('backfill', () => {
	/** More than any machine stores while one live event is. */
	const OLD = 100_000;
	test('[I14] many old events do not delay a live one', async () => {
		const ingest = await startTestIngest({ dataDir });
		const old = (n: number) =>
			testEvent({
				source: '//backfill',
				id: `old-${n}`,
				time: new Date(Date.UTC(2024, n % 12, 1 + (n % 28), n % 24)).toISOString()
			});
		for (let n = 0; n < OLD; n += 10_000) {
			const body = Array.from({ length: 10_000 }, (_none, m) => JSON.stringify(old(n + m))).join(
				'\n'
			);
			const options = { contentType: 'application/x-ndjson', query: '?backfill=true' };
			expect((await ingest.post(body, options)).status).toBe(202);
		}
		const live = await ingest.post([testEvent({ source: '//live' })], {
			headers: { prefer: 'wait=30' }
		});
		expect(live.status).toBe(200);
		const { spool } = await ingest.status();
		expect(spool.backfill).toBeGreaterThan(0);
		checkEquations(await drained(ingest));
		expect(await storedIds(clickhouse, '//backfill')).toHaveLength(OLD);
		await ingest.stop();
	});
});

describe('websockets', () => {
	const open = (url: string, token: string) =>
		new WebSocket(url.replace('http', 'ws'), { headers: { authorization: `Bearer ${token}` } });
	const messages = (socket: WebSocket) => {
		const got: Record<string, unknown>[] = [];
		socket.on('message', (data: Buffer) =>
			got.push(JSON.parse(data.toString()) as Record<string, unknown>)
		);
		return got;
	};

	test('a producer is answered once its events are durable; web hears of commits', async () => {
		const ingest = await startTestIngest({ dataDir });
		const notices = open(`${ingest.url}/v1/notices`, TEST_INTERNAL_TOKEN);
		const heard = messages(notices);
		const producer = open(`${ingest.url}/v1/stream`, ingest.token);
		const answers = messages(producer);
		await until('credit', () => Promise.resolve(answers.length === 1));
		expect(answers[0]).toMatchObject({ type: 'credit' });
		const event = testEvent({ source: '//socket' });
		producer.send(JSON.stringify({ type: 'events', seq: 7, events: [event, event, {}] }));
		await until('ack', () => Promise.resolve(answers.length === 2));
		expect(answers[1]).toMatchObject({
			type: 'ack',
			seq: 7,
			accepted: 1,
			duplicates: 1,
			rejected: 1
		});
		await until('notice', () => Promise.resolve(heard.some(({ type }) => type === 'committed')));
		expect(heard[0]).toEqual({ type: 'hello' });
		expect(heard.find(({ type }) => type === 'committed')).toMatchObject({
			rows: 1,
			at: expect.any(Number) as unknown
		});
		notices.close();
		producer.close();
		await ingest.stop();
	});

	test.each([
		['no JSON', '{', 1007],
		['another type', '{"type":"other"}', 1007],
		[
			'too many brackets',
			`{"type":"events","seq":1,"events":${'['.repeat(40)}${']'.repeat(40)}}`,
			1007
		],
		['too large', 'x'.repeat(1024 * 1024 + 1), 1009]
	])('[W5] a frame with %s closes the connection', async (_what, frame, code) => {
		const ingest = await startTestIngest({ dataDir });
		const socket = open(`${ingest.url}/v1/stream`, ingest.token);
		const closed = new Promise<number>((resolve) => socket.once('close', resolve));
		socket.once('open', () => {
			socket.send(frame);
		});
		expect(await closed).toBe(code);
		expect((await ingest.post([testEvent()])).status).toBe(202);
		await ingest.stop();
	});

	test('a wrong token is refused at the upgrade', async () => {
		const ingest = await startTestIngest({ dataDir });
		const statusOf = (path: string, token: string) =>
			new Promise<number>((resolve) => {
				const socket = open(`${ingest.url}${path}`, token);
				socket.once('unexpected-response', (_request, response) => {
					resolve(response.statusCode ?? 0);
					socket.terminate();
				});
				socket.on('error', () => undefined);
			});
		expect(await statusOf('/v1/stream', 'wrong-wrong')).toBe(401);
		expect(await statusOf('/v1/stream', TEST_INTERNAL_TOKEN)).toBe(403);
		expect(await statusOf('/v1/notices', ingest.token)).toBe(403);
		expect(await statusOf('/v1/other', ingest.token)).toBe(404);
		await ingest.stop();
	});
});
