/** Opens the readings of scorecards: what answers them, what keeps them up to date, and what hears of changes. */
import { randomUUID } from 'node:crypto';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { rememberFor } from '../alerts/remember-for.ts';
import type { ScorecardSources } from '../open-scorecards.ts';
import { agentNames } from '../queries/agent-names.ts';
import { DEFAULT_TENANT } from '../queries/tenant.ts';
import { createLease } from '../store/lease.ts';
import { readFigure } from './figures/figure-readings.ts';
import { moneyBasis, readMoney } from './money/money-readings.ts';
import type { MoneyStore } from './money/money-store.ts';
import { createReadingDesk } from './reading-desk.ts';
import type { ReadingDesk } from './reading-desk.ts';
import { keepReadings } from './refresh-readings.ts';
import type { RefreshTimes } from './refresh-readings.ts';
import { watchScorecards } from './scorecard-changes.ts';
import type { ScorecardStore } from './scorecard-store.ts';
import type { KnownAgent } from './unit-choices.ts';
import { within } from './within.ts';

export interface ReadingParts {
	readonly readings: ReadingDesk;
	/** All of them, as events last said; while the database does not answer, those it named last. */
	readonly agents: () => Promise<readonly KnownAgent[]>;
	/** Called after anything changed that scorecards show, here or in another process. Returns how to end it. */
	readonly onChange: (listener: () => void) => () => void;
	readonly stop: () => Promise<void>;
}

const AGENTS_FOR_MS = 30_000;
/** A database that is well names them within this. */
const LISTEN_MS = 2000;

export function openReadings(
	{ config, clickhouse, store, teams, log }: ScorecardSources,
	{ scorecards, money }: { readonly scorecards: ScorecardStore; readonly money: MoneyStore },
	times?: RefreshTimes
): ReadingParts {
	const { database } = store;
	const zone = config.timeZone;
	const now = Date.now;
	const onError = (error: unknown): void => {
		log.error({ err: error }, 'scorecards: readings');
	};
	const readings = createReadingDesk({
		...{ database, clickhouse, zone, now, onError, nodes: () => teams.nodes() },
		readFigure: (nodes, ask) => readFigure(database, nodes, ask),
		readMoney: (ask) => readMoney({ clickhouse, teams, store, config, money }, ask),
		moneyMark: () => moneyBasis({ teams, money })
	});
	const loop = keepReadings({
		...{ readings, store: scorecards, zone, now, onError },
		lease: createLease(store, 'scorecard-readings', randomUUID(), now),
		...(times ? { times } : {})
	});
	const changes = watchScorecards(database, onError);
	const askAgents = rememberFor(AGENTS_FOR_MS, () =>
		clickhouse.query('report', agentNames, { tenant: DEFAULT_TENANT }, { scope: EVERYTHING })
	);
	let agents: readonly KnownAgent[] = [];
	return {
		readings,
		async agents() {
			const asked = askAgents().then((found) => {
				agents = found;
			}, onError);
			await within(asked, LISTEN_MS);
			return agents;
		},
		onChange(listener) {
			const [here, elsewhere] = [readings.onChange(listener), changes.onChange(listener)];
			return () => {
				here();
				elsewhere();
			};
		},
		async stop() {
			await Promise.all([loop.stop(), changes.stop()]);
			await readings.stop();
		}
	};
}
