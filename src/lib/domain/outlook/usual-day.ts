/**
 * What a day usually brings: the mean of the same weekday and quarter of an hour over the last eight weeks, by the local
 * clock, so that it holds across changes of the clock. Pure.
 */
import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns';
import { QUARTER_MS, startOfDayMs } from '../metrics/interval.ts';
import type { ExpectedQuarter } from './outlook.ts';

export const WEEKS_BACK = 8;

export interface DayRange {
	readonly fromMs: number;
	readonly toMs: number;
}

/** Contacts that counted in a quarter of an hour, by the queue they were of. */
export interface SeenQuarter {
	readonly queue: string;
	readonly startMs: number;
	readonly contacts: number;
}

export interface UsualDay {
	/** How many weeks the mean is of: since the queue was first seen. */
	readonly weeks: number;
	/** Mean of each quarter of the local clock that ever had contacts, by its number since midnight. */
	readonly byQuarter: ReadonlyMap<number, number>;
}

function dayOf(start: TZDate, zone: string): DayRange {
	const fromMs = startOfDayMs(start.getTime(), zone);
	return { fromMs, toMs: startOfDayMs(addDays(start, 1).getTime(), zone) };
}

/** The day of an instant, midnight to midnight by the clock of the zone. */
export const dayAt = (ms: number, zone: string): DayRange => dayOf(new TZDate(ms, zone), zone);

/** The same weekday of the weeks before, latest first. */
export function sameWeekdays(ms: number, zone: string): DayRange[] {
	// Noon: no clock changes then, and a day back is never two days back.
	const noon = new TZDate(startOfDayMs(ms, zone), zone);
	noon.setHours(12, 0, 0, 0);
	return Array.from({ length: WEEKS_BACK }, (_, week) =>
		dayOf(addDays(noon, -7 * (week + 1)), zone)
	);
}

/** Of the local clock: an hour that comes twice has the same numbers twice. */
function quarterOf(ms: number, zone: string): number {
	const local = new TZDate(ms, zone);
	return local.getHours() * 4 + Math.floor(local.getMinutes() / 15);
}

const quartersOf = ({ fromMs, toMs }: DayRange): number[] =>
	Array.from(
		{ length: Math.round((toMs - fromMs) / QUARTER_MS) },
		(_, at) => fromMs + at * QUARTER_MS
	);

/** Mean days by queue. `days` are those that were looked at, latest first; a quarter nobody called in is a 0 of its week. */
export function usualDays(
	seen: readonly SeenQuarter[],
	days: readonly DayRange[],
	zone: string
): Map<string, UsualDay> {
	const weekOf = (ms: number): number =>
		days.findIndex(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
	// How often each number comes on each day: twice where an hour is repeated, never where one is left out.
	const times = days.map((day) => {
		const counts = new Map<number, number>();
		for (const ms of quartersOf(day)) {
			const quarter = quarterOf(ms, zone);
			counts.set(quarter, (counts.get(quarter) ?? 0) + 1);
		}
		return counts;
	});
	const sums = new Map<string, { weeks: number; byQuarter: Map<number, number> }>();
	for (const { queue, startMs, contacts } of seen) {
		const week = weekOf(startMs);
		if (week === -1) continue;
		const quarter = quarterOf(startMs, zone);
		const sum = sums.get(queue) ?? { weeks: 0, byQuarter: new Map<number, number>() };
		sum.weeks = Math.max(sum.weeks, week + 1);
		const share = contacts / (times[week]?.get(quarter) ?? 1);
		sum.byQuarter.set(quarter, (sum.byQuarter.get(quarter) ?? 0) + share);
		sums.set(queue, sum);
	}
	return new Map(
		[...sums].map(([queue, { weeks, byQuarter }]) => [
			queue,
			{ weeks, byQuarter: new Map([...byQuarter].map(([at, sum]) => [at, sum / weeks])) }
		])
	);
}

/** The quarters of a day as the queues together usually have them; null where none of them was ever seen on such a day. */
export function expectedDay(
	usual: Iterable<UsualDay | undefined>,
	day: DayRange,
	zone: string
): { readonly quarters: ExpectedQuarter[]; readonly weeks: number } | null {
	const known = [...usual].filter((one) => one !== undefined);
	if (known.length === 0) return null;
	const quarters = quartersOf(day).map((startMs) => {
		const quarter = quarterOf(startMs, zone);
		return {
			startMs,
			endMs: startMs + QUARTER_MS,
			contacts: known.reduce((sum, { byQuarter }) => sum + (byQuarter.get(quarter) ?? 0), 0)
		};
	});
	return { quarters, weeks: Math.max(...known.map(({ weeks }) => weeks)) };
}
