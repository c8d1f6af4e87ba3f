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

/** What every part of this process is opened with. */
async function openBase(env: Environment) {
	const config = readConfig(env);
	const log = createLogger({ level: config.logLevel, part: 'web' });
	// Before anything is opened: without an engine the next caller tries all of this again.
	const connection = readConnection(config);
	const telemetry = new WebTelemetry();
	const store = await openStore(config, { onAnswer: telemetry.stated });
	const spans = await openSpans(config.tracing, 'atalaya-web');
	const clickhouse = timed(openClickHouse(connection), telemetry.asked);
	return { config, log, telemetry, spans, store, clickhouse };
}

/** Rejects with a message that says what to do when the configuration or the store does not open. */
export async function openRuntime(env: Environment): Promise<Runtime> {
	const { spans, ...opened } = await openBase(env);
	const { config, log, telemetry, store, clickhouse } = opened;
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
	const { log: alertLog, watch } = openAlertLog({ store, audit, log });
	const { storeKey, people, teams, screens } = identity;
	const base = { config, clickhouse, store, storeKey, audit, log };
	const alertsOpen = { alerts: () => watch.alerts };
	const live = openLive({ ...base, ...alertsOpen, boards, access, telemetry, spans, screens });
	const administration = openAdministration({ ...base, people });
	const { stop: stopAdministration, ...administrationParts } = administration;
	const sources = { ...base, ...administrationParts, teams, notices: live.notices };
	const alerts = openAlerts(sources, alertLog, watch);
	const quality = openQuality({ ...sources, people });
	const scorecards = openLiveScorecards({ ...sources, people }, live.hub);
	telemetry.watch({
		...{ hub: live.hub, chain: administration.chain, clickhouse, store, now: Date.now },
		isTold: () => live.notices() === 'connected'
	});
	return {
		...opened,
		...identity,
		...administrationParts,
		boards,
		hub: live.hub,
		fleet: live.fleet,
		alerts,
		quality,
		scorecards,
		async stop() {
			await Promise.all([live.stop(), stopAdministration(), alerts.stop(), quality.stop()]);
			await scorecards.stop();
			await Promise.all([clickhouse.close(), store.close(), spans?.stop()]);
		}
	};
}
