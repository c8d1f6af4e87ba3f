/** Every agent with the state of the latest `agent.state`, each once. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { AGENT_IN_SCOPE, FLOOR, ONLY_IF_NAMED } from './row-scope.ts';

const params = Type.Object({ tenant: Type.String() });

export const liveAgents = defineQuery({
	name: 'live-agents',
	sql: `SELECT a.agent AS agent, a.name AS name, a.team AS team, a.queues AS queues, a.state AS state, a.reason AS reason,
			toUnixTimestamp64Milli(a.state_since) AS sinceMs
		FROM agents AS a WHERE a.tenant = {tenant: String} AND a.state != '' ORDER BY a.agent`,
	scope: FLOOR,
	params,
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

/** The agents whoever asks may see; without what names them for those who only see how many there are. */
export const agentsInScope = defineQuery({
	name: 'agents-in-scope',
	sql: `SELECT ${ONLY_IF_NAMED('a.agent')} AS agent, ${ONLY_IF_NAMED('a.name')} AS name, a.team AS team, a.state AS state,
			a.reason AS reason, toUnixTimestamp64Milli(a.state_since) AS sinceMs
		FROM agents AS a
		WHERE a.tenant = {tenant: String} AND a.state != '' AND ${AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}
		ORDER BY a.agent`,
	scope: 'rows',
	params,
	row: Type.Object({
		agent: Type.String(),
		name: Type.String(),
		team: Type.String(),
		state: Type.String(),
		reason: Type.String(),
		sinceMs: Type.Integer()
	})
});
