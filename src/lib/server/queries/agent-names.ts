/** All agents with their names and the team each was in last, for choosing one of them. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE } from './row-scope.ts';

export const agentNames = defineQuery({
	name: 'agent-names',
	sql: `SELECT a.agent AS agent, a.name AS name, a.team AS team FROM agents AS a
		WHERE a.tenant = {tenant: String} AND a.agent != '' AND ${NAMED_AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}`,
	scope: 'rows',
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({ agent: Type.String(), name: Type.String(), team: Type.String() })
});
