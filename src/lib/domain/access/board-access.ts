/** Which boards a principal may see and change, and which rows they show to it. */
import type { Principal } from './principal.ts';
import { may } from './principal.ts';
import { NOTHING, narrow, scopeOf, scopeOfTeams, teamsOf } from './scope.ts';
import type { RowScope } from './scope.ts';
import { lineage, reach } from './team.ts';
import type { TeamNode } from './team.ts';

/** What a board says about access. */
export interface BoardAccess {
	readonly id: string;
	/** Its node in the tree of teams. */
	readonly team: string;
	/** Its screens may show names and figures of single agents. */
	readonly showsAgents: boolean;
}

/** A board of the own teams, of one below them, or of one above them: of that only the own rows show. */
export function maySeeBoard(
	principal: Principal | null,
	board: BoardAccess,
	nodes: readonly TeamNode[]
): boolean {
	if (principal === null || !may(principal, 'boards.view')) return false;
	if (principal.kind === 'screen') return principal.boards.includes(board.id);
	const teams = teamsOf(principal);
	return (
		reach(nodes, teams).has(board.team) ||
		teams.some((team) => lineage(nodes, team).includes(board.team))
	);
}

/** Only boards of the own teams and of those below. */
export const mayEditBoard = (
	principal: Principal | null,
	board: Pick<BoardAccess, 'team'>,
	nodes: readonly TeamNode[]
): boolean =>
	principal !== null &&
	may(principal, 'boards.edit') &&
	reach(nodes, teamsOf(principal)).has(board.team);

/** The rows of a board for a principal who may see it. */
export function boardScope(
	principal: Principal | null,
	board: BoardAccess,
	nodes: readonly TeamNode[]
): RowScope {
	if (principal === null || !maySeeBoard(principal, board, nodes)) return NOTHING;
	const ofBoard = scopeOfTeams(nodes, [board.team]);
	// Whoever stands before a screen: names only where the board says so, and never those of a few.
	if (principal.kind === 'screen')
		return { ...ofBoard, agent: null, namesAgents: board.showsAgents, hidesSmallGroups: true };
	return narrow(scopeOf(principal, nodes), ofBoard);
}
