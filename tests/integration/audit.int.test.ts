import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HEAD, SYSTEM, auditHash, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { atBothPlaces } from '../support/store-places.ts';
import type { StorePlace } from '../support/store-places.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WRITER = fileURLToPath(new URL('../support/audit-writer.ts', import.meta.url));
const KEY_TEXT = 'a-key-of-the-test';
const ANA: Actor = { kind: 'person', id: 'ana', name: 'Ana Ñ', address: '10.0.0.7' };

const writer = ({ dataDir, databaseUrl }: StorePlace, name: string, count: number) =>
	new Promise<number | null>((resolve) => {
		spawn(
			process.execPath,
			['--import', 'tsx', WRITER, dataDir, databaseUrl ?? '', name, String(count)],
			{ cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }
		).once('exit', resolve);
	});

const command = (
	{ dataDir, databaseUrl }: StorePlace,
	args: string[] = [],
	storeKey: string | null = KEY_TEXT
): Promise<{ code: number | null; said: string }> =>
	new Promise((resolve) => {
		let said = '';
		const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' };
		const child = spawn(process.execPath, ['src/launch/start.mjs', 'audit-verify', ...args], {
			cwd: ROOT,
			env: storeKey === null ? env : { ...env, STORE_KEY: storeKey },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.once('exit', (code) => {
			resolve({ code, said });
		});
	});

atBothPlaces('the audit log', (newPlace, kind) => {
	let place: StorePlace;
	let store: Store;
	let audit: AuditLog;
	let key: Buffer;
	let nowMs: number;

	beforeEach(async () => {
		place = await newPlace();
		store = await openStore(place);
		key = readStoreKey({ dataDir: place.dataDir, storeKey: KEY_TEXT });
		nowMs = 1_790_000_000_000;
		audit = createAuditLog(store.database, key, () => nowMs++);
	});
	afterEach(() => store.close());

	const write = async (entries: number): Promise<void> => {
		for (let n = 1; n <= entries; n++)
			await audit.record(ANA, {
				action: n % 2 ? 'board.changed' : 'board.created',
				object: `board:sala-${n}`,
				before: n % 2 ? { name: 'Señal', n } : null,
				after: { name: 'Señal «ñ» 🙂', n }
			});
	};
	const verify = () => verifyAudit(store.database, { key });

	/** What somebody with the rights of the owner could do. */
	const disarm = async (): Promise<void> => {
		const drop =
			kind === 'sqlite'
				? ['drop trigger audit_no_update', 'drop trigger audit_no_delete']
				: ['drop trigger audit_guard on audit'];
		for (const statement of drop) await sql.raw(statement).execute(store.database);
	};

	test('it keeps who did what, when and from where, before and after, newest first', async () => {
		await write(3);
		const [newest, ...older] = await audit.list({ limit: 10 });
		expect(newest).toMatchObject({
			seq: 3,
			at_ms: 1_790_000_000_002,
			actor_kind: 'person',
			actor: 'ana',
			actor_name: 'Ana Ñ',
			address: '10.0.0.7',
			action: 'board.changed',
			object: 'board:sala-3',
			before: '{"name":"Señal","n":3}',
			after: '{"name":"Señal «ñ» 🙂","n":3}'
		});
		expect(older.map(({ seq }) => seq)).toEqual([2, 1]);
		expect((await audit.list({ limit: 10, before: 2 })).map(({ seq }) => seq)).toEqual([1]);
		expect((await audit.list({ limit: 10, action: 'board.created' })).length).toBe(1);
		expect((await audit.list({ limit: 10, object: 'board:sala-1' })).length).toBe(1);
		expect((await audit.list({ limit: 10, actor: 'nobody' })).length).toBe(0);
	});

	test('an entry goes with its change: of a change that fails none is left', async () => {
		await write(1);
		await expect(
			store.database.transaction().execute(async (transaction) => {
				await audit.append(transaction, ANA, {
					action: 'team.changed',
					object: 'x',
					before: null,
					after: null
				});
				throw new Error('the change failed');
			})
		).rejects.toThrow('the change failed');
		expect((await audit.list({ limit: 10 })).length).toBe(1);
		expect(await verify()).toMatchObject({ ok: true, head: { seq: 1 } });
	});

	test('the database refuses to change or remove an entry', async () => {
		await write(2);
		const words = 'the audit log is only ever added to';
		const update = store.database.updateTable('audit').set({ actor: 'eve' });
		await expect(update.execute()).rejects.toThrow(words);
		await expect(update.where('seq', '=', 1).execute()).rejects.toThrow(words);
		const remove = store.database.deleteFrom('audit');
		await expect(remove.execute()).rejects.toThrow(words);
		await expect(remove.where('seq', '=', 2).execute()).rejects.toThrow(words);
		if (kind === 'postgres')
			await expect(sql`truncate audit`.execute(store.database)).rejects.toThrow(words);
		expect(await verify()).toMatchObject({ ok: true, head: { seq: 2 } });
	});

	test('an empty log and a log of several pages are whole', async () => {
		expect(await verify()).toEqual({ ok: true, head: { seq: 0, hash: '' } });
		await write(1203);
		const steps: number[] = [];
		const verdict = await verifyAudit(store.database, {
			key,
			onProgress: (done) => steps.push(done)
		});
		expect(verdict).toMatchObject({ ok: true, head: { seq: 1203 } });
		expect(steps).toEqual([500, 1000, 1203]);
	});

	test.each([
		['at_ms', 1],
		['actor_kind', 'system'],
		['actor', 'eve'],
		['actor_name', 'Eve'],
		['address', '10.0.0.8'],
		['action', 'board.removed'],
		['object', 'board:other'],
		['before', '{}'],
		['before', null],
		['after', '{"name":"Señal «ñ» 🙂","n":4}'],
		['after', null],
		['previous_hash', 'x'],
		['hash', 'x']
	] as const)('a changed %s (%s) is found', async (column, value) => {
		await write(5);
		await disarm();
		await store.database
			.updateTable('audit')
			.set({ [column]: value })
			.where('seq', '=', 3)
			.execute();
		expect(await verify()).toMatchObject({
			ok: false,
			fault: 'changed',
			seq: 3,
			whole: { seq: 2 }
		});
	});

	test('[P4] an entry that is removed, put in between, or swapped with another is found', async () => {
		await write(6);
		await disarm();
		const rows = await store.database.selectFrom('audit').selectAll().orderBy('seq').execute();
		const put = async (...list: typeof rows): Promise<void> => {
			await store.database.deleteFrom('audit').execute();
			await store.database.insertInto('audit').values(list).execute();
		};
		const [one, two, three, four, five, six] = rows as [
			(typeof rows)[0],
			(typeof rows)[0],
			(typeof rows)[0],
			(typeof rows)[0],
			(typeof rows)[0],
			(typeof rows)[0]
		];
		await put(one, two, four, five, six);
		expect(await verify()).toMatchObject({ ok: false, fault: 'missing', seq: 3 });
		// Moved together, so that no number is missing: the number is part of what is hashed.
		await put(one, two, ...[four, five, six].map((row) => ({ ...row, seq: row.seq - 1 })));
		expect(await verify()).toMatchObject({ ok: false, fault: 'changed', seq: 3 });
		await put(one, { ...two, seq: 3 }, { ...three, seq: 2 }, four, five, six);
		expect(await verify()).toMatchObject({ ok: false, fault: 'changed', seq: 2 });
		await put(one, two, three, four, five, six, { ...six, seq: 7 });
		expect(await verify()).toMatchObject({ ok: false, fault: 'inserted', seq: 7 });
		await put({ ...one, seq: 0 }, one, two, three, four, five, six);
		expect(await verify()).toMatchObject({ ok: false, fault: 'inserted', seq: 0 });
		await put(one, two, three, four, five, six);
		expect(await verify()).toMatchObject({ ok: true, head: { seq: 6 } });
	});

	test('an entry of another chain of the same key does not fit', async () => {
		await write(4);
		await disarm();
		const [row] = await audit.list({ limit: 1, before: 4 });
		const said = {
			...row!,
			previous_hash: 'of another chain',
			actor: 'eve'
		};
		const { hash: _hash, ...rest } = said;
		await store.database
			.updateTable('audit')
			.set({ ...rest, hash: auditHash(rest, key) })
			.where('seq', '=', 3)
			.execute();
		expect(await verify()).toMatchObject({ ok: false, fault: 'inserted', seq: 3 });
	});

	if (kind === 'sqlite')
		test('an entry put between two numbers is found', async () => {
			await write(3);
			const [row] = await audit.list({ limit: 1, object: 'board:sala-2' });
			await store.database
				.insertInto('audit')
				.values({ ...row!, seq: 2.5 })
				.execute();
			expect(await verify()).toMatchObject({ ok: false, fault: 'inserted', seq: 2.5 });
		});

	test('a tail that is cut off is found, by the head that still names it', async () => {
		await write(5);
		await disarm();
		await store.database.deleteFrom('audit').where('seq', '>', 3).execute();
		expect(await verify()).toMatchObject({ ok: false, fault: 'cut', seq: 4, whole: { seq: 3 } });
		await store.database.deleteFrom('audit').execute();
		expect(await verify()).toMatchObject({ ok: false, fault: 'cut', seq: 1 });
	});

	test('a head that is removed or says something else is found', async () => {
		await write(3);
		const setHead = (value: string) =>
			store.database.updateTable('meta').set({ value }).where('name', '=', HEAD).execute();
		await setHead('{"seq":3,"hash":"x"}');
		expect(await verify()).toMatchObject({ ok: false, fault: 'cut' });
		await setHead('nonsense');
		expect(await verify()).toMatchObject({ ok: false, fault: 'cut' });
		await store.database.deleteFrom('meta').where('name', '=', HEAD).execute();
		expect(await verify()).toMatchObject({ ok: false, fault: 'cut' });
	});

	test('a tail that is cut off together with its head is found by whoever kept the newest entry', async () => {
		await write(5);
		const before = await verify();
		if (!before.ok) throw new Error('not whole');
		await write(1);
		const kept = { key, from: before.head };
		expect(await verifyAudit(store.database, kept)).toMatchObject({ ok: true, head: { seq: 6 } });
		await disarm();
		await store.database.deleteFrom('audit').where('seq', '>', 3).execute();
		const [last] = await audit.list({ limit: 1 });
		await store.database
			.updateTable('meta')
			.set({ value: JSON.stringify({ seq: 3, hash: last?.hash }) })
			.where('name', '=', HEAD)
			.execute();
		expect(await verify()).toMatchObject({ ok: true, head: { seq: 3 } });
		expect(await verifyAudit(store.database, kept)).toMatchObject({ ok: false, fault: 'cut' });
		// Written anew up to the same number.
		await write(4);
		expect(await verifyAudit(store.database, kept)).toMatchObject({
			ok: false,
			fault: 'changed',
			seq: 5
		});
	});

	test('with another key no entry can be verified', async () => {
		await write(2);
		const other = readStoreKey({ dataDir: place.dataDir, storeKey: 'another key' });
		expect(await verifyAudit(store.database, { key: other })).toMatchObject({
			ok: false,
			fault: 'changed',
			seq: 1
		});
	});

	test('processes that write at once keep one chain, and it can be verified while they do', async () => {
		await write(1);
		const writers = ['red', 'green', 'blue'].map((name) => writer(place, name, 60));
		const state = { ended: false };
		const all = Promise.all(writers).finally(() => (state.ended = true));
		while (!state.ended) {
			expect(await verify()).toMatchObject({ ok: true });
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		expect(await all).toEqual([0, 0, 0]);
		expect(await verify()).toMatchObject({ ok: true, head: { seq: 181 } });
		for (const name of ['red', 'green', 'blue'])
			expect((await audit.list({ limit: 500, actor: name })).length).toBe(60);
	});

	test('the command tells a whole log from a broken one, also by how it ends', async () => {
		await audit.record(SYSTEM, { action: 'board.created', object: 'a', before: null, after: 1 });
		await write(2);
		const whole = await command(place);
		expect(whole).toMatchObject({ code: 0 });
		const since = /--since (\d+:\S{43})"/.exec(whole.said)?.[1] ?? '';
		expect(since.startsWith('3:')).toBe(true);
		expect((await command(place, ['--since', since])).code).toBe(0);
		expect((await command(place, ['--since', 'x'])).code).toBe(2);
		expect(await command(place, [], null)).toMatchObject({
			code: 3,
			said: expect.stringContaining('There is no key') as string
		});
		await disarm();
		await store.database.updateTable('audit').set({ actor: 'eve' }).where('seq', '=', 2).execute();
		expect(await command(place)).toMatchObject({
			code: 1,
			said: expect.stringContaining('Entry 2 was CHANGED') as string
		});
	});
});
