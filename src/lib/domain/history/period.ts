/** The range a person asks for as two instants, and the stretch before it that it is fairly compared with. */
import { TZDate } from '@date-fns/tz';
import {
	addDays,
	addMonths,
	differenceInCalendarDays,
	differenceInCalendarMonths,
	format,
	startOfDay,
	startOfMonth
} from 'date-fns';
import { QUARTER_MS } from '../metrics/interval.ts';

export const RANGES = [
	'today',
	'yesterday',
	'7d',
	'28d',
	'90d',
	'month',
	'lastMonth',
	'custom'
] as const;
export type Range = (typeof RANGES)[number];

/** Half-open. */
export interface Period {
	readonly fromMs: number;
	readonly toMs: number;
}

/** A day of the calendar, `2026-11-20`. */
export type CalendarDay = string;

/** Longer than anybody reads day by day, and still one question to the database. */
export const LONGEST_DAYS = 1100;

const WHOLE_DAYS: Partial<Record<Range, number>> = { yesterday: 1, '7d': 7, '28d': 28, '90d': 90 };

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Null for a text that is no day of the calendar. */
export function readDay(text: string): CalendarDay | null {
	const match = DAY.exec(text);
	if (!match) return null;
	const at = new Date(`${text}T00:00:00Z`);
	return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? null : text;
}

/** The first instant of that day there; where midnight is skipped, the first there is. */
export function dayStartMs(day: CalendarDay, zone: string): number {
	const [, year, month, date] = DAY.exec(day) ?? [];
	const noon = new TZDate(Number(year), Number(month) - 1, Number(date), 12, zone);
	return startOfDay(noon).getTime();
}

export const dayOf = (ms: number, zone: string): CalendarDay =>
	format(new TZDate(ms, zone), 'yyyy-MM-dd');

/** The last day that the period touches. */
export const lastDayOf = ({ toMs }: Period, zone: string): CalendarDay => dayOf(toMs - 1, zone);

/** Midnights go to midnights, also where one is skipped; other clock readings stay as they are. */
function moved(ms: number, zone: string, move: (at: TZDate) => TZDate): number {
	const at = new TZDate(ms, zone);
	const there = move(at);
	return (startOfDay(at).getTime() === ms ? startOfDay(there) : there).getTime();
}
const shiftDays = (ms: number, days: number, zone: string): number =>
	moved(ms, zone, (at) => addDays(at, days));
const shiftMonths = (ms: number, months: number, zone: string): number =>
	moved(ms, zone, (at) => addMonths(at, months));

/** The end of the running quarter of an hour: what came until now is within. */
const untilNow = (nowMs: number): number =>
	Math.floor(nowMs / QUARTER_MS) * QUARTER_MS + QUARTER_MS;

interface Asked {
	readonly zone: string;
	readonly nowMs: number;
	/** Of `custom`: both days are within. */
	readonly first: CalendarDay | null;
	readonly last: CalendarDay | null;
}

/** Days are whole days that have ended; only `today` and `month` go up to now. */
export function periodOf(range: Range, { zone, nowMs, first, last }: Asked): Period {
	const now = new TZDate(nowMs, zone);
	const today = startOfDay(now).getTime();
	const days = WHOLE_DAYS[range];
	if (days !== undefined) return { fromMs: shiftDays(today, -days, zone), toMs: today };
	if (range === 'today') return { fromMs: today, toMs: untilNow(nowMs) };
	const month = startOfMonth(now).getTime();
	if (range === 'month') return { fromMs: month, toMs: untilNow(nowMs) };
	if (range === 'lastMonth') return { fromMs: shiftMonths(month, -1, zone), toMs: month };
	const begin = first ?? dayOf(today, zone);
	const end = last ?? begin;
	const fromMs = dayStartMs(begin, zone);
	return { fromMs, toMs: shiftDays(dayStartMs(end, zone), 1, zone) };
}

/** By how much the period before lies before it. */
export interface Shift {
	readonly unit: 'weeks' | 'months';
	readonly count: number;
}

const WEEK_DAYS = 7;
const isMonthStart = (ms: number, zone: string): boolean =>
	startOfMonth(new TZDate(ms, zone)).getTime() === ms;

/**
 * Months are compared with months; everything else with the same days of the week: as many whole weeks earlier as the
 * period needs not to overlap.
 */
export function shiftOf(range: Range, { fromMs, toMs }: Period, zone: string): Shift {
	if (range === 'month') return { unit: 'months', count: 1 };
	const [from, to] = [new TZDate(fromMs, zone), new TZDate(toMs, zone)];
	if (isMonthStart(fromMs, zone) && isMonthStart(toMs, zone)) {
		return { unit: 'months', count: differenceInCalendarMonths(to, from) };
	}
	const days = differenceInCalendarDays(new TZDate(toMs - 1, zone), from) + 1;
	return { unit: 'weeks', count: Math.ceil(days / WEEK_DAYS) };
}

/** The same clock readings, so many weeks or months earlier. */
export function periodBefore(
	{ fromMs, toMs }: Period,
	{ unit, count }: Shift,
	zone: string
): Period {
	const shift = (ms: number): number =>
		unit === 'weeks' ? shiftDays(ms, -count * WEEK_DAYS, zone) : shiftMonths(ms, -count, zone);
	const before = { fromMs: shift(fromMs), toMs: shift(toMs) };
	// The 31st of a month is the 30th of a shorter one: what is before ends where the period begins at the latest.
	return { fromMs: before.fromMs, toMs: Math.min(before.toMs, fromMs) };
}
