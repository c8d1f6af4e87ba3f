/**
 * What a tile tells of agents, and to whom. Names and states of single agents go only where the scope allows it, which is
 * never a screen whose board does not.
 *
 * A scope that must not tell single people apart (a screen, a director, an administrator) gets nothing at all of a group
 * under SMALLEST_GROUP: of two people one on a break is one of these two. What counts is the group a tile selects (its
 * queues and teams within the scope) and those of it who are there, for whoever looks at a wall sees who is there. In a
 * group that is large enough a state with few in it is told: the group is what could give somebody away, the state is
 * what would be given away, and "1 on a break of 30" names nobody. Somebody who subtracts one tile from another is not
 * stopped by this: boards are made by people who know these agents by name.
 */
import { SMALLEST_GROUP, isSmallGroup } from '#lib/domain/access/small-group.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { AgentsTile } from '#lib/domain/boards/board.ts';
import { agentsByState, isPresent } from '#lib/domain/metrics/floor-metrics.ts';
import { TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Cells } from '#lib/live/protocol.ts';
import type { AgentNow } from './floor.ts';
import { rowId } from './row-id.ts';

type Asking = Pick<RowScope, 'namesAgents' | 'hidesSmallGroups'>;

/** Instead of a value: how many it is less than. */
const FEW: Cells = { fewerThan: SMALLEST_GROUP };

const listed = ({ agent, name, state, sinceMs }: AgentNow): Cells => ({
	name: name === '' ? agent : name,
	state,
	since: sinceMs
});

/** Rows by state, or by agent where the tile asks for it and the scope may have it. */
export function agentsRows(
	{ list = false }: Pick<AgentsTile, 'list'>,
	selected: readonly AgentNow[],
	{ namesAgents, hidesSmallGroups }: Asking
): Record<string, Cells> {
	const present = selected.filter(isPresent);
	if (selected.length === 0) return {};
	if (hidesSmallGroups && isSmallGroup(present.length)) return { [TOTAL_ROW]: FEW };
	if (list && namesAgents)
		return Object.fromEntries(present.map((agent) => [rowId(agent.agent), listed(agent)]));
	// Who is away is on no wall; whoever may know single people may know that as well.
	const counted = hidesSmallGroups ? present : selected;
	return Object.fromEntries(
		[...agentsByState(counted)].map(([state, count]) => [rowId(state), { count }])
	);
}

/** How many are there. */
export function presentCells(
	selected: readonly AgentNow[],
	{ hidesSmallGroups }: Pick<Asking, 'hidesSmallGroups'>
): Cells {
	const value = selected.filter(isPresent).length;
	const isHidden = hidesSmallGroups && selected.length > 0 && isSmallGroup(value);
	return isHidden ? { value: null, ...FEW } : { value: { value } };
}
