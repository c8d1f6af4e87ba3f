/** Opens what directors read: scorecards, the figures and money behind them, initiatives, frozen periods, reports. */
import type { Runtime } from './runtime.ts';

export interface ScorecardParts {
	/** Ends what works by itself. */
	stop(): Promise<void>;
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

export function openScorecards(_sources: ScorecardSources): ScorecardParts {
	return {
		async stop() {
			await Promise.all([]);
		}
	};
}
