import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOTHING } from '#lib/domain/access/scope.ts';
import type { Access } from '#lib/server/access/access.ts';
import { saveSetting } from '#lib/server/administration/save-setting.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { makeDataDir, removeDataDir } from '../support/engine.ts';

const DAY_MS = 24 * 3_600_000;
const actor = { kind: 'person', id: 'ana', name: 'Ana', address: '10.0.0.7' } as const;

let dataDir: string;
let store: Store;
beforeAll(async () => {
	dataDir = await makeDataDir();
	store = await openStore({ dataDir, databaseUrl: null });
});
afterAll(async () => {
	await store.close();
	await removeDataDir(dataDir);
});

/** Whoever is nobody reaches nothing: neither of the two is asked. */
const unused = {
	clickhouse: {} as ClickHouse,
	access: { scopeOf: () => Promise.resolve(NOTHING) } as unknown as Access
};
const windowDays = async (): Promise<number> => {
	const { repeatWindowMs } = await askingOf(
		{ ...unused, store },
		{ locals: { principal: null }, request: new Request('http://localhost/') }
	);
	return repeatWindowMs / DAY_MS;
};

test('every question is asked with the window of first contact resolution of the installation', async () => {
	const key = readStoreKey({ dataDir: '', storeKey: 'a-key-of-the-test' });
	const audit = createAuditLog(store.database, key, () => 1_790_000_000_000);
	const save = (days: number) =>
		saveSetting(store.database, audit, {
			name: 'firstContact',
			value: { windowDays: days },
			actor
		});
	expect(await windowDays()).toBe(7);
	await save(30);
	expect(await windowDays()).toBe(30);
	const entries = await store.database.selectFrom('audit').selectAll().execute();
	expect(entries.map(({ action, object }) => `${action} ${object}`)).toEqual([
		'settings.changed settings:firstContact'
	]);
	for (const days of [0, 91]) await expect(save(days)).rejects.toThrow();
	expect(await windowDays()).toBe(30);
});
