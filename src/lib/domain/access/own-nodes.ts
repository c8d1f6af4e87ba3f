/** The part of the tree of teams somebody may give things to, as a list with how deep each stands. */
import type { Principal } from './principal.ts';
import { teamsOf } from './scope.ts';
import { lineage, reach } from './team.ts';
import type { TeamNode } from './team.ts';

export interface OwnNode {
	readonly id: string;
	readonly name: string;
	/** Below the topmost of its own branch that is in the list. */
	readonly depth: number;
}

/** In the order of the tree. */
export function ownNodes(principal: Principal, nodes: readonly TeamNode[]): OwnNode[] {
	const reached = reach(nodes, teamsOf(principal));
	return nodes
		.filter(({ id }) => reached.has(id))
		.map(({ id, name }) => ({
			id,
			name,
			depth: lineage(nodes, id).filter((ancestor) => reached.has(ancestor)).length - 1
		}));
}
