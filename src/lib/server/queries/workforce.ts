/**
 * Plans, states and decisions of agents in a range: what lanes and the view of now are made of. All of agents that may be
 * told apart; `agent` and `team` narrow further and are empty for all. Each answers also with what lies within
 * ADHERENCE_MARGIN_MS of the range, so that adherenceAtoms (src/lib/domain/workforce/adherence-atoms.ts) is right at its
 * ends:
 *
 * - `agentsInPlan`: agents with a shift in the range or a state at any time, with name and team.
 * - `plannedInRange`: activities of the highest revision of each shift, whole and as sent; effectivePlan resolves overlaps.
 * - `statesInRange`: the last change before the range, on its day and before that, and each change in it, one an instant.
 * - `statesOfPlanned`: the same of those who have a shift in the range.
 * - `exceptionsInRange`: decisions that touch the range, in the order of their events; effectiveDecisions says what holds.
 */
import { Type } from '@sinclair/typebox';
import { ACTIVITIES, ADHERENCE_MARGIN_MS } from '#lib/domain/workforce/activity.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE } from './row-scope.ts';

const Names = Type.Array(Type.String());
const params = Type.Object({
	tenant: Type.String(),
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	agent: Names,
	team: Names
});

const FROM = `fromUnixTimestamp64Milli({fromMs: Int64} - ${ADHERENCE_MARGIN_MS}, 'UTC')`;
const TO = `fromUnixTimestamp64Milli({toMs: Int64} + ${ADHERENCE_MARGIN_MS}, 'UTC')`;

/** The alias of the team is `g`. */
const WITH_TEAM = (alias: string): string =>
	`LEFT JOIN (SELECT agent, name, team FROM agents WHERE tenant = {tenant: String}) AS g ON g.agent = ${alias}.agent`;
const REACHED = (alias: string): string =>
	`${NAMED_AGENT_IN_SCOPE({ agent: `${alias}.agent`, team: 'g.team' })}
			AND (empty({agent: Array(String)}) OR ${alias}.agent IN {agent: Array(String)})
			AND (empty({team: Array(String)}) OR g.team IN {team: Array(String)})`;

/** Shifts of which some revision touches a range: little to read, and it leads to the granules of the rest. */
export const SHIFTS_BETWEEN = (alias: string, from: string, to: string): string =>
	`(${alias}.agent, ${alias}.shift) IN (
			SELECT k.agent, k.shift FROM shift_plans AS k
			WHERE k.tenant = {tenant: String} AND k.last_to > ${from} AND k.first_from < ${to})`;

export const agentsInPlan = defineQuery({
	name: 'agents-in-plan',
	sql: `SELECT p.agent AS agent, g.name AS name, g.team AS team
		FROM (
			SELECT agent FROM agents WHERE tenant = {tenant: String} AND state != ''
			UNION DISTINCT SELECT k.agent AS agent FROM shift_plans AS k
			WHERE k.tenant = {tenant: String} AND k.last_to > ${FROM} AND k.first_from < ${TO}) AS p
		${WITH_TEAM('p')}
		WHERE ${REACHED('p')}
		ORDER BY team, name, agent`,
	scope: 'rows',
	params,
	row: Type.Object({ agent: Type.String(), name: Type.String(), team: Type.String() })
});

export const plannedInRange = defineQuery({
	name: 'planned-in-range',
	sql: `SELECT p.agent AS agent, p.shift AS shift, p.revision AS revision, p.position AS position, p.activity AS activity,
			toUnixTimestamp64Milli(p.from_at) AS fromMs, toUnixTimestamp64Milli(p.to_at) AS toMs
		FROM planned_activities AS p
		${WITH_TEAM('p')}
		WHERE p.tenant = {tenant: String} AND ${SHIFTS_BETWEEN('p', FROM, TO)} AND p.to_at > ${FROM} AND p.from_at < ${TO}
			AND ${REACHED('p')}
		ORDER BY agent, fromMs, toMs DESC, shift, position`,
	scope: 'rows',
	params,
	row: Type.Object({
		agent: Type.String(),
		shift: Type.String(),
		revision: Type.Integer(),
		position: Type.Integer(),
		activity: Type.Union(ACTIVITIES.map((activity) => Type.Literal(activity))),
		fromMs: Type.Integer(),
		toMs: Type.Integer()
	})
});

/** `whose`: a condition on `agent`. */
const states = (
	whose: string
): string => `SELECT p.agent AS agent, p.moment.1 AS state, p.moment.2 AS reason, toUnixTimestamp64Milli(p.since) AS sinceMs
		FROM (
			SELECT agent, argMaxMerge(last_state) AS moment, moment.3 AS since FROM agent_day_ends
			WHERE tenant = {tenant: String} AND day < toDate(${FROM}, 'UTC') AND ${whose} GROUP BY agent
			UNION ALL
			SELECT agent, argMax((toString(state), reason, occurred_at), (sequence, event_id, toString(source))) AS moment, occurred_at AS since
			FROM agent_moments
			WHERE tenant = {tenant: String} AND placement_hour >= toStartOfDay(${FROM}, 'UTC') AND placement_hour < ${TO} AND occurred_at < ${TO} AND ${whose}
			GROUP BY agent, occurred_at
			-- Of those before the range only the last says anything.
			ORDER BY greatest(occurred_at, ${FROM}), occurred_at DESC LIMIT 1 BY agent, greatest(occurred_at, ${FROM})) AS p
		${WITH_TEAM('p')}
		WHERE ${REACHED('p')}
		ORDER BY agent, sinceMs`;

const stateRow = Type.Object({
	agent: Type.String(),
	state: Type.String(),
	reason: Type.String(),
	sinceMs: Type.Integer()
});

export const statesInRange = defineQuery({
	name: 'states-in-range',
	sql: states('(empty({agent: Array(String)}) OR agent IN {agent: Array(String)})'),
	scope: 'rows',
	params,
	row: stateRow
});

export const statesOfPlanned = defineQuery({
	name: 'states-of-planned',
	sql: states(`agent IN (SELECT k.agent FROM shift_plans AS k
				WHERE k.tenant = {tenant: String} AND k.last_to > ${FROM} AND k.first_from < ${TO})`),
	scope: 'rows',
	params,
	row: stateRow
});

export const exceptionsInRange = defineQuery({
	name: 'exceptions-in-range',
	sql: `SELECT p.agent AS agent, toUnixTimestamp64Milli(p.from_at) AS fromMs, toUnixTimestamp64Milli(p.to_at) AS toMs,
			toString(p.kind) AS kind, p.reason AS reason, toUnixTimestamp64Milli(p.occurred_at) AS decidedAtMs, p.decided_by AS decidedBy
		FROM (SELECT * FROM exception_decisions FINAL WHERE tenant = {tenant: String}) AS p
		${WITH_TEAM('p')}
		WHERE p.to_at > ${FROM} AND p.from_at < ${TO} AND p.to_at > p.from_at AND ${REACHED('p')}
		ORDER BY agent, p.occurred_at, p.sequence, p.event_id, toString(p.source)`,
	scope: 'rows',
	params,
	row: Type.Object({
		agent: Type.String(),
		fromMs: Type.Integer(),
		toMs: Type.Integer(),
		kind: Type.String(),
		reason: Type.String(),
		decidedAtMs: Type.Integer(),
		decidedBy: Type.String()
	})
});
