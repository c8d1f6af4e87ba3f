/** What a set of boards needs to know of the floor. */
import type { Board, Tile } from '#lib/domain/boards/board.ts';

export interface BoardNeeds {
	readonly rolling: boolean;
	readonly todayZones: ReadonlySet<string>;
	readonly agents: boolean;
	readonly trend: boolean;
}

const windowOf = (tile: Tile): string | null =>
	tile.kind === 'number' || tile.kind === 'queues' ? tile.window : null;

const showsAgents = (tile: Tile): boolean =>
	tile.kind === 'agents' || (tile.kind === 'number' && tile.metric === 'agents_by_state');

export function needsOf(
	boards: readonly Pick<Board, 'tiles' | 'zone'>[],
	zone: string
): BoardNeeds {
	const tiles = boards.flatMap((board) => board.tiles);
	return {
		rolling: tiles.some((tile) => windowOf(tile) !== null && windowOf(tile) !== 'today'),
		todayZones: new Set(
			boards
				.filter((board) => board.tiles.some((tile) => windowOf(tile) === 'today'))
				.map((board) => board.zone || zone)
		),
		agents: tiles.some(showsAgents),
		trend: tiles.some((tile) => tile.kind === 'trend')
	};
}
