/** What a unit of a scorecard covers, and who may see which units. */
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { scopeOfTeams, teamsOf } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { COMPANY, reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';

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
