/** Parts of a range that are asked one after the other: each bucket is whole in one of them, so that no number changes. */
import { bucketsBetween } from '#lib/domain/metrics/interval.ts';
import { MOST_BUCKETS } from './metric-request.ts';
import type { MetricRequest } from './metric-request.ts';

/** Buckets of one question; with dimensions each of them is many rows. */
const BUCKETS_A_SLICE = 31 * 96;
const SPLIT_BUCKETS_A_SLICE = 96;

export interface Slice {
	readonly fromMs: number;
	readonly toMs: number;
}

/** Ascending, without gaps; one where the range is not cut into buckets. */
export function slicesOf({ fromMs, toMs, interval, zone, by }: MetricRequest): Slice[] {
	if (interval === 'none') return [{ fromMs, toMs }];
	const starts = bucketsBetween(fromMs, toMs, interval, zone, MOST_BUCKETS + 1);
	const each = by.length === 0 ? BUCKETS_A_SLICE : SPLIT_BUCKETS_A_SLICE;
	const heads = starts.filter((_, index) => index % each === 0);
	return heads.map((start, index) => ({
		// The first bucket may begin before the range, and the last end after it.
		fromMs: Math.max(fromMs, start),
		toMs: heads[index + 1] ?? toMs
	}));
}
