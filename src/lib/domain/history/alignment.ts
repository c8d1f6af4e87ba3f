/** Lays a period over the one before it: which bucket of then stands under which of now. */
import { TZDate } from '@date-fns/tz';
import { differenceInCalendarDays, format } from 'date-fns';
import type { Bucket } from './interval-choice.ts';
import type { Period } from './period.ts';

/** The day of the period and the time of day: a day of 23 hours lacks one and shifts nothing. */
function placeOf(atMs: number, fromMs: number, zone: string): string {
	const at = new TZDate(atMs, zone);
	return `${differenceInCalendarDays(at, new TZDate(fromMs, zone))} ${format(at, 'HH:mm')}`;
}

/** For each bucket of now the value of its place then; null where there was none. */
export function alignBefore<T>(
	nowStarts: readonly number[],
	before: readonly { readonly atMs: number; readonly value: T }[],
	{
		bucket,
		period,
		beforePeriod,
		zone
	}: {
		readonly bucket: Bucket;
		readonly period: Period;
		readonly beforePeriod: Period;
		readonly zone: string;
	}
): (T | null)[] {
	if (bucket === '1w' || bucket === '1M') {
		return nowStarts.map((_, index) => before[index]?.value ?? null);
	}
	const places = new Map<string, T>();
	for (const { atMs, value } of before) {
		const place = placeOf(atMs, beforePeriod.fromMs, zone);
		// Of an hour that the clock shows twice the first stands for both.
		if (!places.has(place)) places.set(place, value);
	}
	return nowStarts.map((atMs) => places.get(placeOf(atMs, period.fromMs, zone)) ?? null);
}
