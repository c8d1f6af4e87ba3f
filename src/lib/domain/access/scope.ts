/** The rows a principal may see. Every question to the database about contacts or agents takes one. */
import type { Principal } from './principal.ts';
import { may } from './principal.ts';
import { REACHES_ALL_WITHOUT_TEAM } from './role.ts';
import { COMPANY, reach } from './team.ts';
import type { TeamNode } from './team.ts';

export type Reach = 'all' | readonly string[];

export interface RowScope {
	/** Contacts of these queues, by id. */
	readonly queues: Reach;
	/** Agents of these teams, by the word events name them with. */
	readonly teams: Reach;
	/** When set, only what this agent did. */
	readonly agent: string | null;
	/** Whether figures of single agents may be told apart. */
	readonly namesAgents: boolean;
	/** Whether a group of too few people is kept back altogether (small-group.ts). */
	readonly hidesSmallGroups: boolean;
}

/** For the product itself, and for the token of the environment. */
export const EVERYTHING: RowScope = {
	queues: 'all',
	teams: 'all',
	agent: null,
	namesAgents: true,
	hidesSmallGroups: false
};
export const NOTHING: RowScope = {
	queues: [],
	teams: [],
	agent: null,
	namesAgents: false,
	hidesSmallGroups: true
};

/** Queues and teams of these nodes and of those below them. The company reaches also what is in no node. */
export function scopeOfTeams(
	nodes: readonly TeamNode[],
	ids: readonly string[]
): Pick<RowScope, 'queues' | 'teams'> {
	if (ids.includes(COMPANY)) return { queues: 'all', teams: 'all' };
	const reached = reach(nodes, ids);
	const within = nodes.filter(({ id }) => reached.has(id));
	return {
		queues: [...new Set(within.flatMap(({ queues }) => queues))].sort(),
		teams: [...new Set(within.flatMap(({ words }) => words))].sort()
	};
}

/** The nodes a principal starts from. */
export function teamsOf(principal: Principal): readonly string[] {
	switch (principal.kind) {
		case 'person': {
			const withoutTeam = REACHES_ALL_WITHOUT_TEAM.has(principal.role) ? [COMPANY] : [];
			return principal.teams.length === 0 ? withoutTeam : principal.teams;
		}
		case 'token':
			return [principal.team ?? COMPANY];
		case 'screen':
			// What its boards show, is the scope of each board.
			return [];
		default:
			return principal satisfies never;
	}
}

export function scopeOf(principal: Principal, nodes: readonly TeamNode[]): RowScope {
	if (principal.kind === 'person' && principal.role === 'agent') {
		// An agent without an id in events has no records.
		return principal.agent === null ? NOTHING : { ...EVERYTHING, agent: principal.agent };
	}
	const namesAgents = may(principal, 'metrics.agents');
	return {
		...scopeOfTeams(nodes, teamsOf(principal)),
		agent: null,
		namesAgents,
		hidesSmallGroups: !namesAgents
	};
}

const intersect = (a: Reach, b: Reach): Reach => {
	if (a === 'all') return b;
	if (b === 'all') return a;
	const other = new Set(b);
	return a.filter((one) => other.has(one));
};

/** What both reach. */
export const narrow = (scope: RowScope, other: Pick<RowScope, 'queues' | 'teams'>): RowScope => ({
	...scope,
	queues: intersect(scope.queues, other.queues),
	teams: intersect(scope.teams, other.teams)
});

export const covers = (reached: Reach, id: string): boolean =>
	reached === 'all' || reached.includes(id);

/** Two scopes with the same text show the same rows. */
export const scopeKey = (scope: RowScope): string =>
	JSON.stringify([
		scope.queues,
		scope.teams,
		scope.agent,
		scope.namesAgents,
		scope.hidesSmallGroups
	]);
