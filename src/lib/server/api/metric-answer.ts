/** Answers a metric request: measures from the database, values by the catalogue. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { MEASURES, SKETCHES, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { bucketsBetween, formatInstant, isAligned } from '#lib/domain/metrics/interval.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import type { Metric, MetricValue } from '#lib/domain/metrics/metric.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { MOST_ROWS, metricSums } from '../queries/metric-sums.ts';
import type { MetricSumsRow } from '../queries/metric-sums.ts';
import { liveValues } from './live-values.ts';
import { MOST_BUCKETS } from './metric-request.ts';
import type { MetricRequest } from './metric-request.ts';
import { forbiddenDimension } from './metric-scope.ts';
import { badParameter } from './problem.ts';
import type { Problem } from './problem.ts';

export type MetricRow = Record<string, string | MetricValue | null>;

export interface MetricAnswer {
	readonly from: string;
	readonly to: string;
	readonly tz: string;
	readonly interval: string;
	readonly asOf: string;
	readonly rows: readonly MetricRow[];
}

export interface AnswerOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	/** Of whoever asks. */
	readonly scope: RowScope;
	readonly now: () => number;
	readonly signal?: AbortSignal;
}

const QUANTILES = ['median', 'p90', 'p95'] as const;

function measuresOf(row: MetricSumsRow): Measures {
	return Object.fromEntries(MEASURES.map((measure) => [measure, row[measure]])) as Measures;
}

/** The mean with its percentiles, or the value as it is. */
function withQuantiles(
	metric: Metric,
	value: MetricValue | null,
	row: MetricSumsRow | null
): MetricValue | null {
	if (metric.formula.kind !== 'mean' || value === null) return value;
	const sketch = SKETCHES.find(
		(name) => metric.formula.kind === 'mean' && name === metric.formula.sum
	);
	const quantiles = sketch && row ? row[`${sketch}Quantiles`] : [];
	const some = value.value !== null;
	return {
		...value,
		...Object.fromEntries(
			QUANTILES.map((name, index) => [name, some ? (quantiles[index] ?? null) : null])
		)
	};
}

function toRow(request: MetricRequest, bucketMs: number, row: MetricSumsRow | null): MetricRow {
	const measures = row ? measuresOf(row) : noMeasures();
	const out: MetricRow = { at: formatInstant(bucketMs, request.zone) };
	for (const name of request.by) out[name] = row ? row[name] : '';
	for (const metric of request.metrics) {
		if (metric.formula.kind === 'live') continue;
		out[metric.id] = withQuantiles(metric, metricValue(metric.formula, measures), row);
	}
	return out;
}

/** Every bucket of the range in a series without dimensions: an hour in which nothing came is a row of nulls. */
function fillBuckets(request: MetricRequest, rows: readonly MetricSumsRow[]): MetricRow[] {
	const { fromMs, toMs, interval, zone } = request;
	if (interval === 'none') return [toRow(request, fromMs, rows[0] ?? null)];
	const byBucket = new Map(rows.map((row) => [row.bucketS * 1000, row]));
	const starts = new Set(bucketsBetween(fromMs, toMs, interval, zone, MOST_BUCKETS + 1));
	// Whatever the calendar says, nothing that was counted is left out.
	for (const ms of byBucket.keys()) starts.add(ms);
	return [...starts]
		.sort((a, b) => a - b)
		.map((ms) => toRow(request, ms, byBucket.get(ms) ?? null));
}

async function askSums(
	request: MetricRequest,
	{ clickhouse, tenant, scope, signal }: AnswerOptions
): Promise<MetricSumsRow[]> {
	const { interval, by, filters, fromMs, toMs, zone } = request;
	const question = metricSums({
		interval,
		by,
		aligned: isAligned(fromMs) && isAligned(toMs),
		filtersAgents: filters.agent.length > 0 || filters.team.length > 0
	});
	const params = { tenant, fromMs, toMs, tz: zone, ...filters };
	return clickhouse.query('report', question, params, { scope, ...(signal ? { signal } : {}) });
}

/** Rejects with QueryError when the database does not answer. */
export async function answerMetrics(
	request: MetricRequest,
	options: AnswerOptions
): Promise<{ answer: MetricAnswer } | { problem: Problem }> {
	const forbidden = forbiddenDimension(request, options.scope);
	if (forbidden) return { problem: forbidden };
	const asOfMs = options.now();
	const historic = request.metrics.some((metric) => metric.formula.kind !== 'live');
	const sums = historic ? await askSums(request, options) : [];
	if (sums.length > MOST_ROWS) {
		return {
			problem: badParameter(
				'by',
				`the answer has more than ${MOST_ROWS} rows: ask for a shorter range, a longer interval or fewer dimensions`
			)
		};
	}
	let rows: MetricRow[] =
		request.by.length === 0
			? fillBuckets(request, sums)
			: sums.map((row) =>
					toRow(request, request.interval === 'none' ? request.fromMs : row.bucketS * 1000, row)
				);
	if (request.metrics.some((metric) => metric.formula.kind === 'live'))
		rows = await liveValues(request, rows, toRow(request, request.fromMs, null), options);
	return {
		answer: {
			from: formatInstant(request.fromMs, request.zone),
			to: formatInstant(request.toMs, request.zone),
			tz: request.zone,
			interval: request.interval,
			asOf: new Date(asOfMs).toISOString(),
			rows
		}
	};
}
