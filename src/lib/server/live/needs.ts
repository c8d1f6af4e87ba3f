/** What a set of boards needs to know of the floor. */
import type { Board, Tile } from '#lib/domain/boards/board.ts';

export interface BoardNeeds {
	readonly rolling: boolean;
	readonly todayZones: ReadonlySet<string>;
	readonly agents: boolean;
	readonly trend: boolean;
	/** Zones in which a board asks how the day may end. */
	readonly usualZones: ReadonlySet<string>;
	/** What evaluations come to. */
	readonly quality: boolean;
}

const windowOf = (tile: Tile): string | null =>
	tile.kind === 'number' || tile.kind === 'queues' ? tile.window : null;

const showsAgents = (tile: Tile): boolean =>
	tile.kind === 'agents' || (tile.kind === 'number' && tile.metric === 'agents_by_state');

/** Made of today, of the last half hour, and of usual days. */
const isOutlook = (tile: Tile): boolean => tile.kind === 'outlook';

export function needsOf(
	boards: readonly Pick<Board, 'tiles' | 'zone'>[],
	zone: string
): BoardNeeds {
	const tiles = boards.flatMap((board) => board.tiles);
	const zonesOf = (asks: (tile: Tile) => boolean): Set<string> =>
		new Set(boards.filter((board) => board.tiles.some(asks)).map((board) => board.zone || zone));
	return {
		rolling: tiles.some(
			(tile) => isOutlook(tile) || (windowOf(tile) !== null && windowOf(tile) !== 'today')
		),
		todayZones: zonesOf((tile) => isOutlook(tile) || windowOf(tile) === 'today'),
		usualZones: zonesOf(isOutlook),
		agents: tiles.some(showsAgents),
		trend: tiles.some((tile) => tile.kind === 'trend'),
		quality: tiles.some((tile) => tile.kind === 'quality')
	};
}
