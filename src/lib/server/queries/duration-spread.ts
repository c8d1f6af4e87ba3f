/** How single durations of a metric are spread: a histogram of even steps on a logarithmic scale, and percentiles. */
import { Type } from '@sinclair/typebox';
import type { TObject } from '@sinclair/typebox';
import { METRICS, metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { MeanFormula, Metric } from '#lib/domain/metrics/metric.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import { columnOf } from './measure-columns.ts';
import { fromSource, piecesOf } from './metric-sums.ts';

/** Steps for each factor of ten. */
export const STEPS_A_DECADE = 10;

const Names = Type.Array(Type.String());
const params = Type.Object({
	tenant: Type.String(),
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	tz: Type.String(),
	nowMs: Type.Integer(),
	repeatWindowMs: Type.Integer(),
	queue: Names,
	channel: Names,
	agent: Names,
	team: Names
});
const row = Type.Object({
	/** Steps, and how many durations fell into each: `[[31, 32], [4, 9]]`. */
	bars: Type.Tuple([Type.Array(Type.Integer()), Type.Array(Type.Integer())]),
	/** `[median, p90, p95]`, milliseconds; null without a duration. */
	quantiles: Type.Array(Type.Union([Type.Number(), Type.Null()]))
});

type DurationSpread = QueryDefinition<typeof params, typeof row, 'rows'>;

interface Spreadable {
	readonly source: Source;
	readonly formula: MeanFormula;
}

/** Means of single durations; null for anything else. Time that is cut at the edges of buckets has no single ones. */
export function spreadable(metric: Metric): Spreadable | null {
	const source = metricSource(metric);
	const { formula, unit, bookedAt } = metric;
	const isSpread = unit === 'duration' && formula.kind === 'mean' && bookedAt !== 'time';
	return isSpread && source !== null ? { source, formula } : null;
}

function build({ source, formula }: Spreadable, ofAgents: boolean): DurationSpread {
	const n = `m.${columnOf(formula.n)}`;
	const each = `(m.${columnOf(formula.sum)} / ${formula.parts ?? 1} / ${n})`;
	return defineQuery<typeof params, TObject, 'rows'>({
		name: 'duration-spread',
		sql: `SELECT sumMap([toInt32(floor(log10(greatest(${each}, 1)) * ${STEPS_A_DECADE}))], [toUInt64(${n})]) AS bars,
				quantilesExactWeighted(0.5, 0.9, 0.95)(${each}, toUInt64(${n})) AS quantiles
			${fromSource(piecesOf(source, [formula.sum, formula.n]), { source, ofAgents })} AND ${n} > 0`,
		scope: 'rows',
		params,
		row
	}) as DurationSpread;
}

const keyOf = (id: string, ofAgents: boolean): string => `${id} ${String(ofAgents)}`;

const built = new Map(
	METRICS.flatMap((metric) => {
		const found = spreadable(metric);
		if (!found) return [];
		return [true, false].map(
			(ofAgents) => [keyOf(metric.id, ofAgents), build(found, ofAgents)] as const
		);
	})
);

/** Every one of them, for those who look over questions. */
export const DURATION_SPREADS: readonly DurationSpread[] = [...built.values()];

/** Null for a metric without single durations. */
export const durationSpread = (metric: Metric, filtersAgents: boolean): DurationSpread | null =>
	built.get(keyOf(metric.id, filtersAgents)) ?? null;
