/** What a unit of a scorecard covers, and who may see which units. */
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { scopeOfTeams, teamsOf } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { COMPANY, reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';

/**
 * The rows of a node, whoever reads: a scorecard shows the same numbers to all. Totals of a unit tell nobody apart, and may
 * be filtered by the teams of its agents.
 */
export const scopeOfUnit = (nodes: readonly TeamNode[], team: string): RowScope => ({
	...scopeOfTeams(nodes, [team]),
	agent: null,
	namesAgents: true,
	hidesSmallGroups: false
});

/** The rows a unit speaks of. */
export interface UnitRows {
	readonly scope: RowScope;
	/** Only what agents of these teams did, by the words of events; empty: all in scope. */
	readonly teams: readonly string[];
}

const hasQueues = ({ queues }: RowScope): boolean => queues === 'all' || queues.length > 0;

/**
 * Of a node with queues at or below it, the contacts of those queues. Contacts belong to queues, so that a node that has only
 * teams of agents is what these did of the contacts of the nearest node above that has queues. Events name the team of an
 * agent, and the last one counts: whoever moves is of the new team from then on, and what was read of the months before stays
 * with the old one, until late events of such a month have it read again with those who are in the team by then.
 */
export function rowsOfUnit(nodes: readonly TeamNode[], { team }: Pick<Unit, 'team'>): UnitRows {
	const own = scopeOfUnit(nodes, team);
	if (hasQueues(own) || own.teams === 'all' || own.teams.length === 0)
		return { scope: own, teams: [] };
	const scope = scopeAbove(nodes, team, nodes.length);
	return scope ? { scope, teams: own.teams } : { scope: own, teams: [] };
}

/** Of the nearest node above that has queues. The tree has no circles; one that was damaged ends after `steps`. */
function scopeAbove(nodes: readonly TeamNode[], team: string, steps: number): RowScope | null {
	const above = nodes.find(({ id }) => id === team)?.parent ?? null;
	if (above === null || steps === 0) return null;
	const scope = scopeOfUnit(nodes, above);
	return hasQueues(scope) ? scope : scopeAbove(nodes, above, steps - 1);
}

/** Nodes whose numbers somebody may see: their own and those below them, never one above or beside. */
export function reachedNodes(
	principal: Principal | null,
	nodes: readonly TeamNode[]
): ReadonlySet<string> {
	return principal === null ? new Set() : reach(nodes, teamsOf(principal));
}

export const maySeeAgents = (principal: Principal | null): boolean =>
	may(principal, 'metrics.agents');

/** A node with all below it, in the order of the tree, each with its depth below the first. */
export function nodesBelow(
	nodes: readonly TeamNode[],
	top: string
): { readonly node: TeamNode; readonly depth: number }[] {
	const found = nodes.find(({ id }) => id === top);
	if (!found) return [];
	const below = (node: TeamNode, depth: number): { node: TeamNode; depth: number }[] => [
		{ node, depth },
		...nodes
			// The tree has no circles; one that was damaged ends here.
			.filter(({ parent, id }) => parent === node.id && id !== COMPANY && depth < nodes.length)
			.sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
			.flatMap((child) => below(child, depth + 1))
	];
	return below(found, 0);
}
