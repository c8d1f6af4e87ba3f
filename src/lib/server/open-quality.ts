/** Opens what judges the quality of contacts: forms, samples, evaluations, calibration, coaching, recordings. */
import type { Runtime } from './runtime.ts';

export interface QualityParts {
	/** Ends what works by itself. */
	stop(): Promise<void>;
}

export type QualitySources = Pick<
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

export function openQuality(_sources: QualitySources): QualityParts {
	return {
		stop: () => Promise.resolve()
	};
}
