/** What there is to choose from on pages of history: queues and agents in reach, by name. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE, QUEUE_IN_SCOPE } from './row-scope.ts';

/** A longer list is no list to choose from. */
export const MOST_CHOICES = 2000;

const params = Type.Object({ tenant: Type.String() });

export const queuesInScope = defineQuery({
	name: 'queues-in-scope',
	sql: `SELECT n.queue AS id, if(q.name = '', n.queue, q.name) AS name, if(q.channel = '', n.seen_channel, q.channel) AS channel
		FROM (
			SELECT queue, max(channel) AS seen_channel FROM (
				SELECT queue, '' AS channel FROM queue_rules WHERE tenant = {tenant: String}
				UNION ALL
				SELECT queue, toString(channel) AS channel FROM queue_names WHERE tenant = {tenant: String}
			) GROUP BY queue
		) AS n
		LEFT JOIN (SELECT * FROM queue_rules WHERE tenant = {tenant: String}) AS q ON q.queue = n.queue
		WHERE n.queue != '' AND ${QUEUE_IN_SCOPE({ queue: 'n.queue' })}
		ORDER BY name, id
		LIMIT ${MOST_CHOICES}`,
	scope: 'rows',
	params,
	row: Type.Object({ id: Type.String(), name: Type.String(), channel: Type.String() })
});

export const agentsToChoose = defineQuery({
	name: 'agents-to-choose',
	sql: `SELECT a.agent AS id, if(a.name = '', a.agent, a.name) AS name, a.team AS team
		FROM agents AS a
		WHERE a.tenant = {tenant: String} AND a.agent != ''
			AND ${NAMED_AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}
		ORDER BY name, id
		LIMIT ${MOST_CHOICES}`,
	scope: 'rows',
	params,
	row: Type.Object({ id: Type.String(), name: Type.String(), team: Type.String() })
});
