/**
 * The placement hours that a floor is made of, and where each has to be read from: an hour at rest from its roll, any other
 * from its facts. An hour is at rest here only after 70 minutes without an event, so that whatever is in the last hour to
 * the millisecond comes from the facts. Events may be up to 24 hours ahead of their arrival, hence the 25 hours. On a cluster
 * each shard has its part of an hour and a roll of its own: all parts rest, or the hour does not.
 */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import type { RowOf } from '../clickhouse/query.ts';

export const floorHours = defineQuery({
	name: 'floor-hours',
	sql: `SELECT toUnixTimestamp(h.placement_hour) AS hourS,
			min(h.is_closed = 1 OR (h.is_current = 1 AND h.touched_at < now64(3) - INTERVAL 70 MINUTE)) AS atRest,
			arraySort(groupUniqArray(h.roll_id)) AS rollIds, arrayStringConcat(arraySort(groupUniqArray(toString(h.rules))), ' ') AS rules,
			toUnixTimestamp64Milli(max(h.touched_at)) AS touchedMs, toUnixTimestamp64Milli(now64(3)) AS nowMs
		FROM hour_rolls AS h
		WHERE h.tenant = {tenant: String}
		GROUP BY hourS
		HAVING max(h.touched_at) >= toDateTime({fromS: UInt32}, 'UTC') - INTERVAL 25 HOUR
		ORDER BY hourS`,
	scope: { none: 'says which hours changed, and nothing of whom they were' },
	params: Type.Object({ tenant: Type.String(), fromS: Type.Integer() }),
	row: Type.Object({
		hourS: Type.Integer(),
		/** 1: read from its rolls, which may be none. */
		atRest: Type.Integer(),
		/** One of each shard; 0 is none. */
		rollIds: Type.Array(Type.Integer()),
		/** Fingerprint of the settings that hold now. */
		rules: Type.String(),
		touchedMs: Type.Integer(),
		/** Clock of the database. */
		nowMs: Type.Integer()
	})
});
export type FloorHour = RowOf<typeof floorHours>;
