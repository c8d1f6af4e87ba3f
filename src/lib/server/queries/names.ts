/** What queues and agents are called, for pages that show single contacts. Of those out of reach only the id is shown. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE, QUEUE_IN_SCOPE } from './row-scope.ts';

const params = Type.Object({ tenant: Type.String(), ids: Type.Array(Type.String()) });
const row = Type.Object({ id: Type.String(), name: Type.String() });

export const queueNamesInScope = defineQuery({
	name: 'queue-names-in-scope',
	sql: `SELECT q.queue AS id, q.name AS name FROM queue_rules AS q
		WHERE q.tenant = {tenant: String} AND q.queue IN {ids: Array(String)} AND q.name != '' AND ${QUEUE_IN_SCOPE({ queue: 'q.queue' })}`,
	scope: 'rows',
	params,
	row
});

export const agentNamesInScope = defineQuery({
	name: 'agent-names-in-scope',
	sql: `SELECT a.agent AS id, a.name AS name FROM agents AS a
		WHERE a.tenant = {tenant: String} AND a.agent IN {ids: Array(String)} AND a.name != ''
			AND ${NAMED_AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}`,
	scope: 'rows',
	params,
	row
});
