/**
 * Bookings of segments since `{fromS}`: hours at rest from their roll, the others from the facts of interactions that
 * changed since, so that the history under them is not touched. An hour is at rest here only after 70 minutes without an
 * event: whatever is in the last hour to the millisecond comes from the facts.
 */
import { SEGMENT_MEASURES } from '#lib/domain/metrics/measures.ts';
import { CHANGED_SINCE } from '#lib/server/queries/changed-since.ts';
import { MEASURE_COLUMNS } from '#lib/server/queries/measure-columns.ts';

const columns = SEGMENT_MEASURES.map((measure) => MEASURE_COLUMNS[measure]).join(', ');

export const BOOKED_SINCE = `WITH (
		SELECT (groupArrayIf((h.placement_hour, h.roll_id), h.at_rest), groupArrayIf(h.placement_hour, NOT h.at_rest))
		FROM (SELECT placement_hour, roll_id,
				-- Of a cluster every shard has its part of the hour: all of them rest, or none is read from its roll.
				min(is_closed = 1 OR (is_current = 1 AND touched_at < now64(3) - INTERVAL 70 MINUTE)) OVER (PARTITION BY placement_hour) AS at_rest
			FROM hour_rolls WHERE tenant = {tenant: String}) AS h
	) AS hours
	SELECT toString(r.queue) AS queue, toDateTime64(r.interval_start, 3, 'UTC') AS booked_at, ${columns}
	FROM metric_rolls AS r
	WHERE r.tenant = {tenant: String} AND r.interval_start >= toDateTime({fromS: UInt32}, 'UTC')
		AND (r.placement_hour, r.roll_id) IN (SELECT arrayJoin(tupleElement(hours, 1)))
	UNION ALL
	SELECT b.queue AS queue, b.booked_at AS booked_at, ${columns}
	FROM segment_bookings AS b
	WHERE b.tenant = {tenant: String}
		AND ${CHANGED_SINCE('b', "toDateTime({fromS: UInt32}, 'UTC')")}
		AND b.booked_at >= toDateTime({fromS: UInt32}, 'UTC')
		AND b.placement_hour IN (SELECT arrayJoin(tupleElement(hours, 2)))`;
