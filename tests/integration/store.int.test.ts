import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import type { BoardStore } from '#lib/server/store/board-store.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { openStore, storeFile } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { seedBoards } from '#lib/server/store/seed-boards.ts';
import { openSqliteFile } from '#lib/server/store/sqlite-file.ts';
import { postgresBin, startTestPostgres } from '../support/postgres.ts';
import type { TestPostgres } from '../support/postgres.ts';

const WRITER = fileURLToPath(new URL('../support/store-writer.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const bin = postgresBin();

const layout = (name: string, queues: string[] = []): BoardLayout => ({
	name,
	zone: 'Europe/Madrid',
	tiles: [
		{
			id: 'a',
			kind: 'number',
			width: 3,
			height: 2,
			title: 'Señal «ñ» 🙂',
			queues,
			metric: 'service_level',
			window: 'today',
			bands: { warn: 0.8, bad: null }
		}
	]
});

const KEY = Buffer.from('test key');
const COMPANY = { team: 'company', showsAgents: false };
const ana: Actor = { kind: 'person', id: 'p1', name: 'Ana', address: '10.0.0.1' };
const auditOf = ({ database }: Store) => createAuditLog(database, KEY, () => 7);

type Place = { dataDir: string; databaseUrl: string | null };

/** Starts a writer; `lines` is resolved with each line it prints. */
function startWriter({ dataDir, databaseUrl }: Place, prefix: string, count: number | 'seed') {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', WRITER, dataDir, databaseUrl ?? '', prefix, String(count)],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] }
	);
	const lines: string[] = [];
	const reader = createInterface({ input: child.stdout });
	const seen = (wanted: number) =>
		new Promise<void>((resolve) => {
			const check = () => {
				if (lines.length >= wanted) resolve();
			};
			reader.on('line', check);
			reader.on('close', resolve);
			check();
		});
	reader.on('line', (line) => lines.push(line));
	const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
	return { child, lines, seen, exited };
}

function storeContract(place: () => Promise<Place>) {
	let where: Place;
	let store: Store;
	let boards: BoardStore;
	let nowMs = 1_790_000_000_123;
	let damaged: string[] = [];

	beforeEach(async () => {
		where = await place();
		store = await openStore(where);
		nowMs = 1_790_000_000_123;
		damaged = [];
		boards = createBoardStore(store, {
			audit: auditOf(store),
			now: () => nowMs,
			onDamaged: (id, reason) => damaged.push(`${id} ${reason}`)
		});
	});
	afterEach(async () => {
		await store.close();
		rmSync(where.dataDir, { recursive: true, force: true });
	});

	test('a board is found again as it was created, and after opening anew', async () => {
		const board = await boards.create(layout('Atención señorial', ['q1']), COMPANY, ana);
		expect(board).toEqual({
			...layout('Atención señorial', ['q1']),
			...COMPANY,
			id: 'atencion-senorial',
			revision: 1,
			updatedAtMs: nowMs
		});
		expect(await boards.find('atencion-senorial')).toEqual(board);
		await store.close();
		store = await openStore(where);
		const again = createBoardStore(store, { audit: auditOf(store), now: () => nowMs });
		expect(await again.find('atencion-senorial')).toEqual(board);
		expect(await again.find('nothing')).toBeNull();
	});

	test('namesakes get ids of their own, also when they are made at once', async () => {
		const made = await Promise.all(
			[1, 2, 3].map(() => boards.create(layout('Sala'), COMPANY, ana))
		);
		expect(made.map(({ id }) => id).sort()).toEqual(['sala', 'sala-2', 'sala-3']);
		expect((await boards.create(layout('¡¿?!'), COMPANY, ana)).id).toBe('board');
		expect((await boards.create(layout('x'.repeat(80)), COMPANY, ana)).id).toHaveLength(50);
	});

	test('boards are listed by name', async () => {
		for (const name of ['Zona', 'Ñu', 'Nota', 'área 10', 'Área 9'])
			await boards.create(layout(name), COMPANY, ana);
		expect((await boards.list()).map(({ name }) => name)).toEqual([
			'Área 9',
			'área 10',
			'Nota',
			'Ñu',
			'Zona'
		]);
	});

	test('saving raises the revision, and a save from an older one is told of the newer', async () => {
		const { id } = await boards.create(layout('Sala'), COMPANY, ana);
		nowMs += 1000;
		const saved = await boards.save(id, { layout: layout('Sala grande'), revision: 1 }, ana);
		expect(saved).toEqual({
			ok: true,
			board: { ...layout('Sala grande'), ...COMPANY, id, revision: 2, updatedAtMs: nowMs }
		});
		const late = await boards.save(id, { layout: layout('Sala pequeña'), revision: 1 }, ana);
		expect(late).toEqual({ ok: false, reason: 'conflict', current: saved.ok ? saved.board : null });
		expect(await boards.save('gone', { layout: layout('Sala'), revision: 1 }, ana)).toEqual({
			ok: false,
			reason: 'gone',
			current: null
		});
	});

	test('of many saves of one revision exactly one succeeds', async () => {
		const { id } = await boards.create(layout('Sala'), COMPANY, ana);
		const results = await Promise.all(
			Array.from({ length: 10 }, (_, n) =>
				boards.save(id, { layout: layout(`Sala ${n}`), revision: 1 }, ana)
			)
		);
		expect(results.filter(({ ok }) => ok).length).toBe(1);
		expect((await boards.find(id))?.revision).toBe(2);
	});

	test('a removed board is gone once', async () => {
		const { id } = await boards.create(layout('Sala'), COMPANY, ana);
		expect([await boards.remove(id, ana), await boards.remove(id, ana)]).toEqual([true, false]);
		expect(await boards.list()).toEqual([]);
	});

	test('a board moves to another team and is opened to names, and stays so when only its layout is saved', async () => {
		const { id } = await boards.create(layout('Sala'), COMPANY, ana);
		const place = { team: 'north', showsAgents: true };
		await boards.save(id, { layout: layout('Sala'), revision: 1, place }, ana);
		await boards.save(id, { layout: layout('Sala 2'), revision: 2 }, ana);
		expect(await boards.find(id)).toMatchObject({ ...place, name: 'Sala 2', revision: 3 });
	});

	test('whoever makes, changes or removes a board is in the audit log with before and after', async () => {
		const { id } = await boards.create(layout('Sala'), COMPANY, ana);
		await boards.save(id, { layout: layout('Sala grande'), revision: 1 }, ana);
		await boards.save(id, { layout: layout('Nada'), revision: 1 }, ana);
		await boards.remove(id, ana);
		const entries = await auditOf(store).list({ limit: 10, object: `board:${id}` });
		const nameOf = (text: string | null) =>
			text === null ? null : (JSON.parse(text) as { name: string }).name;
		expect(
			entries.map(({ action, actor, address, before, after }) => [
				action,
				actor,
				address,
				nameOf(before),
				nameOf(after)
			])
		).toEqual([
			['board.removed', 'p1', '10.0.0.1', 'Sala grande', null],
			['board.changed', 'p1', '10.0.0.1', 'Sala', 'Sala grande'],
			['board.created', 'p1', '10.0.0.1', null, 'Sala']
		]);
	});

	test('a board that does not fit is reported and not shown', async () => {
		await boards.create(layout('Bien'), COMPANY, ana);
		const values = [
			{ id: 'half', layout: '{"name":', revision: 1, updated_at_ms: 1 },
			{
				id: 'odd',
				layout: '{"name":"x","zone":"","tiles":[{"kind":"pie"}]}',
				revision: 1,
				updated_at_ms: 1
			}
		];
		await store.database.insertInto('boards').values(values).execute();
		expect((await boards.list()).map(({ id }) => id)).toEqual(['bien']);
		expect(await boards.find('odd')).toBeNull();
		expect(damaged).toContain('odd tiles.0.kind: invalid');
		expect(damaged.filter((text) => text.startsWith('half')).length).toBe(1);
	});

	test('the boards of a new installation are given once, and do not come back', async () => {
		const defaults = [layout('Uno'), layout('Dos')];
		expect(
			await seedBoards(store, { boards: defaults, audit: auditOf(store), now: () => nowMs })
		).toBe(2);
		expect((await boards.list()).map(({ id }) => id)).toEqual(['dos', 'uno']);
		const [newest] = await auditOf(store).list({ limit: 1 });
		expect(newest).toMatchObject({ action: 'board.created', actor: SYSTEM.id });
		for (const { id } of await boards.list()) await boards.remove(id, ana);
		expect(
			await seedBoards(store, { boards: defaults, audit: auditOf(store), now: () => nowMs })
		).toBe(0);
		expect(await boards.list()).toEqual([]);
	});

	test('an installation that has boards is given none', async () => {
		await boards.create(layout('Mía'), COMPANY, ana);
		expect(
			await seedBoards(store, { boards: [layout('Uno')], audit: auditOf(store), now: () => nowMs })
		).toBe(0);
		await boards.remove('mia', ana);
		expect(
			await seedBoards(store, { boards: [layout('Uno')], audit: auditOf(store), now: () => nowMs })
		).toBe(0);
	});

	test('processes that start at once agree on the tables and on the first boards', async () => {
		const fresh = await place();
		const writers = [1, 2, 3].map(() => startWriter(fresh, '', 'seed'));
		expect(await Promise.all(writers.map(({ exited }) => exited))).toEqual([0, 0, 0]);
		const opened = await openStore(fresh);
		const list = await createBoardStore(opened, {
			audit: auditOf(opened),
			now: () => nowMs
		}).list();
		await opened.close();
		rmSync(fresh.dataDir, { recursive: true, force: true });
		expect(list.map(({ id }) => id)).toEqual(['one', 'two']);
	});

	test('two processes that write at once lose nothing', async () => {
		const writers = ['red', 'blue'].map((prefix) => startWriter(where, prefix, 150));
		expect(await Promise.all(writers.map(({ exited }) => exited))).toEqual([0, 0]);
		expect((await boards.list()).length).toBe(300);
	});
}

const newDirectory = () => mkdtempSync(join(tmpdir(), 'atalaya-store-'));

describe('store on SQLite', () => {
	storeContract(() => Promise.resolve({ dataDir: newDirectory(), databaseUrl: null }));

	test('what was answered is there after kill -9', async () => {
		const where = { dataDir: newDirectory(), databaseUrl: null };
		for (const round of [1, 2, 3]) {
			const writer = startWriter(where, `round ${round}`, 100_000);
			await writer.seen(40 * round);
			writer.child.kill('SIGKILL');
			await writer.exited;
			const answered = writer.lines.filter((line) => line.startsWith('round'));
			const store = await openStore(where);
			const { rows } = await sql<{ id: string }>`select id from boards`.execute(store.database);
			const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(
				store.database
			);
			await store.close();
			const stored = new Set(rows.map(({ id }) => id));
			expect(answered.length).toBeGreaterThan(30);
			expect(answered.filter((id) => !stored.has(id))).toEqual([]);
			expect(check.rows).toEqual([{ integrity_check: 'ok' }]);
		}
		rmSync(where.dataDir, { recursive: true, force: true });
	});

	test('commits are durable: WAL and synchronous = FULL, and others may not read the file', async () => {
		const where = { dataDir: newDirectory(), databaseUrl: null };
		const store = await openStore(where);
		const pragma = async (name: string) =>
			(await sql`pragma ${sql.raw(name)}`.execute(store.database)).rows.map(
				(row) => Object.values(row as object)[0] as unknown
			);
		expect(await pragma('journal_mode')).toEqual(['wal']);
		expect(await pragma('synchronous')).toEqual([2]);
		expect(await pragma('foreign_keys')).toEqual([1]);
		expect(statSync(storeFile(where.dataDir)).mode & 0o077).toBe(0);
		await store.close();
		rmSync(where.dataDir, { recursive: true, force: true });
	});

	test('a write that found the file busy spoils no later one', async () => {
		const file = join(newDirectory(), 'shared.db');
		const [one, two] = [await openSqliteFile(file), await openSqliteFile(file)];
		one.prepare('pragma busy_timeout = 50').all([]);
		one.prepare('create table t (n integer)').run([]);
		two.prepare('begin immediate').run([]);
		expect(() => one.prepare('insert into t values (1)').run([])).toThrow('locked');
		two.prepare('commit').run([]);
		one.prepare('insert into t values (2)').run([]);
		// Both of these fail with the driver as it is: the insert above is not committed and keeps the lock.
		expect(two.prepare('select n from t').all([])).toEqual([{ n: 2 }]);
		two.prepare('insert into t values (3)').run([]);
		expect(one.prepare('select count(*) as n from t').all([])).toEqual([{ n: 2 }]);
		one.close();
		two.close();
	});

	test('a file that is no database is told', async () => {
		await expect(openStore({ dataDir: '/dev/null/x', databaseUrl: null })).rejects.toThrow(
			'cannot write'
		);
	});
});

describe.skipIf(bin === null)(
	'store on PostgreSQL (skipped where /usr/lib/postgresql has no server)',
	() => {
		let postgres: TestPostgres;
		beforeAll(async () => {
			postgres = await startTestPostgres(bin ?? '');
		});
		afterAll(() => postgres.stop());

		storeContract(async () => ({
			dataDir: newDirectory(),
			databaseUrl: await postgres.createDatabase()
		}));

		test('a server that ends connections is told, and the next question opens new ones', async () => {
			const databaseUrl = await postgres.createDatabase();
			const lost: string[] = [];
			const store = await openStore(
				{ dataDir: '', databaseUrl },
				{ onLostConnection: (error) => lost.push(error.message) }
			);
			const other = await openStore({ dataDir: '', databaseUrl });
			await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
				other.database
			);
			await expect.poll(() => lost.length).toBeGreaterThan(0);
			expect(await createBoardStore(store, { audit: auditOf(store), now: () => 1 }).list()).toEqual(
				[]
			);
			await store.close();
			await other.close();
		});

		test('a server that ends a connection between two statements of a transaction fails that transaction and nothing else', async () => {
			const databaseUrl = await postgres.createDatabase();
			const store = await openStore({ dataDir: '', databaseUrl });
			const other = await openStore({ dataDir: '', databaseUrl });
			const cut = store.database.transaction().execute(async (transaction) => {
				const mine = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
					transaction
				);
				await sql`select pg_terminate_backend(${mine.rows[0]?.pid}, 5000)`.execute(other.database);
				// The end of the connection arrives while nothing is being asked.
				await new Promise((resolve) => setTimeout(resolve, 100));
				await sql`select 1`.execute(transaction);
			});
			await expect(cut).rejects.toThrow();
			expect((await sql`select 1 as n`.execute(store.database)).rows).toEqual([{ n: 1 }]);
			await store.close();
			await other.close();
		});
	}
);
