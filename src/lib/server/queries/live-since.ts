/** Measures since an instant on a quarter of an hour, by queue: the day of another zone, and the trend of four hours. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { BOOKED_SINCE } from './booked-since.ts';
import { SUM_OF_SEGMENT_MEASURES, segmentMeasureFields } from './measure-columns.ts';
import { FLOOR } from './row-scope.ts';

const params = Type.Object({ tenant: Type.String(), fromS: Type.Integer() });

export const liveSince = defineQuery({
	name: 'live-since',
	sql: `SELECT m.queue AS queue, ${SUM_OF_SEGMENT_MEASURES} FROM (${BOOKED_SINCE}) AS m GROUP BY queue`,
	scope: FLOOR,
	params,
	row: Type.Object({ queue: Type.String(), ...segmentMeasureFields })
});

export const liveTrend = defineQuery({
	name: 'live-trend',
	sql: `SELECT m.queue AS queue, toUnixTimestamp(toStartOfFifteenMinutes(m.booked_at)) AS intervalStartS, ${SUM_OF_SEGMENT_MEASURES}
		FROM (${BOOKED_SINCE}) AS m GROUP BY queue, intervalStartS ORDER BY queue, intervalStartS`,
	scope: FLOOR,
	params,
	row: Type.Object({
		queue: Type.String(),
		intervalStartS: Type.Integer(),
		...segmentMeasureFields
	})
});
