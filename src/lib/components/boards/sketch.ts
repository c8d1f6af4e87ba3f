/** What a small picture of a board needs to know of a tile. */
import type { TileKind } from '#lib/domain/boards/board.ts';

export interface SketchedTile {
	readonly kind: TileKind;
	readonly width: number;
	readonly height: number;
}
