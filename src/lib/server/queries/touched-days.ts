/**
 * Which days events were about that were stored since an instant, and the clock of the database beside it. One row, so that
 * the clock is told also where nothing came.
 */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';

/** First word of the names of the events, day they are stored under, day they happened, when the last was stored. */
export const TouchedDay = Type.Tuple([Type.String(), Type.String(), Type.String(), Type.Integer()]);
export type TouchedDay = Static<typeof TouchedDay>;

export const touchedDays = defineQuery({
	name: 'touched-days',
	sql: `SELECT toUnixTimestamp64Milli(now64(3, 'UTC')) AS nowMs,
			(SELECT if(count() = 0, NULL, toUnixTimestamp(min(h.placement_hour))) FROM touched_hours AS h WHERE h.tenant = {tenant: String}) AS firstHourS,
			groupArray((d.family, d.placed, d.happened, d.touchedAtMs)) AS touched
		FROM (
			SELECT toString(t.family) AS family, toString(t.placed_on) AS placed, toString(t.happened_on) AS happened,
				toUnixTimestamp64Milli(max(t.touched_at)) AS touchedAtMs
			FROM touched_days AS t
			WHERE t.tenant = {tenant: String} AND t.touched_at >= fromUnixTimestamp64Milli({sinceMs: Int64})
			GROUP BY family, placed, happened
			UNION ALL
			-- Hours are touched by deletions and rebuilds as well, which no event tells of.
			SELECT 'hours' AS family, toString(toDate(t.placement_hour)) AS placed, placed AS happened,
				toUnixTimestamp64Milli(max(t.touched_at)) AS touchedAtMs
			FROM touched_hours AS t
			WHERE t.tenant = {tenant: String} AND t.touched_at >= fromUnixTimestamp64Milli({sinceMs: Int64})
			GROUP BY placed) AS d`,
	scope: { none: 'says of which days events arrived, and nothing of whom they were' },
	params: Type.Object({ tenant: Type.String(), sinceMs: Type.Integer() }),
	row: Type.Object({
		nowMs: Type.Integer(),
		/** Hour of the first contact that is known, seconds; null: there is none. */
		firstHourS: Type.Union([Type.Integer(), Type.Null()]),
		touched: Type.Array(TouchedDay)
	})
});
