/** Buckets of time: half-open, in an IANA zone, from 15 minutes to months. */
import { TZDate } from '@date-fns/tz';
import {
	addDays,
	addMonths,
	addWeeks,
	format,
	formatISO,
	startOfDay,
	startOfMonth,
	startOfWeek
} from 'date-fns';

export const INTERVALS = ['15m', '30m', '1h', '1d', '1w', '1M', 'none'] as const;
export type Interval = (typeof INTERVALS)[number];

export const QUARTER_MS = 15 * 60_000;
const FIXED_MS: Partial<Record<Interval, number>> = {
	'15m': QUARTER_MS,
	'30m': 2 * QUARTER_MS,
	'1h': 4 * QUARTER_MS
};

export const isAligned = (ms: number): boolean => ms % QUARTER_MS === 0;

/** Whether a quarter of an hour lies within, from its beginning to its end. */
export const hasWholeQuarter = (fromMs: number, toMs: number): boolean =>
	Math.ceil(fromMs / QUARTER_MS) < Math.floor(toMs / QUARTER_MS);

/**
 * Spelled as in the IANA database, as the database engine wants it; short names such as IST mean several zones and are
 * refused.
 */
export function isTimeZone(text: string): boolean {
	if (text === 'UTC' || text === 'GMT') return true;
	if (!/^[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
	try {
		const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
		return timeZone === text || timeZone.toLowerCase() !== text.toLowerCase();
	} catch {
		return false;
	}
}

/** RFC 3339 with the offset of the zone at that instant. */
export function formatInstant(ms: number, zone: string): string {
	const local = new TZDate(ms, zone);
	return ms % 1000 === 0 ? formatISO(local) : format(local, "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
}

export const startOfDayMs = (ms: number, zone: string): number =>
	startOfDay(new TZDate(ms, zone)).getTime();

function floorFixed(ms: number, step: number, zone: string): number {
	// Local clocks differ from UTC by quarters of an hour at the finest.
	const offsetMs = -new TZDate(ms, zone).getTimezoneOffset() * 60_000;
	return ms - ((((ms + offsetMs) % step) + step) % step);
}

/** Start of the bucket that holds the instant; of `none` it is the instant itself. */
export function bucketStartMs(ms: number, interval: Interval, zone: string): number {
	const step = FIXED_MS[interval];
	if (step !== undefined) return floorFixed(ms, step, zone);
	const local = new TZDate(ms, zone);
	if (interval === '1d') return startOfDay(local).getTime();
	if (interval === '1w') return startOfWeek(local, { weekStartsOn: 1 }).getTime();
	if (interval === '1M') return startOfMonth(local).getTime();
	return ms;
}

/** Start of the bucket after the one that starts at `ms`: days have 23, 24 or 25 hours. */
export function nextBucketMs(ms: number, interval: Interval, zone: string): number {
	const step = FIXED_MS[interval];
	// Floored again: where clocks change by half an hour, hours start at another minute afterwards.
	if (step !== undefined) return floorFixed(ms + step, step, zone);
	const local = new TZDate(ms, zone);
	if (interval === '1d') return startOfDay(addDays(local, 1)).getTime();
	if (interval === '1w') return startOfDay(addWeeks(local, 1)).getTime();
	if (interval === '1M') return startOfMonth(addMonths(local, 1)).getTime();
	return Number.POSITIVE_INFINITY;
}

/** Starts of all buckets that touch [fromMs, toMs); at most `most`, then it stops. */
export function bucketsBetween(
	fromMs: number,
	toMs: number,
	interval: Interval,
	zone: string,
	most: number
): number[] {
	const starts: number[] = [];
	if (interval === 'none') return [fromMs];
	for (
		let at = bucketStartMs(fromMs, interval, zone);
		at < toMs && starts.length < most;
		at = nextBucketMs(at, interval, zone)
	) {
		starts.push(at);
	}
	return starts;
}
