/** How good a value is: against the bands of its tile, or a wait against the threshold of its queue. */
import type { MetricDirection } from '../metrics/metric.ts';
import type { Bands } from './board.ts';

/** `none`: nothing to judge by. */
export type Status = 'none' | 'good' | 'warn' | 'bad';

const RANK: Record<Status, number> = { none: 0, good: 0, warn: 1, bad: 2 };

export const isWorse = (now: Status, before: Status): boolean => RANK[now] > RANK[before];

export const worst = (...all: readonly Status[]): Status =>
	all.reduce<Status>((a, b) => (RANK[b] > RANK[a] ? b : a === 'none' ? b : a), 'none');

/**
 * A value at the limit itself is still on its better side, as a wait of exactly T is within T. For a volume, which has
 * no better side, a limit is a maximum.
 */
export function bandStatus(
	value: number | null | undefined,
	{ warn, bad }: Bands,
	direction: MetricDirection
): Status {
	if (value === null || value === undefined || (warn === null && bad === null)) return 'none';
	const beyond = (limit: number | null): boolean =>
		limit !== null && (direction === 'up' ? value < limit : value > limit);
	if (beyond(bad)) return 'bad';
	return beyond(warn) ? 'warn' : 'good';
}

/** Twice the threshold is not a slip any more. */
const BAD_WAIT_THRESHOLDS = 2;

/** The longest wait of a queue against its T; `none` while nobody waits or the queue has no T. */
export function waitStatus(waitMs: number | null, thresholdMs: number | null): Status {
	if (waitMs === null || thresholdMs === null) return 'none';
	if (waitMs > thresholdMs * BAD_WAIT_THRESHOLDS) return 'bad';
	return waitMs > thresholdMs ? 'warn' : 'good';
}
