/** What evaluations of the last days come to, by queue: for walls, in one question for all their windows. */
import { Type } from '@sinclair/typebox';
import type { TInteger } from '@sinclair/typebox';
import { QUALITY_METRICS_OF_WALLS, QUALITY_WINDOW_DAYS } from '#lib/domain/boards/board.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { AnyMeasure } from '#lib/domain/metrics/measures.ts';
import { measuresOfFormula } from '#lib/domain/metrics/metric.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { columnOf } from './measure-columns.ts';
import { FLOOR } from './row-scope.ts';
import { QUALITY } from './sources/quality.ts';

const MEASURES: readonly AnyMeasure[] = [
	...new Set(QUALITY_METRICS_OF_WALLS.flatMap((id) => measuresOfFormula(metric(id).formula)))
];
const DAYS = Object.values(QUALITY_WINDOW_DAYS);

export const liveQuality = defineQuery({
	name: 'live-quality',
	sql: `SELECT m.queue AS queue,
			arrayJoin(arrayFilter(length -> m.at >= fromUnixTimestamp64Milli({nowMs: Int64} - length * 86400000), [${DAYS.join(', ')}])) AS days,
			groupUniqArray(m.agent) AS agents, ${MEASURES.map((measure) => `sum(m.${columnOf(measure)}) AS ${measure}`).join(', ')}
		FROM ${QUALITY.pieces} AS m
		WHERE m.evaluations = 1
		GROUP BY queue, days`,
	scope: FLOOR,
	params: Type.Object({
		tenant: Type.String(),
		fromMs: Type.Integer(),
		/** A little after now: clocks differ. */
		toMs: Type.Integer(),
		nowMs: Type.Integer()
	}),
	row: Type.Object({
		queue: Type.String(),
		/** A submission counts in each window it is in. */
		days: Type.Integer(),
		/** Who was judged. */
		agents: Type.Array(Type.String()),
		...(Object.fromEntries(MEASURES.map((measure) => [measure, Type.Integer()])) as Record<
			string,
			TInteger
		>)
	})
});
