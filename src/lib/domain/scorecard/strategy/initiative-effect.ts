/**
 * What came of what an initiative was to change: the value before it began, the value since, and whether the course of the
 * measure shows a signal. That it came after is no proof that it came from it.
 */
import type { CalendarDay } from '../../history/period.ts';
import { measure } from '../measured.ts';
import type { Readings } from '../measured.ts';
import { monthsBetween, plusMonths } from '../month.ts';
import type { Month } from '../month.ts';
import type { MeasureView } from '../view.ts';
import type { ExpectedEffect, Initiative } from './initiative.ts';

/** Months the value before, and the value since, are added up from. */
export const EFFECT_MONTHS = 3;

/**
 * `reached`: the value changed by at least as much as was hoped for. `waiting`: not yet, and there is time. `missed`: the month
 * is over without it. `unknown`: no value before, or none since.
 */
export type EffectState = 'reached' | 'waiting' | 'missed' | 'unknown';

export interface EffectReview {
	readonly effect: ExpectedEffect;
	/** Of the whole months before the first day, at most three. */
	readonly before: number | null;
	/** Of the last whole months after the one it began in, at most three, until the month it was hoped for. */
	readonly since: number | null;
	readonly change: number | null;
	readonly state: EffectState;
	/** A control chart shows that the measure moved since: to the better, to the worse, or somewhere. */
	readonly signal: 'better' | 'worse' | 'moved' | null;
	/** Other initiatives that name the same measure: what came cannot be told apart. */
	readonly shared: number;
}

const valueOf = (readings: Readings, months: readonly Month[]): number | null =>
	measure(readings, months, { target: null, leastN: 0 }).value;

/** Sums are compared by the month: three months of contacts are three times one. Of a level the last month counts. */
function perMonth(readings: Readings, months: readonly Month[]): number | null {
	const known = months.filter((month) => (readings.get(month) ?? null) !== null);
	const value = valueOf(readings, known);
	const isSum = known.some((month) => {
		const reading = readings.get(month);
		return reading?.denominator === null && reading.isLevel !== true;
	});
	return value === null || !isSum ? value : value / known.length;
}

function signalSince({ points, chart }: MeasureView, first: Month): EffectReview['signal'] {
	const from = points.findIndex(({ month }) => month > first);
	const signal = chart?.signals.findLast((one) => one.points.some((at) => from >= 0 && at >= from));
	if (!signal) return null;
	const direction = points.at(-1)?.target?.direction;
	if (direction === undefined || direction === 'band') return 'moved';
	return (signal.side === 'above') === (direction === 'up') ? 'better' : 'worse';
}

export function reviewOf(
	effect: ExpectedEffect,
	{ startsOn }: Pick<Initiative, 'startsOn'>,
	{
		view,
		readings,
		thisMonth,
		shared
	}: {
		/** Null: the scorecard has the measure no more. */
		readonly view: MeasureView | null;
		readonly readings: Readings;
		readonly thisMonth: Month;
		readonly shared: number;
	}
): EffectReview {
	const first = startsOn.slice(0, 7);
	const last = [effect.month, plusMonths(thisMonth, -1)].sort()[0] ?? effect.month;
	const after = monthsBetween(plusMonths(first, 1), last).slice(-EFFECT_MONTHS);
	const before = perMonth(readings, monthsBefore(first));
	const since = perMonth(readings, after);
	const change = before === null || since === null ? null : since - before;
	return {
		...{ effect, before, since, change, shared },
		state: stateOf(effect, change, thisMonth),
		signal: view === null ? null : signalSince(view, first)
	};
}

const monthsBefore = (first: Month): Month[] =>
	monthsBetween(plusMonths(first, -EFFECT_MONTHS), plusMonths(first, -1));

/** Floating-point sums: a hope that was met to the last digit is met. */
const ROUNDING = 1e-9;

function stateOf(
	{ change: hoped, month }: ExpectedEffect,
	change: number | null,
	thisMonth: Month
): EffectState {
	if (change === null) return 'unknown';
	if (Math.sign(hoped) * change >= Math.abs(hoped) * (1 - ROUNDING)) return 'reached';
	return month < thisMonth ? 'missed' : 'waiting';
}

/** The months that a review reads. */
export function monthsOfReview({ startsOn }: { readonly startsOn: CalendarDay }, until: Month) {
	return monthsBetween(plusMonths(startsOn.slice(0, 7), -EFFECT_MONTHS), until);
}
