/** What the measures of some metrics are summed from. */
import type { Source } from '#lib/domain/metrics/measures.ts';
import type { Split } from '#lib/domain/metrics/metric.ts';

/**
 * A source as SQL. A relation has the columns `at` (instant that decides the bucket, DateTime64(3, 'UTC')), `queue`,
 * `channel`, `agent`, those of its dimensions that others do not have, and one for each measure of the source, in snake case. It may read the parameters `{tenant: String}`,
 * `{fromMs: Int64}`, `{toMs: Int64}`, `{nowMs: Int64}` and `{repeatWindowMs: Int64}`; rows with `at` outside of
 * [from, to) are filtered away by whoever asks. It stands in brackets and is given the alias `m`.
 */
export interface MeasureSource {
	readonly source: Source;
	/**
	 * A row for each thing that adds: with `interaction_id` (empty when it is of none) and `piece`, which tells apart what is
	 * of the same interaction at the same instant. Right for any range to the millisecond.
	 */
	readonly pieces: string;
	/** Sums of quarters of an hour, with the sketches of durations; null: summed from the pieces each time. */
	readonly intervals: string | null;
	/** Whose rows, as a condition on `m`; from row-scope.ts. `team` is the column with the agent's team where it is joined. */
	readonly inScope: string;
	readonly dimensions: readonly Split[];
	/** Aligned ranges and others alike may be as long as this many days. */
	readonly longestDays: number;
}
