/** A measure over months: its value for a period, how that stands to its target, and what its course says. */
import { laneyChart, xmrChart } from '../statistics/control-limits.ts';
import type { ControlChart } from '../statistics/control-limits.ts';
import type { Month } from './month.ts';
import { addReadings, valueOf } from './reading.ts';
import type { Reading, ReadingState } from './reading.ts';
import type { Measure } from './scorecard.ts';
import { gapOf, indexOf } from './target.ts';
import type { Target } from './target.ts';

/** Readings of one source and unit by month; what is not in it was not read, null is nothing measured. */
export type Readings = ReadonlyMap<Month, Reading | null>;

/** The value of one stretch of time. */
export interface Measured {
	/** In the unit of the measure; null: nothing is known. */
	readonly value: number | null;
	readonly n: number;
	readonly state: ReadingState | null;
	/** Less stands behind it than the measure asks for: it is shown, and not judged. */
	readonly isTooFew: boolean;
	/** 0..100; null: no value, no target, or too little behind it. */
	readonly index: number | null;
	/** To the target; 0 and above: reached. Null without value or target. */
	readonly gap: number | null;
}

const NOTHING_MEASURED: Measured = {
	value: null,
	n: 0,
	state: null,
	isTooFew: false,
	index: null,
	gap: null
};

/** The sums of the months, held against a target. */
export function measure(
	readings: Readings,
	months: readonly Month[],
	{ target, leastN }: Pick<Measure, 'target' | 'leastN'>
): Measured {
	const whole = addReadings(months.map((month) => readings.get(month) ?? null));
	if (whole === null) return NOTHING_MEASURED;
	const { n, state } = whole;
	const value = valueOf(whole);
	const isTooFew = value !== null && n < leastN;
	return {
		...{ value, n, state, isTooFew },
		index: target === null || isTooFew ? null : indexOf(value, target),
		gap: value === null || target === null ? null : gapOf(value, target)
	};
}

export interface HistoryPoint extends Measured {
	readonly month: Month;
	/** The target of its time; null: it had none, or the measure was not there. */
	readonly target: Target | null;
	/** The month is not over. */
	readonly isPartial: boolean;
}

/** What the last whole month says against the months before it. `none`: too few months, or nothing moves. */
export type Trend = 'better' | 'worse' | 'moved' | 'steady' | 'none';

export interface Course {
	readonly points: readonly HistoryPoint[];
	/** Limits one a point; null: fewer than eight whole months, or all alike. */
	readonly chart: ControlChart | null;
	readonly trend: Trend;
}

/** Shares by Laney's p′, all else by XmR; the month that is not over has no part in it. */
export function chartOf(
	points: readonly HistoryPoint[],
	readings: Readings,
	isShare: boolean
): ControlChart | null {
	const whole = points.map(({ isPartial, month }) =>
		isPartial ? null : (readings.get(month) ?? null)
	);
	const values = whole.map((reading) => (reading === null ? null : valueOf(reading)));
	if (new Set(values.filter((value) => value !== null)).size < 2) return null;
	const shares = whole.map((reading) => {
		const denominator = reading?.denominator ?? null;
		return reading && denominator !== null ? { numerator: reading.numerator, denominator } : null;
	});
	return (isShare ? laneyChart(shares) : null) ?? xmrChart(values);
}

/** Which way the last whole month points, where a signal includes it; by the direction of its target. */
export function trendOf(points: readonly HistoryPoint[], chart: ControlChart | null): Trend {
	const last = points.findLastIndex(({ isPartial, value }) => !isPartial && value !== null);
	if (chart === null || last < 0) return 'none';
	const signal = chart.signals.find((one) => one.points.includes(last));
	if (!signal) return 'steady';
	const direction = points[last]?.target?.direction;
	if (direction === undefined || direction === 'band') return 'moved';
	return (signal.side === 'above') === (direction === 'up') ? 'better' : 'worse';
}
