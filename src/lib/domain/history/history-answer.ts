/** What the server answers to a history page. Rows are those of the metrics API, so that both say the same to the digit. */
import type { Dimension, MetricValue } from '../metrics/metric.ts';
import type { Bucket } from './interval-choice.ts';
import type { Period, Shift } from './period.ts';
import type { DefinitionChange } from './definition-changes.ts';
import type { WeekCell } from './week-grid.ts';

/** `at`, the names of the dimensions asked, and a value for each metric. */
export type HistoryRow = Record<string, string | MetricValue | null>;

export interface PeriodRows {
	/** By bucket, and by the split where there is one (then only for the largest). */
	readonly rows: readonly HistoryRow[];
	/** Over the whole range, recomputed from sums. */
	readonly total: HistoryRow | null;
	/** Over the whole range by the split; empty without one. */
	readonly parts: readonly HistoryRow[];
}

/** Metrics that know the same dimensions are asked together. */
export interface HistoryGroup {
	readonly metrics: readonly string[];
	/** Filters that the metrics do not know: their numbers are of everything. */
	readonly ignored: readonly Dimension[];
	/** Null: not split, or the metrics do not know that dimension. */
	readonly by: Dimension | null;
	readonly now: PeriodRows;
	readonly before: PeriodRows | null;
	/** Parameters of `/api/v1/metrics/query` and of its export. */
	readonly query: string;
	readonly queryBefore: string | null;
}

/** How often single durations were so long; both edges in milliseconds. */
export interface SpreadBar {
	readonly fromMs: number;
	readonly toMs: number;
	readonly n: number;
}
export interface Spread {
	readonly metric: string;
	readonly bars: readonly SpreadBar[];
	readonly median: number | null;
	readonly p90: number | null;
	readonly p95: number | null;
}

/** Why there are no numbers. */
export type Trouble = 'unavailable' | 'tooMuch' | 'forbidden';

export interface HistoryAnswer {
	readonly asOfMs: number;
	readonly period: Period;
	readonly before: (Period & { readonly shift: Shift }) | null;
	readonly bucket: Bucket;
	readonly groups: readonly HistoryGroup[];
	readonly changes: readonly DefinitionChange[];
	readonly week: readonly WeekCell[];
	readonly spreads: readonly Spread[];
	/** Nothing was counted in the range: the days there is something of; null when there is something or nobody knows. */
	readonly reach: Period | null;
	readonly trouble: Trouble | null;
}
