/** From when to when a source has something of some measures, within a range of whole quarters. */
import { Type } from '@sinclair/typebox';
import type { AnyMeasure, Source } from '#lib/domain/metrics/measures.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { builtOnce } from './built-once.ts';
import { columnOf } from './measure-columns.ts';
import { fromSource, params, sumsOf } from './metric-sums.ts';

export interface ReachShape {
	readonly source: Source;
	/** Of the source, at least one. */
	readonly measures: readonly AnyMeasure[];
	/** Agents or teams are a filter. */
	readonly filtersAgents: boolean;
	/** Of contacts: whether `openHours` names any. */
	readonly hasOpenHours?: boolean;
}

const build = (shape: ReachShape) =>
	defineQuery({
		name: 'measured-reach',
		sql: `SELECT count() AS n, toUnixTimestamp64Milli(min(m.at)) AS firstMs, toUnixTimestamp64Milli(max(m.at)) AS lastMs
			${fromSource(sumsOf({ ...shape, aligned: true, withQuantiles: false }), { source: shape.source, ofAgents: shape.filtersAgents })}
				AND (${shape.measures.map((measure) => `m.${columnOf(measure)} != 0`).join(' OR ')})`,
		scope: 'rows',
		params,
		row: Type.Object({ n: Type.Integer(), firstMs: Type.Integer(), lastMs: Type.Integer() })
	});

const MOST_SHAPES = 200;

/** Made once per shape; values go through parameters only. */
export const measuredReach = builtOnce(
	MOST_SHAPES,
	({ source, measures, filtersAgents, hasOpenHours }: ReachShape) =>
		JSON.stringify([source, measures, filtersAgents, hasOpenHours ?? null]),
	build
);
