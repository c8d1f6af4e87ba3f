/** One day of each month before the history, so that what is read by month has a past at the price of a few days. */
import { WEEKS_BACK } from '#lib/domain/outlook/usual-day.ts';
import { localDay, shiftDate } from './local-day.ts';

const DAYS_A_WEEK = 7;
const MONDAY = 1;
const THURSDAY = 4;

const isOrdinary = (date: string, zone: string): boolean => {
	const { weekday } = localDay(date, zone);
	return weekday >= MONDAY && weekday <= THURSDAY;
};

/** `2026-10-01` of `2026-11-22` and 1. */
const firstOfMonth = (date: string, monthsBack: number): string => {
	const [year = 0, month = 1] = date.split('-').map(Number);
	return new Date(Date.UTC(year, month - 1 - monthsBack, 1)).toISOString().slice(0, 10);
};

/**
 * The first day of each of those months that is neither a Friday nor of a weekend, the newest first. Only days older than the
 * weeks a usual day is the mean of: a single day among them would count as a week in which nobody called otherwise.
 */
export function earlierDays(
	{ date, zone }: { readonly date: string; readonly zone: string },
	months: number
): string[] {
	const before = shiftDate(date, -WEEKS_BACK * DAYS_A_WEEK);
	return Array.from({ length: months }, (_, index) => firstOfMonth(date, index + 1))
		.map((first) => {
			const week = Array.from({ length: DAYS_A_WEEK }, (_, day) => shiftDate(first, day));
			return week.find((day) => isOrdinary(day, zone)) ?? first;
		})
		.filter((day) => day < before);
}
