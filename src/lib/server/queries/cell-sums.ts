/** One number with what it is made of, by the database alone: the question a passport shows, to be asked again by anybody. */
import { Type } from '@sinclair/typebox';
import type { TObject } from '@sinclair/typebox';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import { SKETCHES } from '#lib/domain/metrics/measures.ts';
import type { AnyMeasure, Sketch } from '#lib/domain/metrics/measures.ts';
import { measuresOfFormula } from '#lib/domain/metrics/metric.ts';
import type { Metric, MetricFormula } from '#lib/domain/metrics/metric.ts';
import { partsOf } from '#lib/domain/passport/contribution.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import { SKETCH_COLUMNS, SKETCH_FUNCTION, columnOf } from './measure-columns.ts';
import { fromSource, params, relationOf } from './metric-sums.ts';

export interface CellShape {
	readonly metric: Pick<Metric, 'id' | 'formula' | 'beside'>;
	readonly aligned: boolean;
	readonly filtersAgents: boolean;
}

/** Its rows have `value`, each part of the formula, each measure by its name, and `percentiles`. */
export type CellSums = QueryDefinition<typeof params, TObject, 'rows'>;

/** The value as in metricValue of the catalogue, said a second time in SQL over the names of the parts. */
function valueSql(formula: MetricFormula): string {
	switch (formula.kind) {
		case 'count':
			return 'count';
		case 'ratio':
			return 'if(denominator > 0, numerator / denominator, NULL)';
		case 'mean':
			return `if(n > 0, sum / (n * ${formula.parts ?? 1}), NULL)`;
		case 'balance':
			return 'if(n > 0, (plus - minus) / n, NULL)';
		case 'live':
			throw new TypeError('a metric that is only known now is not summed');
		default:
			return formula satisfies never;
	}
}

/** Everything the metric and what stands beside it sums, each once. */
export function cellMeasures({ formula, beside = {} }: CellShape['metric']): AnyMeasure[] {
	const formulas = [formula, beside.responseRate, beside.coverage, beside.provisional];
	return [...new Set(formulas.flatMap((one) => (one ? measuresOfFormula(one) : [])))];
}

const sketchOf = (formula: MetricFormula): Sketch | undefined =>
	formula.kind === 'mean' ? SKETCHES.find((sketch) => sketch === formula.sum) : undefined;

function build(shape: CellShape): CellSums {
	const { metric, aligned, filtersAgents } = shape;
	const source = metricSource(metric);
	if (source === null) throw new TypeError(`${metric.id} is only known now`);
	const sketch = sketchOf(metric.formula);
	const parts = partsOf(metric.formula);
	const measures = cellMeasures(metric);
	const columns = [
		`${valueSql(metric.formula)} AS value`,
		...parts.map(({ name, measure }) => `sum(toInt64(m.${columnOf(measure)})) AS ${name}`),
		...measures.map((measure) => `sum(toInt64(m.${columnOf(measure)})) AS ${measure}`),
		...(sketch
			? [`${SKETCH_FUNCTION.replace('(', 'Merge(')}(m.${SKETCH_COLUMNS[sketch]}) AS percentiles`]
			: [])
	];
	const integers = [...parts.map(({ name }) => name), ...measures];
	return defineQuery<typeof params, TObject, 'rows'>({
		name: `metric-cell-${metric.id}`,
		sql: `SELECT ${columns.join(', ')}
			${fromSource(relationOf({ source, aligned }), { source, ofAgents: filtersAgents })}`,
		scope: 'rows',
		params,
		row: Type.Object({
			value: Type.Union([Type.Number(), Type.Null()]),
			...Object.fromEntries(integers.map((name) => [name, Type.Integer()])),
			...(sketch ? { percentiles: Type.Array(Type.Union([Type.Number(), Type.Null()])) } : {})
		})
	});
}

const built = new Map<string, CellSums>();

export function cellSums(shape: CellShape): CellSums {
	const key = `${shape.metric.id} ${shape.aligned} ${shape.filtersAgents}`;
	const found = built.get(key) ?? build(shape);
	built.set(key, found);
	return found;
}
