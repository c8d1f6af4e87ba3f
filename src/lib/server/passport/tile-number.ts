/** Which number a tile of a wall shows. */
import type { Board, QualityWindow, Tile, Window } from '#lib/domain/boards/board.ts';
import {
	QUALITY_WINDOWS,
	QUALITY_WINDOW_DAYS,
	ROLLING_MINUTES,
	WINDOWS
} from '#lib/domain/boards/board.ts';
import { QUARTER_MS, startOfDayMs } from '#lib/domain/metrics/interval.ts';

/** `quarter`: the last complete quarter of an hour, which ends the line of a trend. */
export type Span = Window | QualityWindow | 'quarter';
export const SPANS: readonly Span[] = [...WINDOWS, ...QUALITY_WINDOWS, 'quarter'];
const DAY_MS = 24 * 3_600_000;

export interface NumberOfTile {
	readonly metric: string;
	readonly span: Span;
	readonly queues: readonly string[];
	readonly teams: readonly string[];
	readonly title: string;
}

/** What the address says of a tile that shows several numbers. */
interface Chosen {
	readonly metric: string | null;
	readonly queue: string | null;
}

/** A tile for all queues names none; one that names some has nothing to say of others. */
function queuesOf(
	{ queues }: Pick<Tile, 'queues'>,
	queue: string | null
): readonly string[] | null {
	if (queue === null) return queues;
	return queues.length === 0 || queues.includes(queue) ? [queue] : null;
}

function spanOf(tile: Tile): Span {
	switch (tile.kind) {
		case 'number':
		case 'queues':
		case 'quality':
			return tile.window;
		case 'trend':
			return 'quarter';
		default:
			return 'today';
	}
}

const METRIC_OF_KIND: Readonly<Partial<Record<Tile['kind'], string>>> = {
	agents: 'agents_by_state',
	// Unless the address names another of its numbers.
	queues: 'service_level',
	outlook: 'service_level'
};

const ownMetric = (tile: Tile): string | null =>
	tile.kind === 'number' || tile.kind === 'trend' || tile.kind === 'quality'
		? tile.metric
		: (METRIC_OF_KIND[tile.kind] ?? null);

/** Null for a tile that is not on the board, and for a number it does not show. */
export function numberOfTile(
	{ tiles }: Pick<Board, 'tiles'>,
	tileId: string,
	{ metric, queue }: Chosen
): NumberOfTile | null {
	const tile = tiles.find(({ id }) => id === tileId);
	if (!tile) return null;
	const queues = queuesOf(tile, queue);
	const named = (tile.kind === 'queues' ? metric : null) ?? ownMetric(tile);
	if (queues === null || named === null) return null;
	return {
		metric: named,
		span: spanOf(tile),
		queues,
		teams: tile.kind === 'agents' ? tile.teams : [],
		title: tile.title
	};
}

/** The range of a span that ends at an instant. */
export function rangeOfSpan(
	span: Span,
	atMs: number,
	zone: string
): [fromMs: number, toMs: number] {
	switch (span) {
		case 'today':
			return [startOfDayMs(atMs, zone), atMs];
		case 'quarter': {
			const endMs = Math.floor(atMs / QUARTER_MS) * QUARTER_MS;
			return [endMs - QUARTER_MS, endMs];
		}
		case '15m':
		case '30m':
		case '60m':
			return [atMs - ROLLING_MINUTES[span] * 60_000, atMs];
		case '7d':
		case '30d':
		case '90d':
			return [atMs - QUALITY_WINDOW_DAYS[span] * DAY_MS, atMs];
		default:
			return span satisfies never;
	}
}
