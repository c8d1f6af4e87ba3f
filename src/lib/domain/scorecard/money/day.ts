/** Days as they are written in rates and contracts: `2026-10-05`, on the clocks of the installation. */
import { TZDate } from '@date-fns/tz';
import { addDays, format, getDaysInMonth, isValid, parseISO } from 'date-fns';
import type { Month } from '../month.ts';

export type Day = string;

export const DAY_PATTERN = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';
const DAY = new RegExp(DAY_PATTERN);

/** Also that the month has so many. */
export const isDay = (text: string): text is Day => DAY.test(text) && isValid(parseISO(text));

/** The day an instant lies in, on the clocks of the zone. */
export const dayOf = (ms: number, zone: string): Day => format(new TZDate(ms, zone), 'yyyy-MM-dd');

export const monthOfDay = (day: Day): Month => day.slice(0, 7);

/** Midnight at its beginning; of a day whose clocks skip it, the first instant there is. */
export const startOfDayMs = (day: Day, zone: string): number =>
	new TZDate(
		Number(day.slice(0, 4)),
		Number(day.slice(5, 7)) - 1,
		Number(day.slice(8)),
		zone
	).getTime();

export const nextDay = (day: Day): Day => format(addDays(parseISO(day), 1), 'yyyy-MM-dd');

/** Ascending. */
export const daysOf = (month: Month): Day[] =>
	Array.from(
		{ length: getDaysInMonth(parseISO(`${month}-01`)) },
		(_, index) => `${month}-${String(index + 1).padStart(2, '0')}`
	);
