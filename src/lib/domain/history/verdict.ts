/** Whether the course of a metric says something: its control chart, and why there is none. */
import { TZDate } from '@date-fns/tz';
import type { Metric, MetricUnit, MetricValue } from '../metrics/metric.ts';
import { FEWEST_POINTS, laneyChart, xmrChart } from '../statistics/control-limits.ts';
import type { ControlChart, Share } from '../statistics/control-limits.ts';
import { isWithinDay } from './interval-choice.ts';
import type { Bucket } from './interval-choice.ts';

export interface VerdictPoint {
	readonly atMs: number;
	readonly value: MetricValue | null;
	/** Not whole: cut by the range or not over yet. It has no part in limits. */
	readonly isPartial: boolean;
}

/** `season`: within a day a number follows the hour. `few`: less than eight points. `flat`: all the same. */
export type NoLimits = 'season' | 'few' | 'flat';

export type Verdict =
	| { readonly chart: ControlChart; readonly method: 'xmr' | 'weekday' | 'laney' }
	| { readonly chart: null; readonly why: NoLimits };

const WEEK = 7;
/** Fewer weeks do not tell a Sunday from a bad day. */
const FEWEST_WEEKS = 4;

const shareOf = (value: MetricValue | null): Share | null =>
	value && 'denominator' in value ? value : null;

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
	return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** What each day of the week usually is of the mean of all seven, for counts a day over at least four weeks. */
function weekdayFactors(points: readonly VerdictPoint[], zone: string): number[] | null {
	const days = points.map(({ atMs }) => new TZDate(atMs, zone).getDay());
	const usual = Array.from({ length: WEEK }, (_, day) =>
		points.flatMap(({ value, isPartial }, index) =>
			days[index] === day && !isPartial && value?.value !== null && value !== null
				? [value.value]
				: []
		)
	);
	if (usual.some((values) => values.length < FEWEST_WEEKS)) return null;
	const medians = usual.map(median);
	const mean = medians.reduce((sum, value) => sum + value, 0) / WEEK;
	return mean > 0 ? days.map((day) => (medians[day] ?? 0) / mean) : null;
}

/** Lower limits of what cannot be below nothing. */
const notBelowZero = (chart: ControlChart): ControlChart => ({
	...chart,
	limits: chart.limits.map((limit) => limit && { ...limit, low: Math.max(0, limit.low) })
});

/** Without a value below nothing, as counts, times and shares are. */
const NEVER_NEGATIVE: readonly MetricUnit[] = ['count', 'duration', 'ratio'];

function individuals(
	unit: MetricUnit,
	values: readonly (number | null)[],
	factors: readonly number[] | null
): Verdict {
	const chart = xmrChart(values, factors ?? undefined);
	if (!chart) return { chart: null, why: 'few' };
	return {
		chart: NEVER_NEGATIVE.includes(unit) ? notBelowZero(chart) : chart,
		method: factors ? 'weekday' : 'xmr'
	};
}

/** Shares by Laney's p′, counts a day without the day of the week, everything else by XmR. */
export function verdictOf(
	{ formula, unit }: Pick<Metric, 'formula' | 'unit'>,
	points: readonly VerdictPoint[],
	{ bucket, zone }: { readonly bucket: Bucket; readonly zone: string }
): Verdict {
	if (isWithinDay(bucket)) return { chart: null, why: 'season' };
	const whole = points.map((point) => (point.isPartial ? null : point.value));
	const values = whole.map((value) => value?.value ?? null);
	const present = values.filter((value) => value !== null);
	if (present.length < FEWEST_POINTS) return { chart: null, why: 'few' };
	if (new Set(present).size === 1) return { chart: null, why: 'flat' };
	const laney = formula.kind === 'ratio' ? laneyChart(whole.map(shareOf)) : null;
	if (laney) return { chart: laney, method: 'laney' };
	const factors = unit === 'count' && bucket === '1d' ? weekdayFactors(points, zone) : null;
	return individuals(unit, values, factors);
}
