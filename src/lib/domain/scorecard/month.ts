/** Months as they are written in addresses and documents: `2026-10`. */
import { TZDate } from '@date-fns/tz';
import { addMonths, format } from 'date-fns';

export type Month = string;

export const MONTH_PATTERN = '^[0-9]{4}-(?:0[1-9]|1[0-2])$';
const MONTH = new RegExp(MONTH_PATTERN);

export const isMonth = (text: string): text is Month => MONTH.test(text);

const startOf = (month: Month, zone: string): TZDate =>
	new TZDate(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1, zone);

/** The month an instant lies in, on the clocks of the zone. */
export const monthOf = (ms: number, zone: string): Month => format(new TZDate(ms, zone), 'yyyy-MM');

/** Half-open, in milliseconds since 1970. */
export const boundsOf = (
	month: Month,
	zone: string
): { readonly fromMs: number; readonly toMs: number } => ({
	fromMs: startOf(month, zone).getTime(),
	toMs: addMonths(startOf(month, zone), 1).getTime()
});

export const plusMonths = (month: Month, months: number): Month =>
	format(addMonths(startOf(month, 'UTC'), months), 'yyyy-MM');

/** Both included, ascending; empty when they stand the wrong way round. */
export function monthsBetween(first: Month, last: Month): Month[] {
	const months: Month[] = [];
	for (let month = first; month <= last; month = plusMonths(month, 1)) months.push(month);
	return months;
}
