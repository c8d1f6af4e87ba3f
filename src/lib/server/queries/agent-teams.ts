/** The team each agent was in last, to decide who reaches what is kept about agents in the store. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE } from './row-scope.ts';

export const agentTeams = defineQuery({
	name: 'agent-teams',
	sql: `SELECT a.agent AS agent, a.team AS team FROM agents AS a
		WHERE a.tenant = {tenant: String} AND a.agent != '' AND ${NAMED_AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}`,
	scope: 'rows',
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({ agent: Type.String(), team: Type.String() })
});
