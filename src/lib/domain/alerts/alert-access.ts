/** What a rule may read, and who may see and change rules and what they found. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { Principal } from '../access/principal.ts';
import { may } from '../access/principal.ts';
import { covers, scopeOfTeams, teamsOf } from '../access/scope.ts';
import type { Reach, RowScope } from '../access/scope.ts';
import { COMPANY, reach } from '../access/team.ts';
import type { TeamNode } from '../access/team.ts';

const Reached = Type.Union([Type.Literal('all'), Type.Array(Type.String())]);
/** What a number was summed over: whoever is shown it reaches all of that. */
export const About = Type.Object({
	queues: Reached,
	teams: Reached,
	/** It tells something of agents. */
	agents: Type.Boolean()
});
export type About = Static<typeof About>;

/** Rules of the own teams and of those below, as with boards; those of a team that is gone are the company's. */
export function mayEditRule(
	principal: Principal | null,
	rule: { readonly team: string },
	nodes: readonly TeamNode[]
): boolean {
	if (principal === null || !may(principal, 'alerts.manage')) return false;
	const owner = nodes.some(({ id }) => id === rule.team) ? rule.team : COMPANY;
	return reach(nodes, teamsOf(principal)).has(owner);
}

/** The rows of the team it belongs to, asked anew each time: a team that is moved takes its rules along. */
export const ruleScope = (
	nodes: readonly TeamNode[],
	team: string,
	isAboutAgents: boolean
): RowScope => ({
	...(nodes.some(({ id }) => id === team)
		? scopeOfTeams(nodes, [team])
		: { queues: [], teams: [] }),
	agent: null,
	namesAgents: isAboutAgents,
	// Only those may make such a rule who know these people one by one (`metrics.agents`).
	hidesSmallGroups: false
});

const coversAll = (reached: Reach, what: Reach): boolean =>
	what === 'all' ? reached === 'all' : what.every((one) => covers(reached, one));

/** Whether a scope reaches everything the number stands for. */
export const seesAlert = (scope: RowScope, { queues, teams, agents }: About): boolean =>
	scope.agent === null &&
	coversAll(scope.queues, queues) &&
	coversAll(scope.teams, teams) &&
	(!agents || scope.namesAgents);
