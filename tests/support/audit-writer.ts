/**
 * A process of its own that adds entries to the audit log, for the test of several at once. Arguments: data directory,
 * address of PostgreSQL or empty, name of the actor, how many entries.
 */
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';

const [dataDir = '', databaseUrl = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openStore({ dataDir, databaseUrl: databaseUrl === '' ? null : databaseUrl });
const key = readStoreKey({ dataDir, storeKey: 'a-key-of-the-test' });
const audit = createAuditLog(store.database, key, () => Date.now());
for (let n = 1; n <= Number(count); n++) {
	await audit.record(
		{ ...SYSTEM, id: name },
		{ action: 'team.created', object: `test:${name}`, before: null, after: { n } }
	);
}
await store.close();
