/** Every agent with the state of the latest `agent.state`, each once. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';

export const liveAgents = defineQuery({
	name: 'live-agents',
	sql: `SELECT a.agent AS agent, a.name AS name, a.team AS team, a.queues AS queues, a.state AS state, a.reason AS reason,
			toUnixTimestamp64Milli(a.state_since) AS sinceMs
		FROM agents AS a WHERE a.tenant = {tenant: String} AND a.state != '' ORDER BY a.agent`,
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		agent: Type.String(),
		name: Type.String(),
		team: Type.String(),
		queues: Type.Array(Type.String()),
		state: Type.String(),
		reason: Type.String(),
		sinceMs: Type.Integer()
	})
});
