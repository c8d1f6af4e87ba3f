/** Stretches of time in words: of a bucket, of a whole period; and which instants an axis names. */
import { TZDate } from '@date-fns/tz';
import type { Bucket } from '#lib/domain/history/interval-choice.ts';
import { isWithinDay } from '#lib/domain/history/interval-choice.ts';
import type { Period } from '#lib/domain/history/period.ts';

export interface BucketText {
	/** `lun 3 nov 2026`, `lun 3 nov, 09:00`, `noviembre 2026`. */
	readonly bucket: (atMs: number) => string;
	/** Short, below an axis. */
	readonly tick: (atMs: number) => string;
	/** `24 oct – 20 nov 2026`; the last day is within. */
	readonly period: (period: Period) => string;
	readonly weekday: (index: number) => string;
}

const DAY_MS = 24 * 3_600_000;
/** Up to so many days the hours are named. */
const HOURS_DAYS = 2.5;
const MOST_TICKS = 12;
/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);

const WEEK = 7;

export function bucketText(
	locale: string,
	zone: string,
	bucket: Bucket,
	period: Period
): BucketText {
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
	const day = { day: 'numeric', month: 'short' } as const;
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	const whole = format({ ...day, year: 'numeric' });
	const buckets = {
		day: format({ weekday: 'short', ...day, year: 'numeric' }),
		hour: format({ weekday: 'short', ...day, ...clock }),
		month: format({ month: 'long', year: 'numeric' })
	};
	const ticks = { day: format(day), hour: format(clock), month: format({ month: 'short' }) };
	const namesHours = isWithinDay(bucket) && period.toMs - period.fromMs <= HOURS_DAYS * DAY_MS;
	const range = (from: number, to: number): string => whole.formatRange(from, to);
	const weekdays = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' });
	return {
		bucket: (atMs) => {
			if (isWithinDay(bucket)) return buckets.hour.format(atMs);
			if (bucket === '1M') return buckets.month.format(atMs);
			if (bucket === '1w') return range(atMs, atMs + WEEK * DAY_MS - DAY_MS / 2);
			return buckets.day.format(atMs);
		},
		tick: (atMs) => {
			if (bucket === '1M') return ticks.month.format(atMs);
			if (!namesHours) return ticks.day.format(atMs);
			const isMidnight = new TZDate(atMs, zone).getHours() === 0;
			return isMidnight ? ticks.day.format(atMs) : ticks.hour.format(atMs);
		},
		period: ({ fromMs, toMs }) => range(fromMs, toMs - 1),
		weekday: (index) => weekdays.format(MONDAY_MS + index * DAY_MS)
	};
}

const thinned = (starts: readonly number[]): number[] => {
	const every = Math.max(1, Math.ceil(starts.length / MOST_TICKS));
	return starts.filter((_, index) => index % every === 0);
};

/** Instants to name: full hours of a short range, midnights of a longer one, Mondays of a month. */
export function timeTicks(
	starts: readonly number[],
	bucket: Bucket,
	zone: string,
	{ fromMs, toMs }: Period
): number[] {
	const within = starts.filter((atMs) => atMs >= fromMs && atMs <= toMs);
	const local = (atMs: number): TZDate => new TZDate(atMs, zone);
	if (isWithinDay(bucket)) {
		if (toMs - fromMs > HOURS_DAYS * DAY_MS) {
			return thinned(
				within.filter((atMs) => local(atMs).getHours() === 0 && local(atMs).getMinutes() === 0)
			);
		}
		const hours = within.filter((atMs) => local(atMs).getMinutes() === 0);
		const step = [1, 2, 3, 6, 12].find((one) => hours.length / one <= MOST_TICKS) ?? 12;
		return hours.filter((atMs) => local(atMs).getHours() % step === 0);
	}
	if (bucket === '1d' && within.length > 2 * WEEK) {
		return thinned(within.filter((atMs) => local(atMs).getDay() === 1));
	}
	return thinned(within);
}
