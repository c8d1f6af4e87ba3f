/** How fine a range is cut. */
import { INTERVALS } from '../metrics/interval.ts';
import type { Interval } from '../metrics/interval.ts';
import type { Period } from './period.ts';

export type Bucket = Exclude<Interval, 'none'>;
export const BUCKETS: readonly Bucket[] = INTERVALS.filter((interval) => interval !== 'none');
export const INTERVAL_CHOICES = ['auto', ...BUCKETS] as const;
export type IntervalChoice = 'auto' | Bucket;

const DAY_MS = 24 * 3_600_000;

/** A range may be cut so fine up to this many days: more points than a chart has room for say nothing. */
const LONGEST_DAYS: Record<Bucket, number> = {
	'15m': 8,
	'30m': 16,
	'1h': 100,
	'1d': Number.POSITIVE_INFINITY,
	'1w': Number.POSITIVE_INFINITY,
	'1M': Number.POSITIVE_INFINITY
};

/** What `auto` takes up to so many days. */
const CHOSEN: readonly (readonly [upToDays: number, bucket: Bucket])[] = [
	[2.1, '30m'],
	[8.1, '1h'],
	[190, '1d'],
	[Number.POSITIVE_INFINITY, '1w']
];

const daysOf = ({ fromMs, toMs }: Period): number => (toMs - fromMs) / DAY_MS;

export const isTooFine = (bucket: Bucket, period: Period): boolean =>
	// A day of 25 hours does not make a week longer than a week.
	daysOf(period) > LONGEST_DAYS[bucket] + 0.1;

export function bucketFor(choice: IntervalChoice, period: Period): Bucket {
	if (choice !== 'auto' && !isTooFine(choice, period)) return choice;
	return CHOSEN.find(([upToDays]) => daysOf(period) <= upToDays)?.[1] ?? '1d';
}

/** Buckets shorter than a day rise and fall with the hour. */
export const isWithinDay = (bucket: Bucket): boolean => ['15m', '30m', '1h'].includes(bucket);
