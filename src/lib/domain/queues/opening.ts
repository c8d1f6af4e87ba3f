/** Whether a queue is attended at an instant, by its hours and holidays. */
import { TZDate } from '@date-fns/tz';
import { addDays, format } from 'date-fns';
import { DAY_MINUTES, WEEKDAYS, spanMinutes } from './business-hours.ts';
import type { Span } from './business-hours.ts';
import type { QueueVersion } from './queue-version.ts';

type Hours = Pick<QueueVersion, 'hours' | 'holidays' | 'zone'>;

const dateOf = (day: Date): string => format(day, 'yyyy-MM-dd');

/** Spans that begin on this day of the calendar: none on a holiday. */
function spansOf({ hours, holidays }: Hours, day: Date): readonly Span[] {
	if (!hours || holidays.some(({ date }) => date === dateOf(day))) return [];
	// Sunday is 0 to dates, and the last day to us.
	const weekday = WEEKDAYS[(day.getDay() + 6) % 7];
	return weekday ? hours[weekday] : [];
}

/** A span that passes midnight belongs to the day it begins on, also where that day or the next is a holiday. */
export function isOpenAt(version: Hours, ms: number): boolean {
	const now = new TZDate(ms, version.zone);
	if (!version.hours) return !version.holidays.some(({ date }) => date === dateOf(now));
	const minute = now.getHours() * 60 + now.getMinutes();
	const covers = (spans: readonly Span[], at: number): boolean =>
		spans.some((span) => {
			const { from, to } = spanMinutes(span);
			return from <= at && at < to;
		});
	return (
		covers(spansOf(version, now), minute) ||
		covers(spansOf(version, addDays(now, -1)), minute + DAY_MINUTES)
	);
}
