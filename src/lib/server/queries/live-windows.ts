/** Measures of the last minutes by queue, in classes of age: one question for all rolling windows. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { SUM_OF_SEGMENT_MEASURES, segmentMeasureFields } from './measure-columns.ts';

export const liveWindows = defineQuery({
	name: 'live-windows',
	sql: `SELECT m.queue AS queue,
			multiIf(m.booked_at >= fromUnixTimestamp64Milli({from15: Int64}), 15, m.booked_at >= fromUnixTimestamp64Milli({from30: Int64}), 30, 60) AS minutes,
			${SUM_OF_SEGMENT_MEASURES}
		FROM segment_bookings AS m
		WHERE m.tenant = {tenant: String}
			AND m.last_event_at >= fromUnixTimestamp64Milli({from60: Int64})
			AND m.interaction_last_event_at >= fromUnixTimestamp64Milli({from60: Int64})
			AND m.booked_at >= fromUnixTimestamp64Milli({from60: Int64})
		GROUP BY queue, minutes`,
	params: Type.Object({
		tenant: Type.String(),
		from15: Type.Integer(),
		from30: Type.Integer(),
		from60: Type.Integer()
	}),
	row: Type.Object({ queue: Type.String(), minutes: Type.Integer(), ...segmentMeasureFields })
});
