/** Every queue that was named by a setting or by a contact, with the settings that hold now. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { FLOOR } from './row-scope.ts';

export const queueSettings = defineQuery({
	name: 'queue-settings',
	sql: `WITH (SELECT (groupArray(d.channel), groupArray(d.threshold_ms), groupArray(d.short_abandon_ms)) FROM (SELECT * FROM channel_defaults FINAL ORDER BY channel) AS d) AS defaults
		SELECT n.queue AS queue, if(q.name = '', n.queue, q.name) AS name, if(q.channel = '', n.seen_channel, q.channel) AS channel, q.zone AS zone,
			arrayLastIndex(moment -> moment <= now64(3), q.threshold_from) AS threshold_index,
			arrayLastIndex(moment -> moment <= now64(3), q.formula_from) AS formula_index,
			if(threshold_index > 0, q.threshold_ms[threshold_index],
				transform(channel, defaults.1, defaults.2, defaults.2[indexOf(defaults.1, '')])) AS thresholdMs,
			if(formula_index > 0, q.formula[formula_index], 'A') AS formula
		FROM (
			SELECT queue, max(channel) AS seen_channel FROM (
				SELECT queue, '' AS channel FROM queue_rules WHERE tenant = {tenant: String}
				UNION ALL
				SELECT queue, toString(channel) AS channel FROM queue_names WHERE tenant = {tenant: String}
			) GROUP BY queue
		) AS n
		LEFT JOIN (SELECT * FROM queue_rules WHERE tenant = {tenant: String}) AS q ON q.queue = n.queue
		WHERE n.queue != ''
		ORDER BY name, queue`,
	scope: FLOOR,
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		queue: Type.String(),
		name: Type.String(),
		channel: Type.String(),
		zone: Type.String(),
		thresholdMs: Type.Integer(),
		formula: Type.String()
	})
});
