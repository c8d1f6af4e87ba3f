import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMPANY } from '#lib/domain/access/team.ts';
import { ALL_KINDS } from '#lib/domain/privacy/masking.ts';
import { digest, newToken } from '#lib/server/digest.ts';
import { createApiTokenStore } from '#lib/server/store/api-tokens.ts';
import type { ApiTokenStore, NewApiToken } from '#lib/server/store/api-tokens.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createErasedSubjects, subjectHash } from '#lib/server/store/erased-subjects.ts';
import { readSettings, writeSetting } from '#lib/server/store/settings.ts';
import { readTeamNodes } from '#lib/server/store/teams.ts';
import { StoreWatch } from './store-watch.ts';

const KEY = Buffer.alloc(32, 7);

let dataDir: string;
let store: Store;
let tokens: ApiTokenStore;
let nowMs = 1_790_000_000_000;
let isAway = false;
let readings = 0;
let errors = 0;
let watch: StoreWatch;

const wanted: NewApiToken = {
	name: 'PBX',
	scopes: ['ingest'],
	sources: [],
	team: COMPANY,
	expiresAtMs: null,
	createdBy: 'admin-1'
};

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'atalaya-watch-'));
	store = await openStore({ dataDir, databaseUrl: null });
	// Its root is made with the first start of the web process.
	await store.database
		.insertInto('teams')
		.values({ id: COMPANY, parent: null, kind: 'company', name: 'Company', position: 0 })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	tokens = createApiTokenStore(store, { now: () => nowMs });
	isAway = false;
	readings = 0;
	errors = 0;
	const erased = createErasedSubjects(store, KEY, () => nowMs);
	const usable = () => {
		readings += 1;
		return tokens.usable();
	};
	watch = new StoreWatch({
		parts: () =>
			isAway
				? Promise.reject(new Error('away'))
				: Promise.resolve({
						tokens: {
							usable,
							touch: (id) => {
								tokens.touch(id);
							}
						},
						nodes: () => readTeamNodes(store.database),
						erased,
						masking: async () => (await readSettings(store.database)).masking
					}),
		hash: (subject) => subjectHash(KEY, subject),
		clock: () => nowMs,
		everyMs: 3_600_000,
		gapMs: 20,
		patienceMs: 2000,
		onError: () => {
			errors += 1;
		}
	});
});
afterEach(async () => {
	watch.stop();
	await store.close();
	rmSync(dataDir, { recursive: true, force: true });
});

describe('what ingest knows of the store', () => {
	test('is nothing at first: no event may pass, and everything is masked', async () => {
		isAway = true;
		await watch.start();
		expect(() => {
			watch.check();
		}).toThrow('store_unreachable');
		expect(watch.masking()).toEqual(ALL_KINDS);
		isAway = false;
		await watch.refresh();
		expect(() => {
			watch.check();
		}).not.toThrow();
	});

	test('stays as it was last read while the store is away, and that is told once', async () => {
		const { token } = await tokens.create(wanted);
		await writeSetting(store.database, 'masking', { ...ALL_KINDS, phone: false });
		await watch.start();
		isAway = true;
		await expect(watch.refresh()).rejects.toThrow('away');
		await expect(watch.refresh()).rejects.toThrow('away');
		expect(errors).toBe(1);
		expect(watch.token(digest(token))).toMatchObject({ name: 'PBX' });
		expect(watch.masking().phone).toBe(false);
		expect(() => {
			watch.check();
		}).not.toThrow();
		await expect(watch.newToken(digest('other'))).rejects.toMatchObject({
			code: 'store_unreachable'
		});
	});

	test('is a new token with its first use, and a revoked one no longer with the next reading', async () => {
		await watch.start();
		const { token, record } = await tokens.create(wanted);
		expect(watch.token(digest(token))).toBeNull();
		expect(await watch.newToken(digest(token))).toMatchObject({ id: record.id });
		await tokens.revoke(record.id);
		await watch.refresh();
		expect(watch.token(digest(token))).toBeNull();
	});

	test('is by the clock that a token expired, without another reading', async () => {
		const { token } = await tokens.create({ ...wanted, expiresAtMs: nowMs + 1000 });
		await watch.start();
		expect(watch.token(digest(token))).not.toBeNull();
		nowMs += 1000;
		expect(watch.token(digest(token))).toBeNull();
	});

	test('is what each team may name: its queues and words, those below it, and nothing of others', async () => {
		const addTeam = async (id: string, parent: string, queue: string, word: string) => {
			const node = { id, parent, kind: 'client', name: id, position: 0 };
			await store.database.insertInto('teams').values(node).execute();
			await store.database.insertInto('team_queues').values({ team: id, queue }).execute();
			await store.database.insertInto('team_words').values({ team: id, word }).execute();
		};
		await addTeam('bank', COMPANY, 'bank-sales', 'bank-agents');
		await addTeam('bank-cards', 'bank', 'bank-cards', 'card-agents');
		await addTeam('shop', COMPANY, 'shop-sales', 'shop-agents');
		await watch.start();
		expect(watch.territory(COMPANY)).toBeNull();
		expect(watch.territory('bank')).toEqual({
			queues: new Set(['bank-cards', 'bank-sales']),
			teams: new Set(['bank-agents', 'card-agents'])
		});
		expect(watch.territory('gone')).toEqual({ queues: new Set(), teams: new Set() });
		await store.database
			.insertInto('team_queues')
			.values({ team: 'bank', queue: 'bank-new' })
			.execute();
		await watch.refresh();
		expect(watch.territory('bank')?.queues.has('bank-new')).toBe(true);
	});

	test('costs one reading for any number of unknown tokens at once', async () => {
		await watch.start();
		const before = readings;
		const unknown = Array.from({ length: 500 }, () => watch.newToken(digest(newToken())));
		expect(new Set(await Promise.all(unknown))).toEqual(new Set([null]));
		expect(readings - before).toBe(1);
	});
});
