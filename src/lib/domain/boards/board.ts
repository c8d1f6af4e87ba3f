/** A wallboard as a person lays it out: what is shown, of which queues, over which window, how large. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { WALL_METRIC_IDS } from '../metrics/catalogue.ts';

export const BOARD_COLUMNS = 12;
export const MAX_TILES = 24;
export const MAX_ROWS = 24;

/** Rolling minutes, or since midnight in the board's zone. */
export const WINDOWS = ['15m', '30m', '60m', 'today'] as const;
export type Window = (typeof WINDOWS)[number];
export const ROLLING_MINUTES: Record<Exclude<Window, 'today'>, number> = {
	'15m': 15,
	'30m': 30,
	'60m': 60
};

const literals = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));

const TileId = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z0-9-]+$' });
const Placed = {
	id: TileId,
	/** In columns of 12 and rows of the grid; tiles flow in their order. */
	width: Type.Integer({ minimum: 1, maximum: BOARD_COLUMNS }),
	height: Type.Integer({ minimum: 1, maximum: 12 }),
	/** Empty: the name of what it shows, in the reader's language. */
	title: Type.String({ maxLength: 60 }),
	/** Empty: all queues. */
	queues: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200 })
};
/** Where a value turns amber and red, in the metric's own unit (0..1, milliseconds or a count); null: never. */
const Bands = Type.Object({
	warn: Type.Union([Type.Number(), Type.Null()]),
	bad: Type.Union([Type.Number(), Type.Null()])
});
export type Bands = Static<typeof Bands>;

export const NumberTile = Type.Object({
	...Placed,
	kind: Type.Literal('number'),
	metric: literals(WALL_METRIC_IDS),
	window: literals(WINDOWS),
	bands: Bands
});
export const QueuesTile = Type.Object({
	...Placed,
	kind: Type.Literal('queues'),
	window: literals(WINDOWS),
	/** Bands of the service level and of the longest wait as a multiple of T. */
	serviceLevelBands: Bands
});
export const AgentsTile = Type.Object({
	...Placed,
	kind: Type.Literal('agents'),
	/** Empty: all teams. */
	teams: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200 }),
	/** By name, for those who may know single agents; else, and for all others, how many are in each state. */
	list: Type.Optional(Type.Boolean())
});
export const TREND_METRICS = [
	'service_level',
	'offered',
	'answered',
	'abandoned',
	'abandon_rate',
	'asa',
	'aht'
] as const;
export const TrendTile = Type.Object({
	...Placed,
	kind: Type.Literal('trend'),
	metric: literals(TREND_METRICS)
});
/** How the service level of the day may end. */
export const OutlookTile = Type.Object({
	...Placed,
	kind: Type.Literal('outlook'),
	/** 0..1: what the day is to end at. */
	target: Type.Number({ minimum: 0.01, maximum: 1 })
});
/** Rolling, in days of 24 hours: evaluations are few. */
export const QUALITY_WINDOW_DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const;
export type QualityWindow = keyof typeof QUALITY_WINDOW_DAYS;
export const QUALITY_WINDOWS = Object.keys(QUALITY_WINDOW_DAYS) as QualityWindow[];
/** Of what was submitted in the window. */
export const QUALITY_METRICS_OF_WALLS = [
	'qa_score',
	'qa_score_raw',
	'qa_pass_rate',
	'qa_score_targeted',
	'auto_fail_rate',
	'critical_accuracy_customer',
	'critical_accuracy_business',
	'critical_accuracy_compliance',
	'evaluations',
	'dispute_rate',
	'overturn_rate'
] as const;
/** What evaluations come to. */
export const QualityTile = Type.Object({
	...Placed,
	kind: Type.Literal('quality'),
	metric: literals(QUALITY_METRICS_OF_WALLS),
	window: literals(QUALITY_WINDOWS),
	bands: Bands
});
export const Tile = Type.Union([
	NumberTile,
	QueuesTile,
	AgentsTile,
	TrendTile,
	OutlookTile,
	QualityTile
]);
export type NumberTile = Static<typeof NumberTile>;
export type QueuesTile = Static<typeof QueuesTile>;
export type AgentsTile = Static<typeof AgentsTile>;
export type TrendTile = Static<typeof TrendTile>;
export type OutlookTile = Static<typeof OutlookTile>;
export type QualityTile = Static<typeof QualityTile>;
export type Tile = Static<typeof Tile>;
export type TileKind = Tile['kind'];

export const BoardId = Type.String({
	minLength: 1,
	maxLength: 60,
	pattern: '^[a-z0-9][a-z0-9-]*$'
});

/** What a person edits. */
export const BoardLayout = Type.Object({
	name: Type.String({ minLength: 1, maxLength: 80 }),
	/** IANA zone of "today"; empty: the zone of the installation. */
	zone: Type.String({ maxLength: 64 }),
	tiles: Type.Array(Tile, { maxItems: MAX_TILES })
});
export type BoardLayout = Static<typeof BoardLayout>;

/** Whose a board is, and what it may tell of single people. */
export const BoardPlace = Type.Object({
	/** Its node in the tree of teams. */
	team: Type.String({ minLength: 1, maxLength: 100 }),
	/** Its screens may show names and figures of single agents. */
	showsAgents: Type.Boolean()
});
export type BoardPlace = Static<typeof BoardPlace>;

export interface Board extends BoardLayout, BoardPlace {
	readonly id: string;
	/** Rises with each save; an editor that started from an older one is told. */
	readonly revision: number;
	readonly updatedAtMs: number;
}

export interface TilePosition {
	readonly column: number;
	readonly row: number;
}

/**
 * First free place for each tile in reading order on the 12-column grid (1-based columns and rows), and the number of
 * rows used. Later tiles may fill holes, so that a board has as few rows as its order allows.
 */
export function placeTiles(tiles: readonly Pick<Tile, 'width' | 'height'>[]): {
	positions: TilePosition[];
	rows: number;
} {
	const taken: boolean[][] = [];
	const isFree = (row: number, column: number, width: number, height: number): boolean => {
		for (let r = row; r < row + height; r++) {
			for (let c = column; c < column + width; c++) if (taken[r]?.[c]) return false;
		}
		return true;
	};
	const take = (row: number, column: number, width: number, height: number): void => {
		for (let r = row; r < row + height; r++) {
			const line = (taken[r] ??= []);
			for (let c = column; c < column + width; c++) line[c] = true;
		}
	};
	const positions = tiles.map(({ width, height }) => {
		for (let row = 0; ; row++) {
			for (let column = 0; column + width <= BOARD_COLUMNS; column++) {
				if (!isFree(row, column, width, height)) continue;
				take(row, column, width, height);
				return { column: column + 1, row: row + 1 };
			}
		}
	});
	return { positions, rows: taken.length };
}
