/** Opens the parts of the web process: store, database, hub, notices. */
import { defaultBoards } from '#lib/domain/boards/default-boards.ts';
import { openClickHouse } from './clickhouse/client.ts';
import { readConnection } from './clickhouse/connection.ts';
import { readConfig } from './config.ts';
import type { Environment } from './config.ts';
import { ingestAddress } from './ingest-address.ts';
import { createHub } from './live/hub.ts';
import { createLogger } from './logger.ts';
import { openIdentity } from './open-identity.ts';
import type { NoticeSource } from './live/floor-reader.ts';
import { listenToNotices } from './live/notices.ts';
import type { Notices } from './live/notices.ts';
import { DEFAULT_TENANT } from './queries/tenant.ts';
import type { Runtime } from './runtime.ts';
import { readSecrets } from './secrets.ts';
import { createBoardStore } from './store/boards.ts';
import { openStore } from './store/database.ts';
import { seedBoards } from './store/seed-boards.ts';

/** The worst of all ingest processes: a wall is only as complete as the one that is missing. */
function worst(listeners: readonly Notices[]): NoticeSource {
	const states = listeners.map((listener) => listener.state());
	if (states.includes('lost')) return 'lost';
	return states.includes('never') ? 'polling' : 'connected';
}

/** Rejects with a message that says what to do when the configuration or the store does not open. */
export async function openRuntime(env: Environment): Promise<Runtime> {
	const config = readConfig(env);
	const log = createLogger({ level: config.logLevel, part: 'web' });
	const store = await openStore(config);
	const boards = createBoardStore(store, {
		now: Date.now,
		onDamaged: (id, reason) => {
			log.error({ id, reason }, 'a stored board does not fit and is left out');
		}
	});
	const identity = openIdentity(store, config);
	await seedBoards(store, defaultBoards('es'), Date.now);
	const clickhouse = openClickHouse(readConnection(config));
	const { internalToken } = readSecrets(config);
	let listeners: Notices[] = [];
	const hub = createHub({
		clickhouse,
		boards,
		tenant: DEFAULT_TENANT,
		zone: config.timeZone,
		now: Date.now,
		notices: () => worst(listeners),
		onError: (error) => {
			log.error({ err: error }, 'live');
		}
	});
	listeners = config.ingestUrls.map((configured) =>
		listenToNotices({
			url: () => ingestAddress(config, configured),
			token: internalToken,
			now: Date.now,
			onCommitted: () => {
				hub.committed();
			}
		})
	);
	return {
		config,
		clickhouse,
		store,
		...identity,
		boards,
		hub,
		log,
		async stop() {
			for (const listener of listeners) listener.stop();
			await hub.stop();
			await Promise.all([clickhouse.close(), store.close()]);
		}
	};
}
