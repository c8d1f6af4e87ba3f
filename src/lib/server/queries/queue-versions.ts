/** Every version of the settings of queues, each with what it says and no more, oldest first. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';

export const queueVersions = defineQuery({
	name: 'queue-versions',
	sql: `SELECT v.queue AS queue, toUnixTimestamp64Milli(v.valid_from) AS validFromMs,
			argMaxMerge(v.name_state) AS name, argMaxMerge(v.channel_state) AS channel, argMaxMerge(v.zone_state) AS zone,
			argMaxMerge(v.threshold_state) - 1 AS thresholdMs, argMaxMerge(v.short_abandon_state) - 1 AS shortAbandonMs,
			argMaxMerge(v.formula_state) AS formula
		FROM queue_versions AS v
		WHERE v.tenant = {tenant: String} AND ({queue: String} = '' OR v.queue = {queue: String})
		GROUP BY v.queue, v.valid_from
		ORDER BY queue, validFromMs`,
	scope: { none: 'settings of queues, for those who administer all of them' },
	params: Type.Object({
		tenant: Type.String(),
		/** Empty: of all queues. */
		queue: Type.String()
	}),
	row: Type.Object({
		queue: Type.String(),
		validFromMs: Type.Integer(),
		/** Empty, and -1: not said. */
		name: Type.String(),
		channel: Type.String(),
		zone: Type.String(),
		thresholdMs: Type.Integer(),
		shortAbandonMs: Type.Integer(),
		formula: Type.String()
	})
});
