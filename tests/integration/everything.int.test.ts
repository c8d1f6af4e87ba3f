/** A backup of everything, taken while the product takes events in, brought back in another directory. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { SESSION_COOKIE } from '#lib/server/access/cookies.ts';
import { hashPassword, HASH_COST } from '#lib/server/sign-in/password-hash.ts';
import { setPassword } from '#lib/server/sign-in/passwords.ts';
import { openStore } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import type { Engine } from '../../clickhouse/engine/engine.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { allSums } from '../support/all-sums.ts';
import { contactEvents } from '../support/contact.ts';
import { makeDataDir, removeDataDir, startEngineIn } from '../support/engine.ts';
import { startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { storedCount, storedIds } from '../support/stored-events.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { startWeb } from '../support/web.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PERSON = { email: 'ana@test.example', password: 'a correct horse and a staple' };

function run(
	dataDir: string,
	args: readonly string[]
): Promise<{ code: number | null; said: string }> {
	return new Promise((resolve) => {
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
}

/** Somebody with a password, in the store of this directory. */
async function enter(dataDir: string): Promise<void> {
	const store = await openStore({ dataDir, databaseUrl: null });
	try {
		const audit = createAuditLog(
			store.database,
			readStoreKey({ dataDir, storeKey: null }),
			Date.now
		);
		const people = createPeopleStore(store.database, audit, Date.now);
		const made = await people.create(
			{
				...{ email: PERSON.email, name: 'Ana', role: 'admin' },
				...{ teams: [], agent: null, isActive: true }
			},
			SYSTEM
		);
		if (!made.ok) throw new Error(made.fault);
		const hash = await hashPassword(PERSON.password, HASH_COST);
		const person = made.person.id;
		await store.database.transaction().execute((transaction) =>
			setPassword(transaction, { person, hash, via: 'invitation' }, SYSTEM, {
				audit,
				now: Date.now
			})
		);
	} finally {
		await store.close();
	}
}

describe('a backup of everything', () => {
	const directories: string[] = [];
	let here = '';
	let engine: Engine;
	let ingest: TestIngest;
	const contacts = Array.from({ length: 20 }, (_none, n) =>
		contactEvents({ id: `kept-${n}`, atMs: Date.UTC(2026, 9, 5, 8) + n * 600_000 })
	).flat();

	beforeAll(async () => {
		here = await makeDataDir();
		directories.push(here);
		engine = await startEngineIn(here);
		const clickhouse = openClickHouse(engine.connection);
		await applySchema(clickhouse);
		await enter(here);
		ingest = await startTestIngest({ dataDir: here });
		await ingest.post(contacts, { headers: { prefer: 'wait=60' } });
		await until(
			'the contacts are stored',
			async () => (await storedCount(clickhouse, '//contacts')) === contacts.length
		);
		await clickhouse.close();
	});
	afterAll(async () => {
		for (const directory of directories) await removeDataDir(directory);
	});

	test('brings numbers, people, keys and the audit log to another directory, taken under load', async () => {
		const clickhouse = openClickHouse(engine.connection);
		const range = [Date.UTC(2026, 9, 5), Date.UTC(2026, 9, 6)] as const;
		const sums = await allSums(clickhouse, ...range);
		const letters = { source: '//busy', time: new Date().toISOString() };
		const acknowledged: string[] = [];
		const busy = { isOver: false };
		const producer = (async () => {
			for (let n = 0; !busy.isOver; n += 1) {
				const id = `busy-${n}`;
				const { status } = await ingest.post([testEvent({ ...letters, id })]);
				if (status === 202) acknowledged.push(id);
			}
		})();

		await until('some are acknowledged', () => Promise.resolve(acknowledged.length >= 30));
		const before = acknowledged.length;
		const directory = join(here, '..', `${here.split('/').at(-1) ?? ''}-backup`);
		directories.push(directory);
		const backedUp = await run(here, ['backup', '--everything', directory]);
		const isWhole = existsSync(join(directory, 'manifest.json'));
		busy.isOver = true;
		await producer;
		const sureBefore = acknowledged.slice(0, before);
		await clickhouse.close();
		await ingest.stop();
		await engine.stop();
		expect(backedUp).toMatchObject({ code: 0 });
		expect(isWhole).toBe(true);
		expect(statSync(directory).mode & 0o077).toBe(0);
		expect(readdirSync(join(here, 'engine', 'backups'))).toEqual([]);
		expect((await run(here, ['backup', '--everything', directory])).code).toBe(2);

		const there = await makeDataDir();
		directories.push(there);
		const restored = await run(there, ['restore', '--everything', directory]);
		expect(restored).toMatchObject({ code: 0 });
		expect(restored.said).toContain('The audit log is whole');
		expect((await run(there, ['audit-verify'])).code).toBe(0);
		expect((await run(there, ['restore', '--everything', directory])).said).toContain(
			'an empty DATA_DIR'
		);

		const again = await startEngineIn(there);
		const database = openClickHouse(again.connection);
		const door = await startTestIngest({ dataDir: there });
		try {
			expect(await allSums(database, ...range)).toBe(sums);
			await until(
				'what was on its way is stored',
				async () => (await door.status()).total.inSpool === 0
			);
			expect(await storedIds(database, '//busy')).toEqual(expect.arrayContaining(sureBefore));
			// What was sent before is known; what came after the copy of the spool is kept once all the same.
			const resent = await door.post(contacts);
			expect(resent.body).toMatchObject({ accepted: 0, duplicates: contacts.length });
			const all = acknowledged.map((id) => testEvent({ ...letters, id }));
			for (let n = 0; n < all.length; n += 500)
				await door.post(all.slice(n, n + 500), { headers: { prefer: 'wait=60' } });
			await until('everything is stored', async () => (await door.status()).total.inSpool === 0);
			const ids = await storedIds(database, '//busy');
			expect([...ids].sort()).toEqual([...acknowledged].sort());
			expect((await door.status()).spool).toMatchObject({
				damage: { corruptBytes: 0, lostRecords: 0 }
			});

			const web = await startWeb({ DATA_DIR: there, CLICKHOUSE_URL: '' });
			try {
				const browser = new TestBrowser(web.url);
				await browser.submit('/sign-in?/password', PERSON);
				expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
				const metrics = await (await fetch(`${web.url}/metrics`)).text();
				expect(metrics).toContain('atalaya_web_database_up 1');
				expect(metrics).toContain('atalaya_web_store_up 1');
			} finally {
				await web.stop();
			}
		} finally {
			await door.stop();
			await database.close();
			await again.stop();
		}
	});

	test('that is not whole is none', async () => {
		const there = await makeDataDir();
		const half = await makeDataDir();
		directories.push(there, half);
		const refused = await run(there, ['restore', '--everything', half]);
		expect(refused.code).toBe(1);
		expect(refused.said).toContain('not a whole backup');
		rmSync(half, { recursive: true });
		expect((await run(there, ['restore', '--everything', half])).code).toBe(2);
		expect(readdirSync(there)).toEqual([]);
	});
});
