/** Complaints nobody has resolved, those first whose term ends first. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { INTERACTION_IN_SCOPE } from './row-scope.ts';
import { DUE, OF_CONTACTS, TERMS } from './sources/complaints.ts';

export const openComplaints = defineQuery({
	name: 'open-complaints',
	sql: `SELECT c.interaction_id AS id, toUnixTimestamp64Milli(c.received_at) AS receivedMs, c.has_term AS hasTerm, toUnixTimestamp64Milli(c.due_at) AS dueMs,
			c.is_undue AS isUndueCharge, c.region_key AS region, toString(c.channel) AS channel, toString(c.queue) AS queue,
			toInt64(greatest(today.working_days, c.came_on)) - toInt64(c.came_on) AS workingDays,
			toInt64(last.working_days) - toInt64(greatest(today.working_days, c.came_on)) AS daysLeft
		FROM (SELECT u.*, fromUnixTimestamp64Milli({nowMs: Int64}) AS asked_at, u.due_at - INTERVAL 1 SECOND AS last_moment FROM (${DUE}) AS u
			WHERE NOT u.is_closed AND u.received_at >= fromUnixTimestamp64Milli({fromMs: Int64})) AS c
		ASOF LEFT JOIN (${TERMS}) AS today ON today.region = c.region AND today.day_from <= c.asked_at
		ASOF LEFT JOIN (${TERMS}) AS last ON last.region = c.region AND last.day_from <= c.last_moment
		WHERE ${INTERACTION_IN_SCOPE('c.interaction_id', OF_CONTACTS('v'))}
		ORDER BY NOT hasTerm, dueMs, receivedMs, id
		LIMIT {limit: UInt32}`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		/** Received from then on. */
		fromMs: Type.Integer(),
		toMs: Type.Integer(),
		nowMs: Type.Integer(),
		limit: Type.Integer()
	}),
	row: Type.Object({
		id: Type.String(),
		receivedMs: Type.Integer(),
		hasTerm: Type.Integer(),
		dueMs: Type.Integer(),
		isUndueCharge: Type.Integer(),
		region: Type.String(),
		channel: Type.String(),
		queue: Type.String(),
		workingDays: Type.Integer(),
		daysLeft: Type.Integer()
	})
});
