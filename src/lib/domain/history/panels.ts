/** One panel a metric: its courses, what they sum up to, and whether they say something. */
import { findMetric } from '../metrics/catalogue.ts';
import { bucketsBetween, nextBucketMs } from '../metrics/interval.ts';
import type { Dimension, Metric, MetricValue } from '../metrics/metric.ts';
import { alignBefore } from './alignment.ts';
import type { HistoryAnswer, HistoryGroup, HistoryRow, PeriodRows } from './history-answer.ts';
import { verdictOf } from './verdict.ts';
import type { Verdict, VerdictPoint } from './verdict.ts';

export interface PanelPoint extends VerdictPoint {
	readonly endMs: number;
	/** Of the place of this bucket in the period before. */
	readonly before: MetricValue | null;
}

export interface Course {
	/** Value of the split; empty for the whole. */
	readonly name: string;
	readonly points: readonly PanelPoint[];
}

export interface Panel {
	readonly metric: Metric;
	readonly group: HistoryGroup;
	/** One without a split; else the largest parts. */
	readonly courses: readonly Course[];
	readonly total: MetricValue | null;
	readonly beforeTotal: MetricValue | null;
	/** Null with a split: limits are of the whole. */
	readonly verdict: Verdict | null;
}

export const cellOf = (row: HistoryRow | null | undefined, id: string): MetricValue | null => {
	const cell = row?.[id];
	return typeof cell === 'object' ? cell : null;
};

export const nameIn = (row: HistoryRow, by: Dimension): string => {
	const name = row[by];
	return typeof name === 'string' ? name : '';
};

export const atMsOf = (row: HistoryRow): number =>
	typeof row['at'] === 'string' ? Date.parse(row['at']) : 0;

type Context = Pick<HistoryAnswer, 'period' | 'before' | 'bucket' | 'asOfMs'> & {
	readonly zone: string;
};

interface Valued {
	readonly atMs: number;
	readonly value: MetricValue | null;
}

const valuesOf = (rows: readonly HistoryRow[], id: string): Valued[] =>
	rows.map((row) => ({ atMs: atMsOf(row), value: cellOf(row, id) }));

function pointsOf(
	now: readonly Valued[],
	before: readonly Valued[],
	{ period, before: beforePeriod, bucket, asOfMs, zone }: Context
): PanelPoint[] {
	const starts = now.map(({ atMs }) => atMs);
	const aligned = beforePeriod
		? alignBefore(starts, before, { bucket, period, beforePeriod, zone })
		: [];
	return now.map(({ atMs, value }, index) => {
		const endMs = nextBucketMs(atMs, bucket, zone);
		return {
			atMs,
			endMs,
			value,
			isPartial: atMs < period.fromMs || endMs > period.toMs || endMs > asOfMs,
			before: aligned[index] ?? null
		};
	});
}

/** More points than a chart of any range has. */
const MOST_POINTS = 100_000;

/** A bucket without a row: nothing was counted, and there is nothing to divide by. */
const nothingOf = ({ formula }: Metric): MetricValue | null =>
	formula.kind === 'count' ? { value: 0 } : null;

/** Of a split: a course for each name, in the order of the rows, with the same buckets. */
function splitCourses(
	rows: readonly HistoryRow[],
	by: Dimension,
	metric: Metric,
	context: Context
): Course[] {
	const { period, bucket, zone } = context;
	const starts = bucketsBetween(period.fromMs, period.toMs, bucket, zone, MOST_POINTS);
	const names = [...new Set(rows.map((row) => nameIn(row, by)))];
	return names.map((name) => {
		const own = new Map(
			rows
				.filter((row) => nameIn(row, by) === name)
				.map((row) => [atMsOf(row), cellOf(row, metric.id)])
		);
		const now = starts.map((atMs) => ({ atMs, value: own.get(atMs) ?? nothingOf(metric) }));
		return { name, points: pointsOf(now, [], context) };
	});
}

function panelOf(metric: Metric, group: HistoryGroup, context: Context): Panel {
	const { now, before, by } = group;
	const total = cellOf(now.total, metric.id);
	const beforeTotal = cellOf(before?.total, metric.id);
	if (by !== null) {
		const courses = splitCourses(now.rows, by, metric, context);
		return { metric, group, courses, total, beforeTotal, verdict: null };
	}
	const points = pointsOf(
		valuesOf(now.rows, metric.id),
		valuesOf(before?.rows ?? [], metric.id),
		context
	);
	return {
		metric,
		group,
		courses: [{ name: '', points }],
		total,
		beforeTotal,
		verdict: verdictOf(metric, points, context)
	};
}

/** In the order the metrics were asked for. */
export function panelsOf(
	answer: Pick<HistoryAnswer, 'groups' | 'period' | 'before' | 'bucket' | 'asOfMs'>,
	ids: readonly string[],
	zone: string
): Panel[] {
	const context: Context = { ...answer, zone };
	return ids.flatMap((id) => {
		const metric = findMetric(id);
		const group = answer.groups.find(({ metrics }) => metrics.includes(id));
		return metric && group ? [panelOf(metric, group, context)] : [];
	});
}

/** Nothing was counted: neither numbers nor anything to divide by. */
export const isEmptyPeriod = ({ total }: Pick<PeriodRows, 'total'>): boolean =>
	total === null ||
	Object.values(total).every((cell) => {
		if (cell === null || typeof cell === 'string') return true;
		if ('denominator' in cell) return cell.denominator === 0;
		return 'n' in cell ? cell.n === 0 : cell.value === 0;
	});
