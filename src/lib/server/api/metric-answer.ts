/** Answers a metric request: measures from the database, values by the catalogue. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import { MEASURES_OF, SKETCHES } from '#lib/domain/metrics/measures.ts';
import type { AnyMeasure, Source } from '#lib/domain/metrics/measures.ts';
import { bucketsBetween, formatInstant, isAligned } from '#lib/domain/metrics/interval.ts';
import { besideValue, measuresOfFormula, metricValue } from '#lib/domain/metrics/metric.ts';
import type { Metric, MetricFormula, MetricValue } from '#lib/domain/metrics/metric.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/settings/settings.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { MOST_ROWS, metricSums } from '../queries/metric-sums.ts';
import type { MetricSumsRow } from '../queries/metric-sums.ts';
import { liveValues } from './live-values.ts';
import { MOST_BUCKETS } from './metric-request.ts';
import type { MetricRequest } from './metric-request.ts';
import { forbiddenDimension } from './metric-scope.ts';
import { OpenHoursReader } from './open-hours-reader.ts';
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
	/** Setting of the installation; the default of the contract where it is not given. */
	readonly repeatWindowMs?: number;
	readonly signal?: AbortSignal;
	/** Shared by the questions of a page. */
	readonly openHoursReader?: OpenHoursReader;
}

const DAY_MS = 24 * 3_600_000;
export const DEFAULT_REPEAT_WINDOW_MS = DEFAULT_SETTINGS.firstContact.windowDays * DAY_MS;

const QUANTILES = ['median', 'p90', 'p95'] as const;

/** The mean with its percentiles, or the value as it is. */
function withQuantiles(
	metric: Metric,
	value: MetricValue | null,
	row: MetricSumsRow | null
): MetricValue | null {
	const { formula } = metric;
	const sketch =
		formula.kind === 'mean' ? SKETCHES.find((name) => name === formula.sum) : undefined;
	if (sketch === undefined || value === null) return value;
	const quantiles = row?.[`${sketch}Quantiles`] ?? [];
	const some = value.value !== null;
	return {
		...value,
		...Object.fromEntries(
			QUANTILES.map((name, index) => [name, some ? (quantiles[index] ?? null) : null])
		)
	};
}

function toRow(request: MetricRequest, bucketMs: number, row: MetricSumsRow | null): MetricRow {
	const sums = row ?? {};
	const out: MetricRow = { at: formatInstant(bucketMs, request.zone) };
	for (const name of request.by) out[name] = row?.[name] ?? '';
	for (const metric of request.metrics) {
		if (metric.formula.kind === 'live') continue;
		const value = withQuantiles(metric, metricValue(metric.formula, sums), row);
		out[metric.id] =
			value === null ? null : { ...value, ...besideValue(metric.beside ?? {}, sums) };
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

const keyOf = ({ bucketS, queue, channel, agent, team, evaluator }: MetricSumsRow): string =>
	JSON.stringify([bucketS, queue, channel, agent, team, evaluator]);

/** Rows of several sources side by side: each has its own measures. */
function merged(answers: readonly MetricSumsRow[][]): MetricSumsRow[] {
	const [only = [], ...others] = answers;
	if (others.length === 0) return only;
	const rows = new Map<string, MetricSumsRow>();
	for (const row of answers.flat()) rows.set(keyOf(row), { ...rows.get(keyOf(row)), ...row });
	const names = (row: MetricSumsRow) => [row.queue, row.channel, row.agent, row.team].join('\0');
	return [...rows.values()].sort((a, b) => a.bucketS - b.bucketS || (names(a) < names(b) ? -1 : 1));
}

/** The sources the metrics are made of, each once. */
export const sourcesOf = (metrics: readonly Metric[]): Source[] => [
	...new Set(metrics.map(metricSource).filter((source) => source !== null))
];

/** Of one source, in the order of its list: the same metrics in another order are the same question. */
export function measuresAsked(metrics: readonly Metric[], source: Source): AnyMeasure[] {
	const asked = new Set(
		metrics.flatMap(({ formula, beside = {} }) => [
			...measuresOfFormula(formula),
			...Object.values(beside as Record<string, MetricFormula>).flatMap(measuresOfFormula)
		])
	);
	const all: readonly AnyMeasure[] = MEASURES_OF[source];
	return all.filter((measure) => asked.has(measure));
}

async function askSums(
	request: MetricRequest,
	asOfMs: number,
	options: AnswerOptions
): Promise<MetricSumsRow[]> {
	const { clickhouse, tenant, scope, repeatWindowMs, signal } = options;
	const { interval, by, filters, fromMs, toMs, zone } = request;
	const params = {
		tenant,
		fromMs,
		toMs,
		tz: zone,
		nowMs: asOfMs,
		repeatWindowMs: repeatWindowMs ?? DEFAULT_REPEAT_WINDOW_MS,
		...filters
	};
	const aligned = isAligned(fromMs) && isAligned(toMs);
	const filtersAgents = filters.agent.length > 0 || filters.team.length > 0;
	const sources = sourcesOf(request.metrics);
	const { openHoursReader = new OpenHoursReader(options) } = options;
	const { openHours, ...split } = await openHoursReader.of(sources, request);
	const answers = await Promise.all(
		sources.map((source) =>
			clickhouse.query(
				'report',
				metricSums({
					source,
					interval,
					by,
					aligned,
					filtersAgents,
					measures: measuresAsked(request.metrics, source),
					...split
				}),
				{ ...params, openHours },
				{ scope, ...(signal ? { signal } : {}) }
			)
		)
	);
	return merged(answers as MetricSumsRow[][]);
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
	const sums = historic ? await askSums(request, asOfMs, options) : [];
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
