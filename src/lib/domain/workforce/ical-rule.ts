/**
 * The days on which something repeats (RRULE, RFC 5545 §3.3.10), by walking from period to period of the calendar: a rule
 * that no day fits, or that began long ago, costs what its days cost and no more.
 */
import type ICAL from 'ical.js';
import { daysBetween, plusDays } from './import-clock.ts';

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Frequency = (typeof FREQUENCIES)[number];
/** Further apart than anybody plans. */
const LONGEST_INTERVAL = 366;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A weekday, and which of its kind in the month or year; 0: each. */
interface WeekdayPart {
	readonly weekday: number;
	readonly nth: number;
}

export interface DayRule {
	readonly frequency: Frequency;
	readonly interval: number;
	/** Null: not limited by number. */
	readonly count: number | null;
	readonly weekdays: readonly WeekdayPart[];
	readonly monthDays: readonly number[];
	readonly months: readonly number[];
	readonly positions: readonly number[];
	/** 0 is Sunday. */
	readonly weekStart: number;
}

/** Days that may still be looked at, over all events of a file. */
export interface DayBudget {
	left: number;
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const monthOf = (date: string): number => Number(date.slice(5, 7));
const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;
const numbers = (parts: unknown): number[] =>
	Array.isArray(parts) ? parts.map(Number).filter(Number.isInteger) : [];

function plusMonths(date: string, months: number): string {
	const whole = Number(date.slice(0, 4)) * 12 + monthOf(date) - 1 + months;
	const year = String(Math.floor(whole / 12)).padStart(4, '0');
	return `${year}-${String((whole % 12) + 1).padStart(2, '0')}-01`;
}

function readWeekday(text: string): WeekdayPart | null {
	const [, nth, name] = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(text) ?? [];
	return name === undefined ? null : { weekday: WEEKDAYS.indexOf(name), nth: Number(nth ?? 0) };
}

const KNOWN_PARTS = new Set(['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS']);

/** Null for a rule that is none of whole days, such as every hour or by the number of the week. */
export function readDayRule(recur: ICAL.Recur): DayRule | null {
	const frequency = FREQUENCIES.find((one) => one === recur.freq);
	const parts = recur.parts as Record<string, unknown>;
	const days = Array.isArray(parts['BYDAY']) ? parts['BYDAY'].map(String).map(readWeekday) : [];
	const isKnown = Object.keys(parts).every((part) => KNOWN_PARTS.has(part));
	if (frequency === undefined || !isKnown || days.includes(null)) return null;
	const { interval } = recur;
	if (!Number.isInteger(interval) || interval < 1 || interval > LONGEST_INTERVAL) return null;
	return {
		frequency,
		interval,
		count: recur.count ?? null,
		weekdays: days.filter((day) => day !== null),
		monthDays: numbers(parts['BYMONTHDAY']),
		months: numbers(parts['BYMONTH']),
		positions: numbers(parts['BYSETPOS']),
		// ical.js counts Sunday as 1.
		weekStart: (recur.wkst + 6) % 7
	};
}

/** The first day of the period a date is in. */
function periodOf({ frequency, weekStart }: DayRule, date: string): string {
	if (frequency === 'DAILY') return date;
	if (frequency === 'WEEKLY') return plusDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
	return frequency === 'MONTHLY' ? firstOfMonth(date) : `${date.slice(0, 4)}-01-01`;
}

function laterPeriod({ frequency }: DayRule, period: string, steps: number): string {
	if (frequency === 'DAILY') return plusDays(period, steps);
	if (frequency === 'WEEKLY') return plusDays(period, 7 * steps);
	return plusMonths(period, frequency === 'MONTHLY' ? steps : 12 * steps);
}

/** Whether a date is the nth, or the nth from the end, of its weekday between two dates. */
function isNth(date: string, nth: number, from: string, to: string): boolean {
	if (nth === 0) return true;
	const index =
		nth > 0 ? Math.floor(daysBetween(from, date) / 7) : Math.floor(daysBetween(date, to) / 7);
	return index === Math.abs(nth) - 1;
}

function fitsWeekday(rule: DayRule, date: string): boolean {
	const isInMonth = rule.frequency === 'MONTHLY' || rule.months.length > 0;
	const [from, to] = isInMonth
		? [firstOfMonth(date), plusDays(plusMonths(date, 1), -1)]
		: [`${date.slice(0, 4)}-01-01`, `${date.slice(0, 4)}-12-31`];
	return rule.weekdays.some(
		({ weekday, nth }) => weekday === weekdayOf(date) && isNth(date, nth, from, to)
	);
}

function fitsMonthDay({ monthDays }: DayRule, date: string): boolean {
	const day = Number(date.slice(8));
	const fromEnd = day - daysBetween(firstOfMonth(date), plusMonths(date, 1)) - 1;
	return monthDays.includes(day) || monthDays.includes(fromEnd);
}

/** What the rule does not say it takes from the day it begins on. */
function fitsBeginning(rule: DayRule, date: string, first: string): boolean {
	if (rule.weekdays.length > 0 || rule.monthDays.length > 0 || rule.frequency === 'DAILY')
		return true;
	if (rule.frequency === 'WEEKLY') return weekdayOf(date) === weekdayOf(first);
	if (date.slice(8) !== first.slice(8)) return false;
	return rule.frequency === 'MONTHLY' || rule.months.length > 0 || monthOf(date) === monthOf(first);
}

const fits = (rule: DayRule, date: string, first: string): boolean =>
	(rule.months.length === 0 || rule.months.includes(monthOf(date))) &&
	(rule.monthDays.length === 0 || fitsMonthDay(rule, date)) &&
	(rule.weekdays.length === 0 || fitsWeekday(rule, date)) &&
	fitsBeginning(rule, date, first);

function* daysOf(
	rule: DayRule,
	period: string,
	first: string,
	budget: DayBudget
): Generator<string> {
	const next = laterPeriod(rule, period, 1);
	const length = daysBetween(period, next);
	budget.left -= length;
	const days = Array.from({ length }, (_, day) => plusDays(period, day)).filter((date) =>
		fits(rule, date, first)
	);
	const { positions } = rule;
	yield* positions.length === 0
		? days
		: days.filter(
				(_, index) => positions.includes(index + 1) || positions.includes(index - days.length)
			);
}

/** Without a number to count to, nothing before the first day that matters has to be walked. */
function firstPeriod(rule: DayRule, first: string, from: string): string {
	const begin = periodOf(rule, first);
	if (rule.count !== null || from <= first) return begin;
	const lengths = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 } as const;
	const periods = Math.floor(daysBetween(begin, from) / lengths[rule.frequency]) - 1;
	const steps = Math.max(0, Math.floor(periods / rule.interval) * rule.interval);
	return laterPeriod(rule, begin, steps);
}

/**
 * The dates from `from` to `to`, both included, on which a rule that begins on `first` repeats; null when there were more
 * days to look at than the budget had. `isWithin`: the date is not after the end of the rule (UNTIL).
 */
export function repeatDates(
	rule: DayRule,
	{ first, from, to }: { first: string; from: string; to: string },
	isWithin: (date: string) => boolean,
	budget: DayBudget
): string[] | null {
	const dates: string[] = [];
	let seen = 0;
	let period = firstPeriod(rule, first, from);
	while (period <= to) {
		for (const date of daysOf(rule, period, first, budget)) {
			if (date < first) continue;
			seen += 1;
			if (date > to || !isWithin(date) || (rule.count !== null && seen > rule.count)) return dates;
			if (date >= from) dates.push(date);
		}
		if (budget.left < 0) return null;
		period = laterPeriod(rule, period, rule.interval);
	}
	return dates;
}
