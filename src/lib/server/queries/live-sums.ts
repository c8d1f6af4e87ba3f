/**
 * Measures by queue since an instant, in classes of age and apart for today: one question for all rolling windows and the
 * day, because planning it costs more than the rows it reads.
 */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { BOOKED_SINCE } from './booked-since.ts';
import { SUM_OF_SEGMENT_MEASURES, segmentMeasureFields } from './measure-columns.ts';
import { FLOOR } from './row-scope.ts';

export const liveSums = defineQuery({
	name: 'live-sums',
	sql: `SELECT m.queue AS queue,
			multiIf(m.booked_at >= fromUnixTimestamp64Milli({from15: Int64}), 15, m.booked_at >= fromUnixTimestamp64Milli({from30: Int64}), 30,
				m.booked_at >= fromUnixTimestamp64Milli({from60: Int64}), 60, 0) AS minutes,
			m.booked_at >= fromUnixTimestamp64Milli({midnight: Int64}) AS today,
			${SUM_OF_SEGMENT_MEASURES}
		FROM (${BOOKED_SINCE}) AS m
		GROUP BY queue, minutes, today`,
	scope: FLOOR,
	params: Type.Object({
		tenant: Type.String(),
		/** The earlier of midnight and an hour ago, seconds. */
		fromS: Type.Integer(),
		from15: Type.Integer(),
		from30: Type.Integer(),
		from60: Type.Integer(),
		midnight: Type.Integer()
	}),
	row: Type.Object({
		queue: Type.String(),
		/** The shortest window it is in; 0 when older than an hour. */
		minutes: Type.Integer(),
		today: Type.Integer(),
		...segmentMeasureFields
	})
});
