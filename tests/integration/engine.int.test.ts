import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Connection, LANES, connectionFile } from '#lib/server/clickhouse/connection.ts';
import type { Lane } from '#lib/server/clickhouse/connection.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { Engine } from '../../clickhouse/engine/engine.ts';
import { KEY_HEADER } from '../../clickhouse/engine/secrets.ts';
import { makeDataDir, removeDataDir, startEngineIn, startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';

interface Disguise {
	readonly headers?: Record<string, string>;
	readonly password?: string;
	readonly path?: string;
}

/** A request with nothing but what is said here: no settings of our client. */
async function ask(connection: Connection, lane: Lane, sql: string, disguise: Disguise = {}) {
	const { username, password } = connection.lanes[lane];
	const basic = Buffer.from(`${username}:${disguise.password ?? password}`).toString('base64');
	const response = await fetch(`${connection.url}${disguise.path ?? '/'}`, {
		method: 'POST',
		body: sql,
		headers: { authorization: `Basic ${basic}`, ...(disguise.headers ?? connection.headers) }
	});
	return { status: response.status, text: (await response.text()).trim() };
}

/** Polls instead of sleeping; gives the time it took. */
async function until(withinMs: number, check: () => boolean | Promise<boolean>): Promise<number> {
	const start = performance.now();
	while (!(await check())) {
		if (performance.now() - start > withinMs) throw new Error(`not within ${withinMs} ms`);
		await sleep(10);
	}
	return performance.now() - start;
}

const answers = async (url: string): Promise<boolean> => {
	try {
		return (await fetch(`${url}/ping`)).ok;
	} catch {
		return false;
	}
};

/** A dead process whose new parent has not collected it yet still takes signals: it is dead. */
const isAlive = (pid: number): boolean => {
	try {
		if (process.platform !== 'linux') return process.kill(pid, 0);
		return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
	} catch {
		return false;
	}
};

const readSaved = async (dataDir: string): Promise<Connection> =>
	Value.Parse(Connection, JSON.parse(await readFile(connectionFile(dataDir), 'utf8')));

describe('a running engine', () => {
	let it: TestEngine;
	let readyMs: number;

	beforeAll(async () => {
		const start = performance.now();
		it = await startTestEngine();
		readyMs = performance.now() - start;
	});
	afterAll(() => it.stop());

	test('is ready in a bounded time', async () => {
		process.stdout.write(`engine ready in ${readyMs.toFixed(0)} ms\n`);
		await it.clickhouse.ping();
		expect(readyMs).toBeLessThan(30_000);
		expect(it.engine.health()).toMatchObject({ state: 'running', restarts: 0, lastFault: null });
	});

	test('leaves its address to this user alone', async () => {
		expect(await readSaved(it.dataDir)).toEqual(it.connection);
		for (const file of ['connection.json', 'config.xml', 'users.xml', 'engine.log']) {
			expect((await stat(join(it.dataDir, 'engine', file))).mode & 0o777).toBe(0o600);
		}
	});

	test('[T5] is in UTC whatever the machine is', async () => {
		expect((await ask(it.connection, 'ingest', 'SELECT timezone()')).text).toBe('UTC');
	});

	test.each([
		['no key', {}],
		['a wrong key', { [KEY_HEADER]: 'wrong' }]
	])('answers 404 to a request with %s', async (_why, headers) => {
		for (const path of ['/', '/?query=SELECT%201', '/play', '/dashboard']) {
			expect((await ask(it.connection, 'ingest', 'SELECT 1', { headers, path })).status).toBe(404);
		}
	});

	test('refuses a wrong password', async () => {
		for (const lane of LANES) {
			const answer = await ask(it.connection, lane, 'SELECT 1', { password: 'wrong' });
			expect(answer).toMatchObject({ status: 403 });
		}
	});

	test('gives its passwordless user nothing', async () => {
		const { url, headers, database } = it.connection;
		for (const body of [
			`CREATE TABLE ${database}.mine (a UInt8) ORDER BY a`,
			'CREATE DATABASE mine',
			'SELECT * FROM system.processes'
		]) {
			const response = await fetch(url, { method: 'POST', body, headers });
			expect(await response.text()).toContain('ACCESS_DENIED');
		}
	});

	test('lets ingest build everything the schema needs', async () => {
		const { database } = it.connection;
		const statements = [
			`CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`,
			`CREATE TABLE facts (id UInt32, n UInt32, at DateTime('UTC')) ENGINE = ReplacingMergeTree
				PARTITION BY toDate(at) ORDER BY id TTL at + INTERVAL 900 DAY SETTINGS non_replicated_deduplication_window = 100`,
			`CREATE TABLE sums (id UInt32, n SimpleAggregateFunction(sum, UInt64)) ENGINE = AggregatingMergeTree ORDER BY id`,
			`CREATE MATERIALIZED VIEW sums_mv TO sums AS SELECT id, sum(n) AS n FROM facts GROUP BY id`,
			`CREATE VIEW sums_view AS SELECT id, sum(n) AS n FROM sums GROUP BY id`,
			`CREATE MATERIALIZED VIEW tops REFRESH EVERY 1 HOUR ENGINE = MergeTree ORDER BY n AS SELECT toUInt64(max(n)) AS n FROM sums`,
			`SYSTEM REFRESH VIEW tops`,
			`INSERT INTO facts SELECT number, 1, '2026-01-01 00:00:00' FROM numbers(10)`,
			`ALTER TABLE facts ADD COLUMN IF NOT EXISTS extra String DEFAULT '' COMMENT 'x'`,
			`ALTER TABLE facts UPDATE n = 2 WHERE id = 1 SETTINGS mutations_sync = 1`,
			`DELETE FROM facts WHERE id = 2`,
			`ALTER TABLE facts DROP PARTITION '2025-01-01'`,
			`OPTIMIZE TABLE facts FINAL`,
			`SYSTEM STOP MERGES facts`,
			`SYSTEM START MERGES facts`,
			`RENAME TABLE facts TO facts_old`,
			`EXCHANGE TABLES facts_old AND sums`,
			`TRUNCATE TABLE facts_old`,
			`KILL QUERY WHERE query_id = 'none'`,
			`DROP VIEW tops`,
			`DROP VIEW sums_mv`
		];
		for (const sql of statements) {
			await expect(it.clickhouse.command('schema-test', sql)).resolves.toBeUndefined();
		}
		expect(
			(await ask(it.connection, 'ingest', 'SELECT count() > 0 FROM system.merges')).status
		).toBe(200);
	});

	test.each(['live', 'report'] as const)('[A6] lets %s read and nothing else', async (lane) => {
		const { database } = it.connection;
		await it.clickhouse.command(
			'readable',
			'CREATE TABLE IF NOT EXISTS readable (a UInt8) ORDER BY a'
		);
		const attempt = (sql: string) => ask(it.connection, lane, sql);

		expect(await attempt(`SELECT count() FROM ${database}.readable`)).toEqual({
			status: 200,
			text: '0'
		});
		expect((await attempt(`SELECT count() FROM system.parts`)).status).toBe(200);
		for (const sql of [
			`INSERT INTO ${database}.readable VALUES (1)`,
			`CREATE TABLE ${database}.mine (a UInt8) ORDER BY a`,
			`CREATE DATABASE mine`,
			`DROP TABLE ${database}.readable`,
			`SELECT * FROM system.processes`,
			`SET readonly = 0`
		]) {
			expect((await attempt(sql)).text, sql).toMatch(/ACCESS_DENIED|READONLY/);
		}
	});

	test('keeps all users from reading files and addresses', async () => {
		for (const lane of LANES) {
			for (const source of [
				`file('/etc/passwd', LineAsString)`,
				`url('http://127.0.0.1:1/', LineAsString)`,
				`remote('127.0.0.1', system.one)`
			]) {
				expect((await ask(it.connection, lane, `SELECT * FROM ${source}`)).text).toContain(
					'ACCESS_DENIED'
				);
			}
		}
	});

	test('limits live and report by itself', async () => {
		const settings = `SELECT getSetting('max_execution_time'), getSetting('priority'), getSetting('max_threads')`;
		expect((await ask(it.connection, 'live', settings)).text).toBe('5\t1\t1');
		expect((await ask(it.connection, 'report', settings)).text).toBe('60\t10\t1');

		const greedy = 'SELECT length(groupArray(number)) FROM numbers(500000000)';
		expect((await ask(it.connection, 'report', greedy)).text).toContain('MEMORY_LIMIT_EXCEEDED');
		await expect(it.clickhouse.ping()).resolves.toBeUndefined();
	});

	test('accepts what the client sends on each lane', async () => {
		const one = defineQuery({
			name: 'one',
			sql: 'SELECT {n: UInt8} AS n',
			scope: { none: 'a test asks for everything' },
			params: Type.Object({ n: Type.Number() }),
			row: Type.Object({ n: Type.Number() })
		});
		for (const lane of LANES) {
			expect(await it.clickhouse.query(lane, one, { n: 7 })).toEqual([{ n: 7 }]);
		}
	});

	test('keeps few threads that have nothing to do', async () => {
		const pools = `SELECT name, value FROM system.server_settings
			WHERE name IN ('max_thread_pool_free_size', 'max_parts_cleaning_thread_pool_size', 'threadpool_local_fs_reader_pool_size')
			ORDER BY name FORMAT TSV`;
		expect((await ask(it.connection, 'ingest', pools)).text.split('\n')).toEqual([
			'max_parts_cleaning_thread_pool_size\t4',
			'max_thread_pool_free_size\t16',
			'threadpool_local_fs_reader_pool_size\t16'
		]);
	});

	test('forgets an aborted report quickly', async () => {
		const slow = defineQuery({
			name: 'slow-report',
			sql: 'SELECT toString(sum(length(toString(range(number % 500))))) AS total FROM numbers(1000000000)',
			scope: { none: 'a test asks for everything' },
			params: Type.Object({}),
			row: Type.Object({ total: Type.String() })
		});
		const running = async () => {
			const sql = `SELECT count() FROM system.processes WHERE Settings['log_comment'] = 'slow-report'`;
			return (await ask(it.connection, 'ingest', sql)).text;
		};
		const abort = new AbortController();
		const answer = it.clickhouse.query('report', slow, {}, { signal: abort.signal });
		const refused = expect(answer).rejects.toThrow('slow-report');
		await until(10_000, async () => (await running()) === '1');
		abort.abort();
		await refused;
		const goneMs = await until(5000, async () => (await running()) === '0');
		process.stdout.write(`aborted report gone after ${goneMs.toFixed(0)} ms\n`);
		expect(goneMs).toBeLessThan(5000);
	});
});

describe('an engine that dies', () => {
	let it: TestEngine;
	beforeAll(async () => {
		it = await startTestEngine();
	});
	afterAll(() => it.stop());

	test('is started again at the same address', async () => {
		const { url } = it.connection;
		const pid = it.engine.pid!;
		const died: string[] = [];
		const stopListening = it.engine.onExit((how) => died.push(how));

		process.kill(pid, 'SIGKILL');
		await until(30_000, () => died.length === 1);
		const backMs = await until(30_000, () => it.engine.health().state === 'running');
		stopListening();

		process.stdout.write(`engine back ${backMs.toFixed(0)} ms after its death\n`);
		expect(died).toEqual(['signal SIGKILL']);
		expect(it.engine.connection).toEqual({ ...it.connection, url });
		expect(it.engine.pid).not.toBe(pid);
		expect(it.engine.health()).toMatchObject({ restarts: 1, lastFault: 'signal SIGKILL' });
		await expect(it.clickhouse.ping()).resolves.toBeUndefined();
	});

	test('moves and says so when others have taken its port', async () => {
		const oldUrl = it.connection.url;
		const squatter = createServer((socket) => socket.destroy());
		const pid = it.engine.pid!;
		const stopListening = it.engine.onExit(() => {
			squatter.listen(Number(new URL(oldUrl).port), '127.0.0.1');
		});
		process.kill(pid, 'SIGKILL');
		await until(30_000, () => it.engine.pid !== pid && it.engine.health().state === 'running');
		stopListening();
		squatter.close();

		expect(it.engine.connection.url).not.toBe(oldUrl);
		expect(await readSaved(it.dataDir)).toEqual(it.engine.connection);
		expect((await ask(it.engine.connection, 'live', 'SELECT 1')).text).toBe('1');
	});
});

describe('an engine that is stopped', () => {
	test.each([
		['at rest', 0],
		['while it is being started again', 120]
	])('%s stays stopped', async (_why, afterMs) => {
		const it = await startTestEngine();
		const pid = it.engine.pid!;
		if (afterMs > 0) {
			process.kill(pid, 'SIGKILL');
			await until(30_000, () => it.engine.health().state === 'restarting');
			await sleep(afterMs);
		}
		await it.stop();
		expect(it.engine.health()).toMatchObject({ state: 'stopped', pid: null, restarts: 0 });
		expect(isAlive(pid)).toBe(false);
		expect(await answers(it.connection.url)).toBe(false);
	});
});

describe('acknowledged batches', () => {
	const KILLS = 4;
	const BATCH_ROWS = 100;
	let it: TestEngine;
	beforeAll(async () => {
		it = await startTestEngine();
	});
	afterAll(() => it.stop());

	/** Tables like ours: the same row twice is one row, the same row twice changes no state. */
	async function makeTables(clickhouse: TestEngine['clickhouse']): Promise<void> {
		for (const sql of [
			`CREATE TABLE kill_rows (batch UInt32, n UInt32) ENGINE = ReplacingMergeTree ORDER BY (batch, n)
				SETTINGS non_replicated_deduplication_window = 10000`,
			`CREATE TABLE kill_states (batch UInt32, ns SimpleAggregateFunction(groupUniqArrayArray, Array(UInt32)))
				ENGINE = AggregatingMergeTree ORDER BY batch SETTINGS non_replicated_deduplication_window = 10000`,
			`CREATE MATERIALIZED VIEW kill_mv TO kill_states AS
				SELECT batch, groupUniqArray(n) AS ns FROM kill_rows GROUP BY batch`
		]) {
			await clickhouse.command('kill-schema', sql);
		}
	}
	const linesOf = (batch: number): string =>
		Array.from({ length: BATCH_ROWS }, (_, n) => JSON.stringify({ batch, n })).join('\n');

	test('[C16] survive kill -9 of the engine, once each, in the table and in its view', async () => {
		const { clickhouse, engine } = it;
		await makeTables(clickhouse);
		let writing = true;
		let next = 0;
		let retries = 0;
		const insert = async (batch: number): Promise<void> => {
			for (let attempt = 0; ; attempt += 1) {
				try {
					await clickhouse.insert('kill_rows', linesOf(batch), { token: `${batch}-${attempt}` });
					return;
				} catch {
					retries += 1;
					await sleep(20);
				}
			}
		};
		const writer = async (): Promise<void> => {
			while (writing) await insert(next++);
		};
		const writers = [writer(), writer()];
		for (let kill = 0; kill < KILLS; kill += 1) {
			await sleep(150 + kill * 70);
			const pid = engine.pid!;
			process.kill(pid, 'SIGKILL');
			await until(30_000, () => engine.pid !== pid && engine.health().state === 'running');
		}
		await sleep(200);
		writing = false;
		await Promise.all(writers);

		process.stdout.write(`${next} batches acknowledged over ${KILLS} kills, ${retries} retries\n`);
		const counted = async (sql: string) => (await ask(it.connection, 'ingest', sql)).text;
		const all = String(next * BATCH_ROWS);
		expect(retries).toBeGreaterThan(0);
		expect(engine.restarts).toBe(KILLS);
		expect(await counted('SELECT count(), uniqExact(batch, n) FROM atalaya.kill_rows FINAL')).toBe(
			`${all}\t${all}`
		);
		expect(await counted('SELECT count(), sum(length(ns)) FROM atalaya.kill_states FINAL')).toBe(
			`${next}\t${all}`
		);
	});

	// What a kill between the two leaves behind, which is too short a moment to be met on purpose. It is why a batch whose
	// fate is not known goes with a new token.
	test('are refused under a token that the engine noted without the rows', async () => {
		const { clickhouse, engine } = it;
		await clickhouse.command(
			'noted-schema',
			`CREATE TABLE noted_rows (batch UInt32, n UInt32) ENGINE = ReplacingMergeTree ORDER BY (batch, n)
				SETTINGS non_replicated_deduplication_window = 10000`
		);
		const counted = async (sql: string) => (await ask(it.connection, 'ingest', sql)).text;
		const rows = () => counted('SELECT count() FROM atalaya.noted_rows FINAL');
		await clickhouse.insert('noted_rows', linesOf(1), { token: 'noted' });
		const part = await counted(
			`SELECT path FROM system.parts WHERE database = 'atalaya' AND table = 'noted_rows' AND active`
		);
		const pid = engine.pid!;
		const gone = new Promise<void>((resolve) => {
			const stopListening = engine.onExit(() => {
				stopListening();
				rmSync(part, { recursive: true });
				resolve();
			});
		});
		process.kill(pid, 'SIGKILL');
		await gone;
		await until(30_000, () => engine.pid !== pid && engine.health().state === 'running');

		expect(await rows()).toBe('0');
		await clickhouse.insert('noted_rows', linesOf(1), { token: 'noted' });
		expect(await rows()).toBe('0');
		await clickhouse.insert('noted_rows', linesOf(1), { token: 'noted-again' });
		expect(await rows()).toBe(String(BATCH_ROWS));
	});
});

describe('the directory of an engine', () => {
	const dirs: string[] = [];
	const engines: Engine[] = [];
	const newDir = async (): Promise<string> => {
		const dataDir = await makeDataDir();
		dirs.push(dataDir);
		return dataDir;
	};
	const start = async (dataDir: string): Promise<Engine> => {
		const engine = await startEngineIn(dataDir);
		engines.push(engine);
		return engine;
	};
	afterEach(async () => {
		await Promise.all(engines.splice(0).map((engine) => engine.stop()));
		await Promise.all(dirs.splice(0).map(removeDataDir));
	});

	test('keeps its secrets, its port and its data over a restart', async () => {
		const dataDir = await newDir();
		const first = await start(dataDir);
		await ask(first.connection, 'ingest', 'CREATE TABLE atalaya.kept (a UInt8) ORDER BY a');
		await ask(first.connection, 'ingest', 'INSERT INTO atalaya.kept VALUES (7)');
		await first.stop();
		const second = await start(dataDir);

		expect(second.connection).toEqual(first.connection);
		expect((await ask(first.connection, 'live', 'SELECT a FROM atalaya.kept')).text).toBe('7');
	});

	test('gets new secrets when connection.json is damaged', async () => {
		const dataDir = await newDir();
		const first = await start(dataDir);
		await first.stop();
		await writeFile(connectionFile(dataDir), '{"url":');
		const second = await start(dataDir);

		expect(second.connection.headers).not.toEqual(first.connection.headers);
		expect(await readSaved(dataDir)).toEqual(second.connection);
		expect((await ask(second.connection, 'report', 'SELECT 1')).text).toBe('1');
	});

	test('belongs to one engine at a time, and the first survives', async () => {
		const dataDir = await newDir();
		const first = await start(dataDir);
		const saved = await readFile(connectionFile(dataDir), 'utf8');

		await expect(startEngineIn(dataDir)).rejects.toMatchObject({
			name: 'EngineInUseError',
			message: expect.stringContaining('Another engine is already running') as string
		});
		expect((await ask(first.connection, 'live', 'SELECT 1')).text).toBe('1');
		expect(first.restarts).toBe(0);
		expect(await readFile(connectionFile(dataDir), 'utf8')).toBe(saved);
	});

	test('may have spaces, accents and markup in its name', async () => {
		const dataDir = join(await newDir(), 'Centro de atención <&> 1');
		const engine = await start(dataDir);
		expect((await ask(engine.connection, 'live', 'SELECT 1')).text).toBe('1');
	});

	test('is named when a file is in its way', async () => {
		const file = join(await newDir(), 'file');
		await writeFile(file, '');
		await expect(startEngineIn(file)).rejects.toMatchObject({
			name: 'EngineDirectoryError',
			message: expect.stringMatching(/cannot write its directory .*file.*DATA_DIR/) as string
		});
	});

	test.skipIf(process.getuid?.() === 0)('is named when this user may not write it', async () => {
		const dataDir = await newDir();
		await chmod(dataDir, 0o500);
		await expect(startEngineIn(dataDir)).rejects.toMatchObject({ name: 'EngineDirectoryError' });
	});
});

describe('npm run engine', () => {
	const MAIN = join(import.meta.dirname, '../../clickhouse/engine/main.ts');
	let dataDir: string;
	const started: ChildProcessWithoutNullStreams[] = [];

	beforeAll(async () => {
		dataDir = await makeDataDir();
	});
	afterAll(async () => {
		for (const child of started) child.kill('SIGKILL');
		await removeDataDir(dataDir);
	});

	function run(env: Record<string, string> = {}) {
		const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
			env: { ...process.env, DATA_DIR: dataDir, CLICKHOUSE_URL: '', LOG_LEVEL: 'info', ...env }
		});
		started.push(child);
		const said = { out: '', err: '' };
		child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
		child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
		const ended = once(child, 'close').then(([code]) => code as number | null);
		const ready = until(30_000, () => {
			if (child.exitCode !== null) throw new Error(`ended early: ${said.err}`);
			return said.out.includes('Ctrl-C');
		});
		// Whoever expects it to fail does not wait for it.
		ready.catch(() => undefined);
		return { child, said, ended, ready };
	}

	test('says where it is, gives a working example, and ends cleanly on Ctrl-C', async () => {
		const { child, said, ended, ready } = run();
		await ready;
		const connection = await readSaved(dataDir);
		expect(said.out).toContain(connection.url);
		expect(said.out).toContain(connectionFile(dataDir));
		for (const lane of LANES) {
			expect(said.out + said.err).not.toContain(connection.lanes[lane].password);
		}
		await ask(
			connection,
			'ingest',
			'CREATE TABLE IF NOT EXISTS atalaya.shown (a UInt8) ORDER BY a'
		);
		if (spawnSync('curl', ['--version']).status === 0) {
			const example = /^node -e[\s\S]*?--data-binary .*$/m.exec(said.out)?.[0] ?? 'false';
			const answer = spawnSync('sh', ['-c', example], { encoding: 'utf8' });
			expect(answer).toMatchObject({ status: 0, stdout: 'shown\n', stderr: '' });
		}

		child.kill('SIGINT');
		expect(await ended).toBe(0);
		expect(await answers(connection.url)).toBe(false);
	});

	test('refuses a directory another process uses, and that one survives', async () => {
		const first = run();
		await first.ready;
		const second = run();
		expect(await second.ended).toBe(1);
		expect(second.said.err).toMatch(/^Another engine is already running on .*DATA_DIR\.\n$/);

		const connection = await readSaved(dataDir);
		expect((await ask(connection, 'live', 'SELECT 1')).text).toBe('1');
		first.child.kill('SIGTERM');
		expect(await first.ended).toBe(0);
	});

	test('takes the engine with it when it is killed', async () => {
		const { child, ready } = run();
		await ready;
		const { url } = await readSaved(dataDir);
		const status = await readFile(join(dataDir, 'engine', 'store', 'status'), 'utf8');
		const pid = Number(/PID: (\d+)/.exec(status)?.[1]);
		expect(isAlive(pid)).toBe(true);

		child.kill('SIGKILL');
		const goneMs = await until(5000, () => !isAlive(pid));
		process.stdout.write(`engine gone ${goneMs.toFixed(0)} ms after its parent was killed\n`);
		expect(await answers(url)).toBe(false);
	});

	test('refuses to start beside a configured server', async () => {
		const { ended, said } = run({ CLICKHOUSE_URL: 'http://127.0.0.1:8123' });
		expect(await ended).toBe(1);
		expect(said.err).toContain('CLICKHOUSE_URL is set');
	});
});
