/**
 * Measures since an instant on a quarter of an hour (midnight, four hours ago), by queue. Rolled hours are read from their
 * roll, the others from the facts of segments that changed since: the history under them is not touched.
 */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { SEGMENT_MEASURES } from '#lib/domain/metrics/measures.ts';
import {
	MEASURE_COLUMNS,
	SUM_OF_SEGMENT_MEASURES,
	segmentMeasureFields
} from './measure-columns.ts';

const columns = SEGMENT_MEASURES.map((measure) => MEASURE_COLUMNS[measure]).join(', ');

const SINCE = `WITH (
		SELECT (groupArrayIf((h.placement_hour, h.roll_id), h.is_current = 1), groupArrayIf(h.placement_hour, h.is_current = 0))
		FROM hour_rolls AS h WHERE h.tenant = {tenant: String}
	) AS hours
	SELECT toString(r.queue) AS queue, r.interval_start AS interval_start, ${columns}
	FROM metric_rolls AS r
	WHERE r.tenant = {tenant: String} AND r.interval_start >= toDateTime({fromS: UInt32}, 'UTC')
		AND (r.placement_hour, r.roll_id) IN (SELECT arrayJoin(tupleElement(hours, 1)))
	UNION ALL
	SELECT b.queue AS queue, toStartOfFifteenMinutes(b.booked_at) AS interval_start, ${columns}
	FROM segment_bookings AS b
	WHERE b.tenant = {tenant: String}
		AND b.last_event_at >= toDateTime({fromS: UInt32}, 'UTC')
		AND b.interaction_last_event_at >= toDateTime({fromS: UInt32}, 'UTC')
		AND b.booked_at >= toDateTime({fromS: UInt32}, 'UTC')
		AND b.placement_hour IN (SELECT arrayJoin(tupleElement(hours, 2)))`;

const params = Type.Object({ tenant: Type.String(), fromS: Type.Integer() });

export const liveSince = defineQuery({
	name: 'live-since',
	sql: `SELECT m.queue AS queue, ${SUM_OF_SEGMENT_MEASURES} FROM (${SINCE}) AS m GROUP BY queue`,
	params,
	row: Type.Object({ queue: Type.String(), ...segmentMeasureFields })
});

export const liveTrend = defineQuery({
	name: 'live-trend',
	sql: `SELECT m.queue AS queue, toUnixTimestamp(m.interval_start) AS intervalStartS, ${SUM_OF_SEGMENT_MEASURES}
		FROM (${SINCE}) AS m GROUP BY queue, intervalStartS ORDER BY queue, intervalStartS`,
	params,
	row: Type.Object({
		queue: Type.String(),
		intervalStartS: Type.Integer(),
		...segmentMeasureFields
	})
});
