/** The settings by which queues judge, each with the moments from which its values hold, oldest first. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { QUEUE_IN_SCOPE } from './row-scope.ts';

const Moments = Type.Array(Type.Integer());

export const queueRulesInScope = defineQuery({
	name: 'queue-rules-in-scope',
	sql: `SELECT n.queue AS queue, q.name AS name, n.channel AS seenChannel,
			arrayMap(moment -> toUnixTimestamp64Milli(moment), q.channel_from) AS channelFromMs, q.channels AS channels,
			arrayMap(moment -> toUnixTimestamp64Milli(moment), q.threshold_from) AS thresholdFromMs, q.threshold_ms AS thresholdsMs,
			arrayMap(moment -> toUnixTimestamp64Milli(moment), q.short_abandon_from) AS shortAbandonFromMs, q.short_abandon_ms AS shortAbandonsMs,
			arrayMap(moment -> toUnixTimestamp64Milli(moment), q.formula_from) AS formulaFromMs, q.formula AS formulas
		FROM (SELECT queue, max(toString(channel)) AS channel FROM queue_names WHERE tenant = {tenant: String} AND (empty({ids: Array(String)}) OR queue IN {ids: Array(String)}) GROUP BY queue) AS n
		LEFT JOIN (SELECT * FROM queue_rules WHERE tenant = {tenant: String}) AS q ON q.queue = n.queue
		WHERE n.queue != '' AND ${QUEUE_IN_SCOPE({ queue: 'n.queue' })}
		ORDER BY queue`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		/** Empty: all. */
		ids: Type.Array(Type.String())
	}),
	row: Type.Object({
		queue: Type.String(),
		name: Type.String(),
		/** Of its contacts; holds where no setting says one. */
		seenChannel: Type.String(),
		channelFromMs: Moments,
		channels: Type.Array(Type.String()),
		thresholdFromMs: Moments,
		thresholdsMs: Type.Array(Type.Integer()),
		shortAbandonFromMs: Moments,
		shortAbandonsMs: Type.Array(Type.Integer()),
		formulaFromMs: Moments,
		formulas: Type.Array(Type.String())
	})
});
