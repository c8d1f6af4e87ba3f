/** Months as they are written in addresses and documents: `2026-10`. */
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';

export type Month = string;

export const MONTH_PATTERN = '^[0-9]{4}-(?:0[1-9]|1[0-2])$';
const MONTH = new RegExp(MONTH_PATTERN);

export const isMonth = (text: string): text is Month => MONTH.test(text);

const startOf = (month: Month, zone: string): TZDate =>
	new TZDate(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1, zone);

/** The month an instant lies in, on the clocks of the zone. */
export const monthOf = (ms: number, zone: string): Month => format(new TZDate(ms, zone), 'yyyy-MM');

/** Half-open, in milliseconds since 1970. */
export interface MonthBounds {
	readonly fromMs: number;
	readonly toMs: number;
}

/** Zones are slow, and pages ask for the same few months again and again. */
const MOST_KNOWN = 2000;
const known = new Map<string, MonthBounds>();

export function boundsOf(month: Month, zone: string): MonthBounds {
	const key = `${month} ${zone}`;
	const found = known.get(key);
	if (found) return found;
	if (known.size >= MOST_KNOWN) known.clear();
	const fromMs = startOf(month, zone).getTime();
	const bounds = { fromMs, toMs: startOf(plusMonths(month, 1), zone).getTime() };
	known.set(key, bounds);
	return bounds;
}

const MONTHS_A_YEAR = 12;
/** Months since the year 0, and back. */
const placeOf = (month: Month): number =>
	Number(month.slice(0, 4)) * MONTHS_A_YEAR + Number(month.slice(5)) - 1;
const monthAt = (place: number): Month => {
	const year = String(Math.floor(place / MONTHS_A_YEAR)).padStart(4, '0');
	return `${year}-${String((place % MONTHS_A_YEAR) + 1).padStart(2, '0')}`;
};

export const plusMonths = (month: Month, months: number): Month => monthAt(placeOf(month) + months);

/** Both included, ascending; empty when they stand the wrong way round. */
export function monthsBetween(first: Month, last: Month): Month[] {
	const from = placeOf(first);
	const count = Math.max(0, placeOf(last) - from + 1);
	return Array.from({ length: count }, (_, at) => monthAt(from + at));
}
