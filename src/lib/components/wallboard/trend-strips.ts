/** A strip a queue: what a trend tile shows, and on which scale. */
import type { Bands } from '#lib/domain/boards/board.ts';
import { bandStatus } from '#lib/domain/boards/status.ts';
import type { Status } from '#lib/domain/boards/status.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { countAxis, durationAxis, ratioAxis } from '../charts/nice-axis.ts';
import type { Axis, Point, Strip } from '../charts/strip-chart.ts';

export const QUARTER_MS = 15 * 60_000;
export const startOfQuarter = (ms: number): number => Math.floor(ms / QUARTER_MS) * QUARTER_MS;

/** The tile has no limits of its own: those a new board has. */
const SERVICE_LEVEL: Bands = { warn: 0.8, bad: 0.7 };
const NO_BANDS: Bands = { warn: null, bad: null };

type Shown = Pick<Metric, 'id' | 'unit' | 'direction'>;

export const bandsOf = ({ id }: Pick<Metric, 'id'>): Bands =>
	id === 'service_level' ? SERVICE_LEVEL : NO_BANDS;

export interface TrendStrip extends Strip {
	readonly name: string;
	/** Of the last complete quarter; null: it has none. */
	readonly value: number | null;
	readonly status: Status;
	/** Least and most of the whole time; null: no value at all. */
	readonly range: readonly [least: number, most: number] | null;
}

const valuesOf = (points: readonly Point[]): number[] => points.flatMap(([, value]) => value ?? []);

/** The quarter still running is left out: a count in it is always too low, a share in it jumps with every contact. */
export function asStrip(
	{ id, name, points }: { id: string; name: string; points: readonly Point[] },
	shown: Shown,
	nowMs: number
): TrendStrip {
	const complete = points.filter(([startMs]) => startMs + QUARTER_MS <= nowMs);
	const value = complete[complete.length - 1]?.[1] ?? null;
	const values = valuesOf(complete);
	return {
		id,
		name,
		// In the middle of the quarter it is the value of.
		points: complete.map(([startMs, one]) => [startMs + QUARTER_MS / 2, one] as const),
		value,
		status: bandStatus(value, bandsOf(shown), shown.direction),
		range: values.length === 0 ? null : [Math.min(...values), Math.max(...values)]
	};
}

/** One for all queues of the tile, from zero: strips of the same height mean the same. */
export function scaleOf({ unit, direction }: Shown, strips: readonly TrendStrip[]): Axis {
	const most = Math.max(0, ...strips.map(({ range }) => range?.[1] ?? 0));
	switch (unit) {
		case 'count':
			return countAxis(most);
		case 'duration':
			return durationAxis(most);
		case 'ratio':
			return ratioAxis(0, direction === 'up' ? 1 : Math.min(1, most));
		case 'balance':
		case 'score':
			return ratioAxis(-1, Math.max(1, most));
		default:
			return unit satisfies never;
	}
}

/** From the beginning of the first quarter to the end of the last complete one. */
export function spanOf(strips: readonly TrendStrip[]): readonly [fromMs: number, toMs: number] {
	const times = strips.flatMap(({ points }) => points.map(([at]) => at));
	if (times.length === 0) return [0, 0];
	return [Math.min(...times) - QUARTER_MS / 2, Math.max(...times) + QUARTER_MS / 2];
}

/** Full hours of the board's zone within a span, as many as there is room for. */
export function hourTicks(
	[fromMs, toMs]: readonly [number, number],
	minuteOf: (ms: number) => number,
	room: number
): number[] {
	const ticks: number[] = [];
	for (let at = Math.ceil(fromMs / QUARTER_MS) * QUARTER_MS; at <= toMs; at += QUARTER_MS) {
		if (minuteOf(at) === 0) ticks.push(at);
	}
	const every = Math.ceil(ticks.length / Math.max(1, room));
	// Counted from the end: the latest hour is the one people look for.
	return ticks.filter((_, index) => (ticks.length - 1 - index) % every === 0);
}
