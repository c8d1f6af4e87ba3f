/**
 * A process of its own that uses a store, for tests of what several of them do: prints `open`, then one id a line as each
 * board is durable. Arguments: data directory, address of PostgreSQL or empty, prefix of the names, how many boards (or
 * `seed`).
 */
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { openStore } from '#lib/server/store/database.ts';
import { seedBoards } from '#lib/server/store/seed-boards.ts';

const [dataDir = '', databaseUrl = '', prefix = '', count = '0'] = process.argv.slice(2);
const store = await openStore({ dataDir, databaseUrl: databaseUrl === '' ? null : databaseUrl });
process.stdout.write('open\n');
const audit = createAuditLog(store.database, Buffer.from('test key'), () => 1);
const place = { team: 'company', showsAgents: false };
const layout = (name: string) => ({ name, zone: '', tiles: [] });
if (count === 'seed') {
	await seedBoards(store, { boards: [layout('One'), layout('Two')], audit, now: () => 1 });
} else {
	const boards = createBoardStore(store, { audit, now: () => Date.now() });
	for (let n = 1; n <= Number(count); n++) {
		const { id } = await boards.create(layout(`${prefix} ${n}`), place, SYSTEM);
		process.stdout.write(`${id}\n`);
	}
}
await store.close();
