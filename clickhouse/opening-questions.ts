/** What is asked of the database to keep `queue_openings` in step with the schedules of queues. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { OWN_TABLES } from '#lib/server/queries/row-scope.ts';

const tenant = Type.String();

export const queueSchedules = defineQuery({
	name: 'openings-schedules',
	sql: `SELECT s.queue AS queue, toUnixTimestamp64Milli(s.valid_from) AS validFromMs, argMaxMerge(s.hours_state) AS hours,
			argMaxMerge(s.holidays_state) AS holidays, argMaxMerge(s.zone_state) AS zone
		FROM queue_schedules AS s
		WHERE s.tenant = {tenant: String}
		GROUP BY s.queue, s.valid_from
		ORDER BY queue, validFromMs`,
	scope: OWN_TABLES,
	params: Type.Object({ tenant }),
	row: Type.Object({
		queue: Type.String(),
		validFromMs: Type.Integer(),
		/** JSON; empty: not said. */
		hours: Type.String(),
		holidays: Type.String(),
		zone: Type.String()
	})
});

/** The present one, if there is any. */
export const openingGenerations = defineQuery({
	name: 'openings-present',
	sql: `SELECT generation, toString(schedules) AS schedules, toUnixTimestamp64Milli(covered_from) AS coveredFromMs,
			toUnixTimestamp64Milli(covered_to) AS coveredToMs
		FROM opening_generations FINAL WHERE tenant = {tenant: String}`,
	scope: OWN_TABLES,
	params: Type.Object({ tenant }),
	row: Type.Object({
		generation: Type.Integer(),
		schedules: Type.String(),
		coveredFromMs: Type.Integer(),
		coveredToMs: Type.Integer()
	})
});

/** The earliest event of contacts whose hours were touched since. */
export const earliestEvent = defineQuery({
	name: 'openings-earliest-event',
	sql: `SELECT count() AS contacts, toUnixTimestamp64Milli(min(first_event_at)) AS earliestMs,
			toUnixTimestamp64Milli(now64(3)) AS askedMs
		FROM interaction_states
		WHERE tenant = {tenant: String} AND placement_hour IN (
			SELECT placement_hour FROM touched_hours
			WHERE tenant = {tenant: String} AND touched_at >= fromUnixTimestamp64Milli({sinceMs: Int64}))`,
	scope: OWN_TABLES,
	params: Type.Object({ tenant, sinceMs: Type.Integer() }),
	row: Type.Object({
		contacts: Type.Integer(),
		earliestMs: Type.Integer(),
		/** Clock of the database, which stamps what was touched. */
		askedMs: Type.Integer()
	})
});

/** Rows of generations before this one. */
export const supersededOpenings = defineQuery({
	name: 'openings-superseded',
	sql: 'SELECT count() AS rows FROM queue_openings WHERE tenant = {tenant: String} AND generation < {present: UInt64}',
	scope: OWN_TABLES,
	params: Type.Object({ tenant, present: Type.Integer() }),
	row: Type.Object({ rows: Type.Integer() })
});

/** The SELECT that feeds the schedules. */
export const scheduleFeeder = defineQuery({
	name: 'openings-feeder',
	sql: `SELECT as_select AS select FROM system.tables WHERE database = currentDatabase() AND name = 'queue_schedules_mv'`,
	scope: OWN_TABLES,
	params: Type.Object({}),
	row: Type.Object({ select: Type.String() })
});
