/** What an editor does to a layout; every function returns a new one. */
import { USUAL_TARGET } from '../outlook/day-outlook.ts';
import { BOARD_COLUMNS, MAX_TILES } from './board.ts';
import type { BoardLayout, Tile, TileKind } from './board.ts';

export const MAX_TILE_HEIGHT = 12;
const NO_BANDS = { warn: null, bad: null };

const SIZE: Record<TileKind, { width: number; height: number }> = {
	number: { width: 3, height: 3 },
	queues: { width: 8, height: 6 },
	agents: { width: 4, height: 4 },
	trend: { width: 6, height: 4 },
	outlook: { width: 4, height: 4 },
	quality: { width: 3, height: 3 }
};

function freeId(tiles: readonly Tile[], kind: TileKind): string {
	const taken = new Set(tiles.map((tile) => tile.id));
	for (let n = 1; ; n++) {
		const id = `${kind}-${n}`;
		if (!taken.has(id)) return id;
	}
}

function newTile(kind: TileKind, id: string): Tile {
	const placed = { id, ...SIZE[kind], title: '', queues: [] };
	switch (kind) {
		case 'number':
			return { ...placed, kind, metric: 'waiting', window: 'today', bands: NO_BANDS };
		case 'queues':
			return { ...placed, kind, window: 'today', serviceLevelBands: { warn: 0.8, bad: 0.7 } };
		case 'agents':
			return { ...placed, kind, teams: [] };
		case 'trend':
			return { ...placed, kind, metric: 'service_level' };
		case 'outlook':
			return { ...placed, kind, target: USUAL_TARGET };
		case 'quality':
			return { ...placed, kind, metric: 'qa_score', window: '30d', bands: NO_BANDS };
		default:
			return kind satisfies never;
	}
}

const withTiles = (layout: BoardLayout, tiles: Tile[]): BoardLayout => ({ ...layout, tiles });

export const isFull = (layout: BoardLayout): boolean => layout.tiles.length >= MAX_TILES;

/** The new tile is the last; a full board stays as it is. */
export function addTile(layout: BoardLayout, kind: TileKind): BoardLayout {
	if (isFull(layout)) return layout;
	return withTiles(layout, [...layout.tiles, newTile(kind, freeId(layout.tiles, kind))]);
}

export const removeTile = (layout: BoardLayout, id: string): BoardLayout =>
	withTiles(
		layout,
		layout.tiles.filter((tile) => tile.id !== id)
	);

/** To a place in the order, counted without the tile itself; beyond the ends is at the end. */
export function moveTile(layout: BoardLayout, id: string, index: number): BoardLayout {
	const tile = layout.tiles.find((one) => one.id === id);
	if (!tile) return layout;
	const rest = layout.tiles.filter((one) => one.id !== id);
	const at = Math.min(rest.length, Math.max(0, index));
	return withTiles(layout, [...rest.slice(0, at), tile, ...rest.slice(at)]);
}

/** One place earlier (−1) or later (1). */
export function stepTile(layout: BoardLayout, id: string, step: -1 | 1): BoardLayout {
	const index = layout.tiles.findIndex((tile) => tile.id === id);
	return index < 0 ? layout : moveTile(layout, id, index + step);
}

const within = (value: number, most: number): number =>
	Math.min(most, Math.max(1, Math.round(value)));

export const resizeTile = (
	layout: BoardLayout,
	id: string,
	width: number,
	height: number
): BoardLayout =>
	withTiles(
		layout,
		layout.tiles.map((tile) =>
			tile.id === id
				? {
						...tile,
						width: within(width, BOARD_COLUMNS),
						height: within(height, MAX_TILE_HEIGHT)
					}
				: tile
		)
	);

export const replaceTile = (layout: BoardLayout, changed: Tile): BoardLayout =>
	withTiles(
		layout,
		layout.tiles.map((tile) => (tile.id === changed.id ? changed : tile))
	);

/** What decides the numbers of a tile; two tiles with the same question show the same values. */
export function tileQuestion(tile: Tile): string {
	const { kind, queues } = tile;
	switch (kind) {
		case 'number':
		case 'quality':
			return JSON.stringify([kind, queues, tile.metric, tile.window]);
		case 'queues':
			return JSON.stringify([kind, queues, tile.window]);
		case 'agents':
			return JSON.stringify([kind, queues, tile.teams, tile.list ?? false]);
		case 'trend':
			return JSON.stringify([kind, queues, tile.metric]);
		case 'outlook':
			return JSON.stringify([kind, queues, tile.target]);
		default:
			return tile satisfies never;
	}
}
