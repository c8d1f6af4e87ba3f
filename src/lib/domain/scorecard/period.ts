/** The stretch of time a scorecard speaks of, and what it is compared with. Whole months, ending with a chosen one. */
import { monthsBetween, plusMonths } from './month.ts';
import type { Month } from './month.ts';

export const RANGES = ['month', 'quarter', 'year'] as const;
/** `quarter` and `year` run to the chosen month: to date. */
export type Range = (typeof RANGES)[number];
/** The stretch just before, of the same length; or the same months a year before. */
export const COMPARISONS = ['before', 'lastYear'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Period {
	readonly range: Range;
	/** The last month of it. */
	readonly month: Month;
}

const MONTHS_A_YEAR = 12;
const MONTHS_A_QUARTER = 3;
const BACK: Record<Range, number> = {
	month: 1,
	quarter: MONTHS_A_QUARTER,
	year: MONTHS_A_YEAR
};

/** The months of a period, ascending. */
export function monthsOf({ range, month }: Period): Month[] {
	const position = Number(month.slice(5)) - 1;
	const back = { month: 0, quarter: position % MONTHS_A_QUARTER, year: position }[range];
	return monthsBetween(plusMonths(month, -back), month);
}

/** The months it is compared with, as many and in the same order. A year to date is compared with that of the year before. */
export function comparedMonths(period: Period, comparison: Comparison): Month[] {
	const isYears = comparison === 'lastYear' || period.range === 'year';
	const back = isYears ? MONTHS_A_YEAR : BACK[period.range];
	return monthsOf(period).map((month) => plusMonths(month, -back));
}
