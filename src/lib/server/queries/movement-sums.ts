/** Both sides of a ratio or mean by queue, channel and hour of the day: what a change between two periods is split by. */
import { Type } from '@sinclair/typebox';
import type { AnyMeasure, Source } from '#lib/domain/metrics/measures.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import { columnOf } from './measure-columns.ts';
import { fromSource, params, sumsOf } from './metric-sums.ts';

const row = Type.Object({
	queue: Type.String(),
	channel: Type.String(),
	/** Of the local clock, 0..23. */
	hour: Type.Integer(),
	sum: Type.Number(),
	n: Type.Integer()
});
type MovementSums = QueryDefinition<typeof params, typeof row, 'rows'>;

interface Shape {
	readonly source: Source;
	readonly sum: AnyMeasure;
	readonly n: AnyMeasure;
	readonly aligned: boolean;
	readonly filtersAgents: boolean;
	/** As for metricSums. */
	readonly hasOpenHours?: boolean;
}

export const movementSums = ({ source, sum, n, filtersAgents, ...range }: Shape): MovementSums =>
	defineQuery({
		name: `metric-movement-${source}`,
		sql: `SELECT toString(m.queue) AS queue, toString(m.channel) AS channel, toHour(toTimeZone(m.at, {tz: String})) AS hour,
				sum(m.${columnOf(sum)}) AS sum, sum(m.${columnOf(n)}) AS n
			${fromSource(sumsOf({ source, measures: [sum, n], filtersAgents, withQuantiles: false, ...range }), { source, ofAgents: filtersAgents })}
			GROUP BY queue, channel, hour
			HAVING n > 0
			ORDER BY queue, channel, hour`,
		scope: 'rows',
		params,
		row
	});
