/** Which forms a principal may use and which it may change. */
import type { Principal } from '../access/principal.ts';
import { may } from '../access/principal.ts';
import { teamsOf } from '../access/scope.ts';
import { COMPANY, lineage, reach } from '../access/team.ts';
import type { TeamNode } from '../access/team.ts';

export interface OfNode {
	/** Its node in the tree of teams. */
	readonly team: string;
}

/** What belongs to a team that is gone is the company's. */
const nodeOf = ({ team }: OfNode, nodes: readonly TeamNode[]): string =>
	nodes.some(({ id }) => id === team) ? team : COMPANY;

/** A form of the own teams, of one below them, or of one above them. */
export function mayUseForm(
	principal: Principal | null,
	form: OfNode,
	nodes: readonly TeamNode[]
): boolean {
	if (principal === null) return false;
	if (!may(principal, 'quality.evaluate') && !may(principal, 'quality.read')) return false;
	const teams = teamsOf(principal);
	const node = nodeOf(form, nodes);
	return reach(nodes, teams).has(node) || teams.some((team) => lineage(nodes, team).includes(node));
}

/** Only forms of the own teams and of those below. */
export const mayEditForm = (
	principal: Principal | null,
	form: OfNode,
	nodes: readonly TeamNode[]
): boolean =>
	principal !== null &&
	may(principal, 'quality.manage') &&
	reach(nodes, teamsOf(principal)).has(nodeOf(form, nodes));
