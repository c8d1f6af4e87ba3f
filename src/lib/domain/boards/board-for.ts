/** A board as somebody with a scope may see it: its layout may name queues and teams of others. */
import { covers } from '../access/scope.ts';
import type { Reach, RowScope } from '../access/scope.ts';
import type { BoardLayout, Tile } from './board.ts';

const within = (names: readonly string[], reached: Reach): string[] =>
	names.filter((name) => covers(reached, name));

function tileFor(tile: Tile, { queues, teams }: RowScope): Tile {
	const narrowed = { ...tile, queues: within(tile.queues, queues) };
	return narrowed.kind === 'agents'
		? { ...narrowed, teams: within(narrowed.teams, teams) }
		: narrowed;
}

/** Without the names the scope does not reach. */
export const boardFor = <L extends BoardLayout>(board: L, scope: RowScope): L => ({
	...board,
	tiles: board.tiles.map((tile) => tileFor(tile, scope))
});

/** What somebody chose, with the names that were there and that they could not see. */
function withHidden(chosen: string[], stored: readonly string[], reached: Reach): string[] {
	const hidden = stored.filter((name) => !covers(reached, name));
	const hadOwn = hidden.length < stored.length;
	// Nothing chosen means all, but whoever saw nothing chosen because all of it was hidden has chosen nothing.
	return chosen.length === 0 && hadOwn ? chosen : [...new Set([...chosen, ...hidden])];
}

function restoreTile(tile: Tile, stored: Tile, { queues, teams }: RowScope): Tile {
	const restored = { ...tile, queues: withHidden(tile.queues, stored.queues, queues) };
	return restored.kind === 'agents' && stored.kind === 'agents'
		? { ...restored, teams: withHidden(restored.teams, stored.teams, teams) }
		: restored;
}

/** The layout somebody edited after `boardFor`: what was hidden from them stays as it is stored. */
export function keepHidden(edited: BoardLayout, stored: BoardLayout, scope: RowScope): BoardLayout {
	const before = new Map(stored.tiles.map((tile) => [tile.id, tile]));
	return {
		...edited,
		tiles: edited.tiles.map((tile) => {
			const same = before.get(tile.id);
			return same ? restoreTile(tile, same, scope) : tile;
		})
	};
}
