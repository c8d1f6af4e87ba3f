/** What an import of schedules compares with: whom somebody may plan, and what is planned for them. */
import { Type } from '@sinclair/typebox';
import { ACTIVITIES } from '#lib/domain/workforce/activity.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE } from './row-scope.ts';

/** Every agent an event has named, whether they have had a state yet or not. */
export const plannableAgents = defineQuery({
	name: 'plannable-agents',
	sql: `SELECT a.agent AS agent, a.name AS name, a.team AS team FROM agents AS a
		WHERE a.tenant = {tenant: String} AND ${NAMED_AGENT_IN_SCOPE({ agent: 'a.agent', team: 'a.team' })}
		ORDER BY name, agent`,
	scope: 'rows',
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({ agent: Type.String(), name: Type.String(), team: Type.String() })
});

/** Shifts of which some revision touches a range, as planned now; those withdrawn meanwhile have no activities. */
export const shiftsInRange = defineQuery({
	name: 'shifts-in-range',
	sql: `SELECT p.agent AS agent, p.shift AS shift, p.plan.1 AS revision, p.plan.2.1 AS activities,
			arrayMap(at -> toUnixTimestamp64Milli(at), p.plan.2.2) AS fromMs,
			arrayMap(at -> toUnixTimestamp64Milli(at), p.plan.2.3) AS toMs
		FROM (
			SELECT s.agent AS agent, s.shift AS shift, finalizeAggregation(s.plan_state) AS plan FROM shift_plans AS s FINAL
			WHERE s.tenant = {tenant: String} AND s.agent IN {agents: Array(String)}
				AND s.last_to > fromUnixTimestamp64Milli({fromMs: Int64}, 'UTC')
				AND s.first_from < fromUnixTimestamp64Milli({toMs: Int64}, 'UTC')) AS p
		LEFT JOIN (SELECT agent, team FROM agents WHERE tenant = {tenant: String}) AS g ON g.agent = p.agent
		WHERE ${NAMED_AGENT_IN_SCOPE({ agent: 'p.agent', team: 'g.team' })}
		ORDER BY agent, shift`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		fromMs: Type.Integer(),
		toMs: Type.Integer(),
		agents: Type.Array(Type.String())
	}),
	row: Type.Object({
		agent: Type.String(),
		shift: Type.String(),
		revision: Type.Integer(),
		activities: Type.Array(Type.Union(ACTIVITIES.map((activity) => Type.Literal(activity)))),
		fromMs: Type.Array(Type.Integer()),
		toMs: Type.Array(Type.Integer())
	})
});
