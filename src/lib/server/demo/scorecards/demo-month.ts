/** Months and days of the demo, told from the running month, so that its story is as old on any day it begins. */
import type { Day } from '#lib/domain/scorecard/money/day.ts';
import { plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';

/** How far the figures of the demo reach back. */
export const MONTHS_BACK = 16;

/** −1 is the last whole month. */
export type MonthAt = (offset: number) => Month;
export type DayAt = (offset: number, day: number) => Day;

export interface DemoCalendar {
	readonly month: MonthAt;
	readonly day: DayAt;
}

export const demoCalendar = (thisMonth: Month): DemoCalendar => {
	const month: MonthAt = (offset) => plusMonths(thisMonth, offset);
	return { month, day: (offset, day) => `${month(offset)}-${String(day).padStart(2, '0')}` };
};

const MONTH_NAMES = [
	...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
	...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']
];

/** `octubre de 2026`: the texts of the demo are in Spanish. */
export const monthInWords = (month: Month): string =>
	`${MONTH_NAMES[Number(month.slice(5)) - 1] ?? ''} de ${month.slice(0, 4)}`;
