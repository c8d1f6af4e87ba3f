/** Histograms of durations, for the metrics that have single ones. */
import type { HistoryRow, Spread } from '#lib/domain/history/history-answer.ts';
import { cellOf } from '#lib/domain/history/panels.ts';
import type { MetricValue } from '#lib/domain/metrics/metric.ts';
import { DEFAULT_REPEAT_WINDOW_MS } from '../api/metric-answer.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { STEPS_A_DECADE, durationSpread } from '../queries/duration-spread.ts';
import { requestOf } from './period-rows.ts';
import type { Question } from './period-rows.ts';

const edgeMs = (step: number): number => 10 ** (step / STEPS_A_DECADE);

/** Steps between the first and the last that nothing fell into are bars of nothing. */
function barsOf([steps, counts]: readonly [readonly number[], readonly number[]]): Spread['bars'] {
	const known = new Map(steps.map((step, index) => [step, counts[index] ?? 0]));
	const [first = 0] = steps;
	const last = steps.at(-1) ?? first - 1;
	return Array.from({ length: last - first + 1 }, (_, index) => ({
		fromMs: edgeMs(first + index),
		toMs: edgeMs(first + index + 1),
		n: known.get(first + index) ?? 0
	}));
}

type Percentiles = Pick<Spread, 'median' | 'p90' | 'p95'>;

/** Of the API; null where a metric has none there. */
function sketched(value: MetricValue | null): Percentiles | null {
	if (!value || !('median' in value)) return null;
	return { median: value.median ?? null, p90: value.p90 ?? null, p95: value.p95 ?? null };
}

const exact = ([median = null, p90 = null, p95 = null]: readonly (
	number | null
)[]): Percentiles => ({
	median,
	p90,
	p95
});

/** The percentiles of the table beside it where there are such, so that the page says one number. */
export async function spreadsOf(
	question: Question,
	total: HistoryRow | null,
	{ clickhouse, tenant, scope, now, repeatWindowMs, signal }: AnswerOptions
): Promise<Spread[]> {
	const { fromMs, toMs, zone, filters } = requestOf({
		...question,
		interval: 'none',
		isSplit: false
	});
	const filtersAgents = filters.agent.length > 0 || filters.team.length > 0;
	const params = {
		tenant,
		fromMs,
		toMs,
		tz: zone,
		nowMs: now(),
		repeatWindowMs: repeatWindowMs ?? DEFAULT_REPEAT_WINDOW_MS,
		...filters
	};
	const options = { scope, ...(signal ? { signal } : {}) };
	const spreads = question.group.metrics.map(async (metric): Promise<Spread[]> => {
		const asked = durationSpread(metric, filtersAgents);
		if (!asked) return [];
		const [row] = await clickhouse.query('report', asked, params, options);
		const percentiles = sketched(cellOf(total, metric.id)) ?? exact(row?.quantiles ?? []);
		return [{ metric: metric.id, bars: row ? barsOf(row.bars) : [], ...percentiles }];
	});
	return (await Promise.all(spreads)).flat();
}
