/** What a key does to the chosen tile. */
import { moveTile, removeTile, resizeTile, stepTile } from '#lib/domain/boards/edit.ts';
import type { BoardLayout, Tile } from '#lib/domain/boards/board.ts';

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const STEPS: Readonly<Record<string, readonly [x: number, y: number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1]
};

const ENDS: Readonly<Record<string, number>> = { Home: 0, End: Infinity };
const REMOVE = ['Delete', 'Backspace'];

/** The layout after the key; null for a key that is not ours. */
export function tileKey(layout: BoardLayout, tile: Tile, pressed: Pressed): BoardLayout | null {
	if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
	if (REMOVE.includes(pressed.key)) return removeTile(layout, tile.id);
	const end = ENDS[pressed.key];
	if (end !== undefined) return moveTile(layout, tile.id, end);
	const step = STEPS[pressed.key];
	if (!step) return null;
	const [x, y] = step;
	return pressed.shiftKey
		? resizeTile(layout, tile.id, tile.width + x, tile.height + y)
		: stepTile(layout, tile.id, x + y > 0 ? 1 : -1);
}
