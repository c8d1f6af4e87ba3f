/**
 * Sizes on the wall, in `u`: a hundredth of the short side of a 16:9 screen. The same arithmetic serves the server's
 * first page, any resolution and the scaled preview, so that nothing jumps when the page comes to life.
 */
import { BOARD_COLUMNS } from '#lib/domain/boards/board.ts';
import type { Tile, TileKind } from '#lib/domain/boards/board.ts';

export const SCREEN_WIDTH_U = 1600 / 9;
export const SCREEN_HEIGHT_U = 100;
export const HEADER_U = 8.4;
/** Televisions cut off up to 2 % at the edges. */
export const MARGIN_U = 2;
export const GAP_U = 1.4;

export interface TileSize {
	readonly widthU: number;
	readonly heightU: number;
}

const span = (whole: number, parts: number, taken: number): number => {
	const part = (whole - GAP_U * (parts - 1)) / parts;
	return part * taken + GAP_U * (taken - 1);
};

/** The room of a tile on a board with so many rows. */
export function tileSize(
	{ width, height }: Pick<Tile, 'width' | 'height'>,
	rows: number
): TileSize {
	return {
		widthU: span(SCREEN_WIDTH_U - 2 * MARGIN_U, BOARD_COLUMNS, width),
		heightU: span(SCREEN_HEIGHT_U - HEADER_U - MARGIN_U, Math.max(1, rows), height)
	};
}

/** On a screen in the hand tiles stand below each other: numbers two abreast, tables as wide as they must be. */
const HAND_SIZES: Record<TileKind, TileSize> = {
	number: { widthU: 27, heightU: 22 },
	queues: { widthU: 96, heightU: 400 },
	agents: { widthU: 60, heightU: 36 },
	trend: { widthU: 60, heightU: 42 },
	outlook: { widthU: 60, heightU: 34 },
	quality: { widthU: 27, heightU: 22 }
};

export const handSize = ({ kind }: Pick<Tile, 'kind'>): TileSize => HAND_SIZES[kind];

export const u = (units: number): string => `calc(var(--u) * ${Math.round(units * 100) / 100})`;

/** Width of a digit in parts of its size, with a margin for wider fonts. */
const DIGIT_EM = 0.6;

/** The largest size at which so many characters fit into a box. */
export const fitText = (characters: number, widthU: number, heightU: number): number =>
	Math.min(heightU, widthU / (Math.max(1, characters) * DIGIT_EM));
