/** Opens what directors read: scorecards, the figures and money behind them, initiatives, frozen periods, reports. */
import { keepDemoScorecards } from './demo/scorecards/keep-scorecards.ts';
import type { Runtime } from './runtime.ts';
import { openFigures } from './scorecards/figures/open-figures.ts';
import type { FigureParts } from './scorecards/figures/open-figures.ts';
import { createInitiativeStore } from './scorecards/initiatives/initiative-store.ts';
import type { InitiativeStore } from './scorecards/initiatives/initiative-store.ts';
import { createMoneyStore } from './scorecards/money/money-store.ts';
import type { MoneyStore } from './scorecards/money/money-store.ts';
import { openReadings } from './scorecards/open-readings.ts';
import type { ReadingParts } from './scorecards/open-readings.ts';
import { openReports } from './scorecards/schedule/open-reports.ts';
import type { ReportParts } from './scorecards/schedule/open-reports.ts';
import { createScorecardStore } from './scorecards/scorecard-store.ts';
import type { ScorecardStore } from './scorecards/scorecard-store.ts';

export interface ScorecardParts extends Omit<ReadingParts, 'stop'> {
	readonly store: ScorecardStore;
	readonly figures: FigureParts;
	/** What contacts cost and what clients pay. */
	readonly money: MoneyStore;
	readonly initiatives: InitiativeStore;
	readonly frozen: ReportParts['frozen'];
	/** Reports that are sent by themselves. */
	readonly schedules: ReportParts['schedules'];
	/** Ends what works by itself. */
	readonly stop: () => Promise<void>;
}

export type ScorecardSources = Pick<
	Runtime,
	| 'config'
	| 'clickhouse'
	| 'store'
	| 'storeKey'
	| 'audit'
	| 'log'
	| 'people'
	| 'teams'
	| 'outbox'
	| 'outboxSender'
>;

export function openScorecards(sources: ScorecardSources): ScorecardParts {
	const { store, audit } = sources;
	const scorecards = createScorecardStore(store.database, { audit, now: Date.now });
	const money = createMoneyStore(store.database, { audit, now: Date.now });
	const { stop: stopReadings, ...readings } = openReadings(sources, { scorecards, money });
	const { stop: stopReports, ...reports } = openReports(sources, {
		store: scorecards,
		...readings
	});
	const demo = keepDemoScorecards(sources, scorecards);
	return {
		store: scorecards,
		...readings,
		...reports,
		figures: openFigures(sources),
		money,
		initiatives: createInitiativeStore(store.database, { audit, now: Date.now }),
		async stop() {
			await Promise.all([demo?.stop(), stopReports(), stopReadings()]);
		}
	};
}
