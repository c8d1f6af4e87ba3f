/** Opens the parts of the web process: store, database, and what is live. */
import { defaultBoards } from '#lib/domain/boards/default-boards.ts';
import { SCORECARDS_TOPIC } from '#lib/live/protocol.ts';
import { openClickHouse } from './clickhouse/client.ts';
import { readConnection } from './clickhouse/connection.ts';
import { timed } from './clickhouse/timed.ts';
import { readConfig } from './config.ts';
import type { Environment } from './config.ts';
import { createLogger } from './logger.ts';
import { openAlertLog, openAlerts } from './open-alerts.ts';
import { openAdministration } from './open-administration.ts';
import { openIdentity } from './open-identity.ts';
import { openLive } from './open-live.ts';
import { openQuality } from './open-quality.ts';
import { openScorecards } from './open-scorecards.ts';
import type { ScorecardParts, ScorecardSources } from './open-scorecards.ts';
import type { LiveHub } from './live/hub.ts';
import type { Runtime } from './runtime.ts';
import { createBoardStore } from './store/boards.ts';
import { openStore } from './store/database.ts';
import { seedBoards } from './store/seed-boards.ts';
import { openSpans } from './telemetry/spans.ts';
import { WebTelemetry } from './telemetry/web-telemetry.ts';

/** Their open pages hear of changes. */
function openLiveScorecards(sources: ScorecardSources, hub: LiveHub): ScorecardParts {
	const scorecards = openScorecards(sources);
	scorecards.onChange(() => {
		hub.topicChanged(SCORECARDS_TOPIC);
	});
	return scorecards;
}

/** Rejects with a message that says what to do when the configuration or the store does not open. */
export async function openRuntime(env: Environment): Promise<Runtime> {
	const config = readConfig(env);
	const log = createLogger({ level: config.logLevel, part: 'web' });
	const telemetry = new WebTelemetry();
	const spans = await openSpans(config.tracing, 'atalaya-web');
	const store = await openStore(config, { onAnswer: telemetry.stated });
	const identity = openIdentity(store, config, log);
	const { audit, access } = identity;
	const boards = createBoardStore(store, {
		audit,
		now: Date.now,
		onDamaged: (id, reason) => {
			log.error({ id, reason }, 'a stored board does not fit and is left out');
		}
	});
	await seedBoards(store, { boards: defaultBoards('es'), audit, now: Date.now });
	const clickhouse = timed(openClickHouse(readConnection(config)), telemetry.asked);
	const { log: alertLog, watch } = openAlertLog({ store, audit, log });
	const live = openLive({
		...{
			config,
			clickhouse,
			store,
			boards,
			access,
			audit,
			log,
			telemetry,
			screens: identity.screens
		},
		alerts: () => watch.alerts,
		spans
	});
	const { storeKey, people, teams } = identity;
	const administration = openAdministration({
		config,
		clickhouse,
		store,
		storeKey,
		people,
		audit,
		log
	});
	const { stop: stopAdministration, ...administrationParts } = administration;
	const base = { config, clickhouse, store, storeKey, audit, log };
	const sources = { ...base, ...administrationParts, teams, notices: live.notices };
	const alerts = openAlerts(sources, alertLog, watch);
	const quality = openQuality({ ...sources, people });
	const scorecards = openLiveScorecards({ ...sources, people }, live.hub);
	telemetry.watch({
		...{ hub: live.hub, chain: administration.chain, clickhouse, store, now: Date.now },
		isTold: () => live.notices() === 'connected'
	});
	return {
		config,
		clickhouse,
		store,
		...identity,
		...administrationParts,
		boards,
		hub: live.hub,
		fleet: live.fleet,
		alerts,
		quality,
		scorecards,
		telemetry,
		log,
		async stop() {
			await Promise.all([live.stop(), stopAdministration(), alerts.stop(), quality.stop()]);
			await scorecards.stop();
			await Promise.all([clickhouse.close(), store.close(), spans?.stop()]);
		}
	};
}
