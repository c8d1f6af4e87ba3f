import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { AuditLog } from '#lib/server/audit/audit-log.ts';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { BackupError } from '#lib/server/store/backup-file.ts';
import { writeBackup } from '#lib/server/store/backup.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { migrateWithin } from '#lib/server/store/migrate.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import { NotEmptyError, restoreBackup } from '#lib/server/store/restore.ts';
import { readStoreShape } from '#lib/server/store/store-shape.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import { postgresBin, startTestPostgres } from '../support/postgres.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { newDirectory, removeDirectory } from '../support/store-places.ts';
import type { StorePlace } from '../support/store-places.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEY = readStoreKey({ dataDir: '', storeKey: 'a-key-of-the-test' });
const SECRET = 'x'.repeat(43);
const nowMs = 1_790_000_000_000;
const now = (): number => nowMs;

const made: string[] = [];
const directory = (): string => {
	const path = newDirectory();
	made.push(path);
	return path;
};
afterAll(() => {
	made.splice(0).forEach(removeDirectory);
});

/** A store with something in every part that others refer to. */
async function fill({ database }: Store): Promise<AuditLog> {
	const audit = createAuditLog(database, KEY, now);
	const teams = createTeamStore(database, audit);
	const people = createPeopleStore(database, audit, now);
	const teamIds: string[] = [];
	// Each below the one before, and named so that the order of ids is not that of the tree.
	for (const [n, kind] of (['site', 'client', 'team', 'team'] as const).entries()) {
		const made = await teams.create(
			{
				parent: teamIds.at(-1) ?? 'company',
				kind,
				name: `Ñ ${n} 🙂`,
				queues: ['ventas'],
				words: [`w${n}`]
			},
			SYSTEM
		);
		if (made.ok) teamIds.push(made.id);
	}
	const person = await people.create(
		{
			email: 'ana@example.com',
			name: 'Ana «=HYPERLINK("x")»\u2028\t',
			role: 'admin',
			teams: teamIds.slice(0, 2),
			agent: null,
			isActive: true
		},
		SYSTEM
	);
	if (!person.ok) throw new Error(person.fault);
	await database
		.insertInto('sessions')
		.values({
			token_hash: 'h',
			id: 's',
			person: person.person.id,
			method: 'password',
			created_at_ms: nowMs,
			used_at_ms: nowMs,
			expires_at_ms: nowMs + 1,
			address: '::1',
			agent_name: 'test'
		})
		.execute();
	await createBoardStore(
		{ kind: 'sqlite', database, close: () => Promise.resolve() },
		{
			audit,
			now
		}
	).create({ name: 'Sala', zone: '', tiles: [] }, { team: teamIds[1]!, showsAgents: true }, SYSTEM);
	await database
		.insertInto('queue_settings')
		.values(
			Array.from({ length: 1100 }, (_, n) => ({
				queue: `q${n % 7}`,
				valid_from_ms: n,
				settings: '{}',
				changed_at_ms: Number.MAX_SAFE_INTEGER,
				changed_by: "Robert'); DROP TABLE people;--"
			}))
		)
		.execute();
	return audit;
}

async function contents({ database }: Store): Promise<Record<string, unknown[]>> {
	const all: Record<string, unknown[]> = {};
	for (const { name, key } of await readStoreShape()) {
		const { rows } = await sql`select * from ${sql.table(name)}`.execute(database);
		all[name] = rows
			.map((row) => JSON.stringify(row, Object.keys(row as object).sort()))
			.sort()
			.map((text) => JSON.parse(text) as unknown);
		expect(key.length).toBeGreaterThan(0);
	}
	return all;
}

const isWhole = async ({ database }: Store): Promise<boolean> =>
	(await verifyAudit(database, { key: KEY })).ok;

const linesOf = (file: string): string[] =>
	gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');

/** A file somebody made by hand, with a hash that fits. */
function forge(file: string, lines: readonly string[]): string {
	const body = lines.map((line) => `${line}\n`).join('');
	const sha256 = createHash('sha256').update(body).digest('hex');
	writeFileSync(file, gzipSync(`${body}${JSON.stringify({ sha256 })}\n`));
	return file;
}

const KINDS = ['sqlite', 'postgres'] as const;
const bin = postgresBin();
let postgres: TestPostgres | null = null;
beforeAll(async () => {
	if (bin !== null) postgres = await startTestPostgres(bin);
});
afterAll(() => postgres?.stop());

const newPlace = async (kind: (typeof KINDS)[number]): Promise<StorePlace> => ({
	dataDir: directory(),
	databaseUrl: kind === 'postgres' ? await postgres!.createDatabase() : null
});

const PAIRS = KINDS.flatMap((from) => KINDS.map((to) => [from, to] as const)).filter(
	(pair) => bin !== null || !pair.includes('postgres')
);

describe.each(PAIRS)('a backup of %s, restored into %s', (from, to) => {
	let source: Store;
	let target: Store;
	let targetPlace: StorePlace;
	let file: string;

	beforeEach(async () => {
		source = await openStore(await newPlace(from));
		targetPlace = await newPlace(to);
		target = await openStore(targetPlace, { asItIs: true });
		file = join(directory(), 'store.backup');
	});
	afterEach(async () => {
		await source.close();
		await target.close();
	});
	const back = (storeKey: string | null = null) => writeBackup(source, { file, nowMs, storeKey });
	const restore = (replace = false) =>
		restoreBackup(target, { file, replace, key: KEY, now: () => nowMs + 1 });

	test('everything is there again, but nobody is signed in any more', async () => {
		await fill(source);
		const rows = await back();
		const before = await contents(source);
		const report = await restore();
		const after = await contents(target);
		expect(report.rows).toBe(rows);
		expect(report.header.createdAtMs).toBe(nowMs);
		expect(before['sessions']).toHaveLength(1);
		const [entry] = (after['audit'] ?? []).filter(
			(row) => (row as { action: string }).action === 'store.restored'
		);
		expect(entry).toMatchObject({ actor: 'system', at_ms: nowMs + 1 });
		const same = (all: Record<string, unknown[]>) => ({
			...all,
			sessions: [],
			// The head moved on with the entry that says so.
			meta: all['meta']?.filter((row) => (row as { name: string }).name !== 'audit_head'),
			audit: all['audit']?.filter((row) => (row as { action: string }).action !== 'store.restored')
		});
		expect(same(after)).toEqual(same(before));
		expect(report.audit?.ok).toBe(true);
		expect(await isWhole(target)).toBe(true);
	});

	test('the restored store works, and its audit log is still only added to', async () => {
		await fill(source);
		await back();
		await restore();
		await target.close();
		target = await openStore(targetPlace);
		const audit = createAuditLog(target.database, KEY, now);
		const teams = createTeamStore(target.database, audit);
		expect((await teams.nodes()).map(({ name }) => name)).toEqual([
			'',
			'Ñ 0 🙂',
			'Ñ 1 🙂',
			'Ñ 2 🙂',
			'Ñ 3 🙂'
		]);
		expect(await isWhole(target)).toBe(true);
		await expect(target.database.deleteFrom('audit').execute()).rejects.toThrow('only ever added');
		await expect(
			target.database.insertInto('person_teams').values({ person: 'x', team: 'y' }).execute()
		).rejects.toThrow(/foreign key/i);
	});

	test('a store that holds something is left alone, unless it is to be replaced', async () => {
		await fill(source);
		await back();
		await target.close();
		target = await openStore(targetPlace);
		const audit = createAuditLog(target.database, KEY, now);
		await createPeopleStore(target.database, audit, now).create(
			{ email: 'old@x', name: 'Old', role: 'agent', teams: [], agent: null, isActive: true },
			SYSTEM
		);
		const erased = { subject_hash: 'h', kind: 'customer', erased_at_ms: 5 };
		await target.database.insertInto('erased_subjects').values(erased).execute();
		const before = await contents(target);
		await expect(restore()).rejects.toThrow(NotEmptyError);
		expect(await contents(target)).toEqual(before);
		const report = await restore(true);
		const people = await target.database.selectFrom('people').select('email').execute();
		expect(people).toEqual([{ email: 'ana@example.com' }]);
		// What was erased since the backup does not come back with it.
		expect(report.keptErasures).toBe(1);
		expect(await target.database.selectFrom('erased_subjects').selectAll().execute()).toEqual([
			erased
		]);
		expect(await isWhole(target)).toBe(true);
	});

	test('an older store gets the migrations it lacks', async () => {
		await source.close();
		source = await openStore(await newPlace(from), { asItIs: true });
		await source.database
			.connection()
			.execute((connection) => migrateWithin(connection, '002_meta'));
		await sql`insert into boards (id, layout, revision, updated_at_ms) values ('sala', '{}', 3, 7)`.execute(
			source.database
		);
		await back();
		await restore();
		expect(await target.database.selectFrom('boards').selectAll().execute()).toEqual([
			{ id: 'sala', layout: '{}', revision: 3, updated_at_ms: 7, team: 'company', shows_agents: 0 }
		]);
		expect(await isWhole(target)).toBe(true);
	});

	test('what is written while it is made is not in it, or whole', async () => {
		const audit = await fill(source);
		for (let n = 0; n < 600; n++)
			await audit.record(SYSTEM, { action: 'board.created', object: 'x', before: null, after: n });
		const other = await openStore(await placeOf(source));
		const elsewhere = createAuditLog(other.database, KEY, now);
		let written = 0;
		const state = { done: false };
		const writing = (async () => {
			while (!state.done) {
				await elsewhere.record(SYSTEM, {
					action: 'board.changed',
					object: 'x',
					before: null,
					after: written++
				});
				await new Promise((resolve) => setImmediate(resolve));
			}
		})();
		await back();
		state.done = true;
		await writing;
		await other.close();
		expect(written).toBeGreaterThan(0);
		const report = await restore();
		expect(report.audit?.ok).toBe(true);
	});

	const placeOf = async (store: Store): Promise<StorePlace> => {
		if (store.kind === 'sqlite') {
			const { rows } = await sql<{ file: string }>`pragma database_list`.execute(store.database);
			return { dataDir: join(rows[0]?.file ?? '', '..'), databaseUrl: null };
		}
		const { rows } = await sql<{
			name: string;
			port: string;
		}>`select current_database() as name, current_setting('port') as port`.execute(store.database);
		return {
			dataDir: '',
			databaseUrl: `postgres://test@127.0.0.1:${rows[0]?.port}/${rows[0]?.name}`
		};
	};

	test.each([
		['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
		['cut to half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
		['empty', () => Buffer.alloc(0)],
		[
			'changed in the middle',
			(bytes: Buffer) => {
				const copy = Buffer.from(bytes);
				copy[Math.floor(copy.length / 2)]! ^= 0xff;
				return copy;
			}
		],
		['no gzip', () => Buffer.from('hello')],
		['without its end', (bytes: Buffer) => gzipSync(gunzipSync(bytes).subarray(0, -78))],
		['with more at its end', (bytes: Buffer) => Buffer.concat([bytes, gzipSync('{}\n')])],
		[
			'changed and packed again',
			(bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('ana@', 'eve@'))
		],
		[
			'with half a letter',
			(bytes: Buffer) => {
				const plain = gunzipSync(bytes);
				plain[plain.indexOf('Ñ') + 1] = 0x20;
				return gzipSync(plain);
			}
		]
	])('a file that is %s is refused, and nothing is touched', async (_how, damage) => {
		await fill(source);
		await back();
		writeFileSync(file, damage(readFileSync(file)));
		const before = await target.database.introspection.getTables();
		await expect(restore()).rejects.toThrow(BackupError);
		expect(await target.database.introspection.getTables()).toEqual(before);
	});

	test.each([
		['of a newer format', (head: Head) => ({ ...head, version: 2 }), 'newer version'],
		[
			'of a newer store',
			(head: Head) => ({ ...head, migrations: [...head.migrations, '999_future'] }),
			'newer store'
		],
		[
			'with a table that is not ours',
			(head: Head) => ({
				...head,
				tables: [...head.tables, { name: 'x" (y); drop table people; --', columns: ['a'], rows: 0 }]
			}),
			'does not hold the tables'
		],
		[
			'with a table of the database itself',
			(head: Head) => ({
				...head,
				tables: [...head.tables, { name: 'kysely_migration', columns: ['name'], rows: 0 }]
			}),
			'does not hold the tables'
		],
		[
			'with a table twice',
			(head: Head) => ({ ...head, tables: [...head.tables, head.tables[0]!] }),
			'does not hold the tables'
		],
		['without a table', (head: Head) => ({ ...head, tables: head.tables.slice(1) }), 'tables'],
		[
			'with a column that is not ours',
			(head: Head) => ({
				...head,
				tables: head.tables.map((table) => ({
					...table,
					columns: table.columns.map((column) => (column === 'email' ? 'email) --' : column))
				}))
			}),
			'columns'
		],
		['without migrations', (head: Head) => ({ ...head, migrations: [] }), 'order'],
		[
			'with migrations out of order',
			(head: Head) => ({ ...head, migrations: [...head.migrations].reverse() }),
			'order'
		],
		['of another program', (head: Head) => ({ ...head, atalaya: 'x' }), 'not a backup'],
		['with a hidden prototype', (head: Head) => ({ ...head, tables: '__proto__' }), 'not a backup']
	])('a file %s is refused, and nothing is touched', async (_how, change, words) => {
		await fill(source);
		await back();
		const [head = '', ...rows] = linesOf(file).slice(0, -1);
		forge(file, [JSON.stringify(change(JSON.parse(head) as Head)), ...rows]);
		await expect(restore()).rejects.toThrow(words);
		expect(await target.database.introspection.getTables()).toEqual([]);
	});

	test.each([
		['an object where a text belongs', { $ne: null }],
		['a number where a text belongs', 5],
		['nothing where something belongs', null],
		['a list', ['x']]
	])('a row with %s is refused', async (_what, value) => {
		await fill(source);
		await back();
		const [head = '', ...rows] = linesOf(file).slice(0, -1);
		const first = JSON.parse(rows[0] ?? '[]') as unknown[];
		forge(file, [head, JSON.stringify([value, ...first.slice(1)]), ...rows.slice(1)]);
		await expect(restore()).rejects.toThrow('not of its kind');
		expect(await target.database.introspection.getTables()).toEqual([]);
	});

	test('a row that refers to nothing fails as a whole, also half-way', async () => {
		await fill(source);
		await back();
		const lines = linesOf(file).slice(0, -1);
		const broken = lines.map((line) =>
			line.includes('"ventas"]') ? JSON.stringify(['no such team', 'ventas']) : line
		);
		forge(file, broken);
		await expect(restore()).rejects.toThrow();
		expect(await target.database.introspection.getTables()).toEqual([]);
	});

	test('an interruption half-way leaves no file and no change', async () => {
		await fill(source);
		const abort = new AbortController();
		const interrupted = writeBackup(source, {
			file,
			nowMs,
			storeKey: null,
			signal: abort.signal,
			onProgress: () => {
				abort.abort(new Error('interrupted'));
			}
		});
		await expect(interrupted).rejects.toThrow();
		expect(readdirSync(join(file, '..'))).toEqual([]);
		await back();
		const again = new AbortController();
		await expect(
			restoreBackup(target, {
				file,
				replace: false,
				key: KEY,
				now,
				signal: again.signal,
				onProgress: (done) => {
					if (done > 300) again.abort(new Error('interrupted'));
				}
			})
		).rejects.toThrow('interrupted');
		expect(await target.database.introspection.getTables()).toEqual([]);
		expect((await restore()).audit?.ok).toBe(true);
	});

	test('the file can be read by its owner alone, and has the key only when asked to', async () => {
		await fill(source);
		await back();
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(linesOf(file)[0]).not.toContain(SECRET);
		await back(SECRET);
		expect(linesOf(file)[0]).toContain(SECRET);
	});
});

interface Head {
	readonly migrations: string[];
	readonly tables: { readonly name: string; readonly columns: string[]; readonly rows: number }[];
}

describe('the commands', () => {
	const run = (
		dataDir: string,
		args: readonly string[]
	): Promise<{ code: number | null; said: string }> =>
		new Promise((resolve) => {
			let said = '';
			const child = spawn(process.execPath, ['src/launch/start.mjs', ...args], {
				cwd: ROOT,
				env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', INIT_CWD: dataDir },
				stdio: ['ignore', 'pipe', 'pipe']
			});
			for (const stream of [child.stdout, child.stderr])
				stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
			child.once('exit', (code) => {
				resolve({ code, said });
			});
		});
	const keyOf = (dataDir: string): string => readFileSync(join(dataDir, 'store-key.json'), 'utf8');

	test('a backup with its key moves an installation to another directory', async () => {
		const [here, there] = [directory(), directory()];
		const store = await openStore({ dataDir: here, databaseUrl: null });
		const key = readStoreKey({ dataDir: here, storeKey: null });
		const audit = createAuditLog(store.database, key, now);
		await createTeamStore(store.database, audit).create(
			{ parent: 'company', kind: 'site', name: 'Sur', queues: [], words: [] },
			SYSTEM
		);
		await store.close();

		const without = await run(here, ['backup', 'a.backup']);
		expect(without).toMatchObject({ code: 0 });
		expect(without.said).toContain('THE KEY IS NOT IN THIS FILE');
		expect((await run(here, ['backup', 'a.backup'])).code).toBe(2);
		expect((await run(here, ['backup', 'a.backup', '--overwrite', '--with-key'])).code).toBe(0);
		const file = join(here, 'a.backup');

		expect((await run(there, ['restore', 'missing'])).code).toBe(2);
		const restored = await run(there, ['restore', file]);
		expect(restored).toMatchObject({ code: 0 });
		expect(restored.said).toContain('The audit log is whole');
		expect(keyOf(there)).toBe(keyOf(here));
		expect((await run(there, ['audit-verify'])).code).toBe(0);
		expect(await run(there, ['restore', file])).toMatchObject({
			code: 1,
			said: expect.stringContaining('not empty') as string
		});
		expect((await run(there, ['restore', file, '--replace'])).code).toBe(0);
	});

	test('another key that is there is set aside, not lost', async () => {
		const [here, there] = [directory(), directory()];
		await (await openStore({ dataDir: here, databaseUrl: null })).close();
		readStoreKey({ dataDir: here, storeKey: null });
		readStoreKey({ dataDir: there, storeKey: null });
		const old = keyOf(there);
		await run(here, ['backup', 'a.backup', '--with-key']);
		expect((await run(there, ['restore', join(here, 'a.backup')])).code).toBe(0);
		expect(keyOf(there)).toBe(keyOf(here));
		const aside = readdirSync(there).find((name) => name.includes('before-restore')) ?? '';
		expect(readFileSync(join(there, aside), 'utf8')).toBe(old);
	});

	test('a file that is no backup makes no store', async () => {
		const there = directory();
		writeFileSync(join(there, 'x'), gzipSync('{}\n'));
		expect((await run(there, ['restore', 'x'])).code).toBe(1);
		expect(existsSync(join(there, 'atalaya.db'))).toBe(false);
		expect((await run(there, ['backup', 'y'])).said).toContain('There is no store yet');
		expect(existsSync(join(there, 'y'))).toBe(false);
	});

	test('Ctrl-C leaves neither a file nor a draft', async () => {
		const here = directory();
		const store = await openStore({ dataDir: here, databaseUrl: null });
		const filler = 'x'.repeat(200_000);
		for (let n = 0; n < 400; n++)
			await store.database
				.insertInto('meta')
				.values({ name: `filler ${n}`, value: filler + String(n) })
				.execute();
		await store.close();
		const child = spawn(process.execPath, ['src/launch/start.mjs', 'backup', 'a.backup'], {
			cwd: ROOT,
			env: { ...process.env, DATA_DIR: here, DATABASE_URL: '', INIT_CWD: here },
			stdio: 'ignore'
		});
		const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
		await expect
			.poll(() => readdirSync(here).some((name) => name.endsWith('.partial')), {
				timeout: 60_000,
				interval: 1
			})
			.toBe(true);
		child.kill('SIGINT');
		expect(await exited).toBe(130);
		expect(readdirSync(here).filter((name) => name.startsWith('a.backup'))).toEqual([]);
		expect(execFileSync('ls', [here], { encoding: 'utf8' })).not.toContain('partial');
	});
});
