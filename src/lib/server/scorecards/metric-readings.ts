/** Metrics of a unit by month, as readings: all metrics of one source and filter in one question. */
import { MEASURE_SOURCES } from '../queries/sources/all.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { findMetric, metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { AnyMeasure, Source } from '#lib/domain/metrics/measures.ts';
import { measuresOfFormula } from '#lib/domain/metrics/metric.ts';
import type { Dimension, Metric, MetricValue } from '#lib/domain/metrics/metric.ts';
import type { Readings } from '#lib/domain/scorecard/measured.ts';
import { boundsOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { readingOf } from '#lib/domain/scorecard/reading.ts';
import type { Reading } from '#lib/domain/scorecard/reading.ts';
import type { MeasureSource } from '#lib/domain/scorecard/scorecard.ts';
import { answerMetrics } from '../api/metric-answer.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { DEFAULT_TENANT } from '../queries/tenant.ts';

const DAY_MS = 24 * 3_600_000;

export type Filters = Readonly<Record<Dimension, string[]>>;
type MetricSource = Extract<MeasureSource, { kind: 'metric' }>;

/** What of the rows in scope a unit is: one agent, or some teams; empty and null: all of them. */
export interface Narrowing {
	readonly agent: string | null;
	readonly teams: readonly string[];
}

/** Null: the measure is of other teams than the unit. */
function filtersOf(source: MetricSource, { agent, teams }: Narrowing): Filters | null {
	const chosen = [...source.teams].sort();
	const team = chosen.length === 0 ? teams : chosen.filter((one) => isIn(teams, one));
	if (chosen.length > 0 && team.length === 0) return null;
	return {
		queue: [...source.queues].sort(),
		channel: [...source.channels].sort(),
		...{ team: [...team], agent: agent === null ? [] : [agent] }
	};
}

const isIn = (teams: readonly string[], team: string): boolean =>
	teams.length === 0 || teams.includes(team);

/** Of contacts nobody may have handled, which are of no agent and no team. */
const OF_QUEUES_ALONE: ReadonlySet<AnyMeasure> = new Set<AnyMeasure>([
	'offered',
	'abandoned',
	'shortAbandoned',
	'closed',
	'flowedOut',
	'serviceLevelDenominator',
	'callsDue'
]);

/** False: of a single agent or team it would say nothing, as nobody is to blame for a lost call. */
const isOfPeople = ({ formula }: Metric): boolean =>
	!measuresOfFormula(formula).some((measure) => OF_QUEUES_ALONE.has(measure));

/** False: it is only known live, or does not know what is asked to be told apart. */
const isReadable = (metric: Metric, filters: Filters): boolean =>
	metricSource(metric) !== null &&
	(Object.keys(filters) as Dimension[]).every(
		(name) => filters[name].length === 0 || metric.dimensions.includes(name)
	);

export interface AskedMetric {
	readonly metric: Metric;
	readonly filters: Filters;
}

/** Null: the metric is gone, or says nothing of what is asked for. */
export function askedMetric(source: MetricSource, of: Narrowing): AskedMetric | null {
	const metric = findMetric(source.metric);
	const filters = filtersOf(source, of);
	if (!metric || !filters || !isReadable(metric, filters)) return null;
	const isNarrowed = of.agent !== null || of.teams.length > 0;
	return isNarrowed && !isOfPeople(metric) ? null : { metric, filters };
}

/** The most days of a source that are asked at once. */
const longestMs = (source: Source): number =>
	(MEASURE_SOURCES[source].intervals === null ? MEASURE_SOURCES[source].longestDays : 1600) *
	DAY_MS;

/** Stretches of months without gaps that a source answers at once, newest first. */
export function stretchesOf(months: readonly Month[], source: Source, zone: string): Month[][] {
	const stretches: Month[][] = [];
	const startMs = (month: Month): number => boundsOf(month, zone).fromMs;
	for (const month of [...months].sort().reverse()) {
		const open = stretches.at(-1);
		const [next] = open ?? [];
		const last = open?.at(-1);
		const isNext = next !== undefined && plusMonths(month, 1) === next;
		const fits =
			last !== undefined && boundsOf(last, zone).toMs - startMs(month) <= longestMs(source);
		if (open && isNext && fits) open.unshift(month);
		else stretches.push([month]);
	}
	return stretches;
}

export interface MetricsAsk {
	readonly metrics: readonly Metric[];
	readonly filters: Filters;
	/** Without gaps, ascending. */
	readonly months: readonly Month[];
	readonly scope: RowScope;
}

export interface MetricOptions {
	readonly clickhouse: ClickHouse;
	readonly zone: string;
	readonly repeatWindowMs: number;
	readonly now: () => number;
	/** Before it nothing was measured; null: nothing was. */
	readonly firstMs: number | null;
}

/** A sum of nothing is 0 where contacts were counted, and nothing before the first of them. */
function isMeasured(month: Month, { firstMs, zone }: MetricOptions): boolean {
	return firstMs !== null && boundsOf(month, zone).toMs > firstMs;
}

/** By id of the metric. Rejects with QueryError. */
export async function readMetrics(
	{ metrics, filters, months, scope }: MetricsAsk,
	options: MetricOptions
): Promise<ReadonlyMap<string, Readings>> {
	const { clickhouse, zone, repeatWindowMs, now } = options;
	const [first = '', last = first] = [months[0], months.at(-1)];
	const request = {
		...{ metrics, filters, zone, by: [], interval: '1M' as const },
		fromMs: boundsOf(first, zone).fromMs,
		toMs: boundsOf(last, zone).toMs
	};
	const asking = { clickhouse, tenant: DEFAULT_TENANT, scope, now, repeatWindowMs };
	const answered = await answerMetrics(request, asking);
	if ('problem' in answered) throw new Error(answered.problem.detail);
	const rows = new Map(
		answered.answer.rows.map((row) => [
			typeof row['at'] === 'string' ? row['at'].slice(0, 7) : '',
			row
		])
	);
	return new Map(
		metrics.map((metric) => {
			const readings = new Map<Month, Reading | null>();
			for (const month of months) {
				const value = (rows.get(month)?.[metric.id] ?? null) as MetricValue | null;
				const reading = isMeasured(month, options) ? readingOf(metric, value) : null;
				readings.set(month, reading?.denominator === 0 ? null : reading);
			}
			return [metric.id, readings];
		})
	);
}
