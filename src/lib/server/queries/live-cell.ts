/** What is only known now, with the contacts behind it: the questions a passport shows of such a number. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { FROM_WAITING } from './live-waiting.ts';
import { AGENT_IN_SCOPE, ONLY_IF_NAMED, QUEUE_IN_SCOPE } from './row-scope.ts';

const params = Type.Object({
	tenant: Type.String(),
	nowMs: Type.Integer(),
	/** Empty: all. */
	queue: Type.Array(Type.String())
});
const agentParams = Type.Object({
	...params.properties,
	team: Type.Array(Type.String()),
	/** A number about fewer people is not told; 0: any may be. */
	fewest: Type.Integer()
});
const row = Type.Object({ value: Type.Union([Type.Number(), Type.Null()]), n: Type.Integer() });

const NOW_MS = '{nowMs: Int64}';
const QUEUED_MS = 'toUnixTimestamp64Milli(assumeNotNull(f.queued_at))';
const waitingInQueues = `${FROM_WAITING}
			AND ${QUEUE_IN_SCOPE({ queue: 'f.queue' })}
			AND (empty({queue: Array(String)}) OR f.queue IN {queue: Array(String)})
			AND ${NOW_MS} > 0`;

export const waitingCell = defineQuery({
	name: 'waiting-cell',
	sql: `SELECT count() AS value, count() AS n ${waitingInQueues}`,
	scope: 'rows',
	params,
	row
});

export const longestWaitCell = defineQuery({
	name: 'longest-wait-cell',
	sql: `SELECT if(n = 0, NULL, greatest(0, ${NOW_MS} - min(${QUEUED_MS}))) AS value, count() AS n ${waitingInQueues}`,
	scope: 'rows',
	params,
	row
});

export const atRiskCell = defineQuery({
	name: 'at-risk-cell',
	sql: `SELECT countIf(${QUEUED_MS} + f.threshold_ms < ${NOW_MS}) AS value, count() AS n ${waitingInQueues}`,
	scope: 'rows',
	params,
	row
});

const THERE = `a.tenant = {tenant: String} AND a.state NOT IN ('', 'offline', 'absent') AND ${AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}
			AND (empty({queue: Array(String)}) OR hasAny(a.queues, {queue: Array(String)}))
			AND (empty({team: Array(String)}) OR a.team IN {team: Array(String)})
			AND ${NOW_MS} > 0`;

/** Agents who are there, each once; of a tile for some queues those who serve one of them. */
export const agentsCell = defineQuery({
	name: 'agents-cell',
	sql: `SELECT if(count() < {fewest: UInt32}, NULL, count()) AS value
		FROM agents AS a
		WHERE ${THERE}`,
	scope: 'rows',
	params: agentParams,
	row: Type.Object({ value: Type.Union([Type.Number(), Type.Null()]) })
});

/** Contacts that wait, the longest first. */
export const waitingContacts = defineQuery({
	name: 'waiting-contacts',
	sql: `SELECT f.interaction_id AS interaction, toString(f.segment) AS piece, f.queue AS queue, f.channel AS channel,
			${QUEUED_MS} AS atMs, f.threshold_ms AS thresholdMs
		${waitingInQueues}
			AND (${QUEUED_MS}, f.interaction_id, toString(f.segment)) > ({afterAtMs: Int64}, {afterInteraction: String}, {afterPiece: String})
		ORDER BY atMs, interaction, piece
		LIMIT {limit: UInt32}`,
	scope: 'rows',
	params: Type.Object({
		...params.properties,
		afterAtMs: Type.Integer(),
		afterInteraction: Type.String(),
		afterPiece: Type.String(),
		limit: Type.Integer()
	}),
	row: Type.Object({
		interaction: Type.String(),
		piece: Type.String(),
		queue: Type.String(),
		channel: Type.String(),
		atMs: Type.Integer(),
		thresholdMs: Type.Integer()
	})
});

/** Agents with their states, for those who know them one by one. */
export const agentsOfCell = defineQuery({
	name: 'agents-of-cell',
	sql: `SELECT ${ONLY_IF_NAMED('a.agent')} AS agent, ${ONLY_IF_NAMED('a.name')} AS name, a.state AS state,
			toUnixTimestamp64Milli(a.state_since) AS sinceMs
		FROM agents AS a
		WHERE ${THERE}
		ORDER BY state, sinceMs, agent LIMIT 500`,
	scope: 'rows',
	params: Type.Omit(agentParams, ['fewest']),
	row: Type.Object({
		agent: Type.String(),
		name: Type.String(),
		state: Type.String(),
		sinceMs: Type.Integer()
	})
});
