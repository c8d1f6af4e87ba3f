/** The periods of plans in the zone of the installation, and the equal slices of time their draw is spread over. */
import { TZDate } from '@date-fns/tz';
import { addMonths, addWeeks, format, startOfISOWeek, startOfMonth } from 'date-fns';
import type { PlanPeriod, SamplingPlan } from './plan.ts';

/** Half-open. */
export interface SamplingPeriod {
	/** `2026-W47` (ISO 8601) or `2026-11`. */
	readonly key: string;
	readonly fromMs: number;
	readonly toMs: number;
}

export interface Slice {
	readonly fromMs: number;
	readonly toMs: number;
	/** Contacts each stratum gets out of it. */
	readonly share: number;
}

const KEY_FORMATS: Record<PlanPeriod, string> = { week: "RRRR-'W'II", month: 'yyyy-MM' };
/** A slice is a day or longer. */
const MOST_SLICES: Record<PlanPeriod, number> = { week: 7, month: 28 };

export const PERIOD_KEY = /^\d{4}-(?:W\d{2}|\d{2})$/;

/** The period an instant lies in: from Monday or the first of the month, midnight there. */
export function periodAt(period: PlanPeriod, atMs: number, zone: string): SamplingPeriod {
	const at = new TZDate(atMs, zone);
	const from = period === 'week' ? startOfISOWeek(at) : startOfMonth(at);
	const to = period === 'week' ? addWeeks(from, 1) : addMonths(from, 1);
	return {
		key: format(from, KEY_FORMATS[period]),
		fromMs: from.getTime(),
		toMs: to.getTime()
	};
}

/**
 * As many slices as the quota, at most 7 of a week and 28 of a month; slice i of n begins at from + ⌊i·(to − from)/n⌋
 * milliseconds, and gets ⌊(i + 1)·quota/n⌋ − ⌊i·quota/n⌋ of the quota.
 */
export function slicesOf(
	{ fromMs, toMs }: Pick<SamplingPeriod, 'fromMs' | 'toMs'>,
	{ period, quota, isSpread }: Pick<SamplingPlan, 'period' | 'quota' | 'isSpread'>
): Slice[] {
	const n = isSpread ? Math.min(quota, MOST_SLICES[period]) : 1;
	const edge = (i: number): number => fromMs + Math.floor((i * (toMs - fromMs)) / n);
	const upTo = (i: number): number => Math.floor((i * quota) / n);
	return Array.from({ length: n }, (_, i) => ({
		fromMs: edge(i),
		toMs: edge(i + 1),
		share: upTo(i + 1) - upTo(i)
	}));
}

/**
 * A slice that is drawn before it has ended is cut in two: what has passed gets its part of the share by time, rounded up,
 * and what is still to come the rest. Null: there is nothing to cut.
 */
export function cutSlice(slice: Slice, atMs: number): readonly [Slice, Slice] | null {
	const { fromMs, toMs, share } = slice;
	if (atMs <= fromMs || atMs >= toMs) return null;
	const first = Math.ceil((share * (atMs - fromMs)) / (toMs - fromMs));
	return [
		{ fromMs, toMs: atMs, share: first },
		{ fromMs: atMs, toMs, share: share - first }
	];
}
