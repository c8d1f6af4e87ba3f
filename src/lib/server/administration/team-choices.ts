/** The tree of teams as a list to choose from, each with how deep it stands. */
import { COMPANY, lineage } from '#lib/domain/access/team.ts';
import type { TeamKind, TeamNode } from '#lib/domain/access/team.ts';

export interface TeamChoice {
	readonly id: string;
	/** Empty: the company, which nobody has named. */
	readonly name: string;
	readonly kind: TeamKind;
	readonly depth: number;
}

export const teamChoices = (nodes: readonly TeamNode[]): TeamChoice[] =>
	nodes.map(({ id, name, kind }) => ({
		id,
		name,
		kind,
		depth: id === COMPANY ? 0 : lineage(nodes, id).length - 1
	}));
