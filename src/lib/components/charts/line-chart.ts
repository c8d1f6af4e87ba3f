/** Lines over time as an ECharts option, and where the labels beside their ends go. */
import type { EChartsCoreOption } from 'echarts/core';
import { SERIES_SHAPES } from './paint.ts';
import type { Paint } from './paint.ts';

export type Point = readonly [atMs: number, value: number | null];

export interface Line {
	readonly id: string;
	readonly name: string;
	readonly points: readonly Point[];
	/** Place in the palette; null: context in grey, without a label. */
	readonly slot: number | null;
}

export interface Axis {
	readonly least: number;
	readonly most: number;
	readonly step: number;
}

export interface LineChartInput {
	readonly lines: readonly Line[];
	readonly axis: Axis;
	/** Instants with a label below. */
	readonly ticks: readonly number[];
	readonly sayTime: (ms: number) => string;
	readonly sayValue: (value: number) => string;
}

/** Parts of the text size kept free above and below the plot; the labels in HTML count with the same. */
export const PLOT_TOP_EM = 0.7;
export const PLOT_BOTTOM_EM = 1.7;
const PLOT_RIGHT_EM = 0.6;

const lastIndex = (points: readonly Point[]): number => {
	for (let i = points.length - 1; i >= 0; i--) if (points[i]?.[1] !== null) return i;
	return -1;
};

/** A value older than this many points is history: a label would pass it off as of now. */
const RECENT_POINTS = 2;

/** The last known value, when it is recent. */
export function currentValue({ points }: Pick<Line, 'points'>): number | null {
	const last = lastIndex(points);
	return last >= points.length - RECENT_POINTS ? (points[last]?.[1] ?? null) : null;
}

/** A point with nothing on either side draws no line: it needs its own mark. */
const isAlone = (points: readonly Point[], index: number): boolean =>
	(points[index - 1]?.[1] ?? null) === null && (points[index + 1]?.[1] ?? null) === null;

function seriesOf(line: Line, paint: Paint) {
	const { slot } = line;
	const colour = slot === null ? paint.rest : (paint.series[slot] ?? paint.rest);
	const last = lastIndex(line.points);
	const marked = (index: number): boolean =>
		slot !== null && (index === last || isAlone(line.points, index));
	return {
		id: line.id,
		type: 'line' as const,
		silent: true,
		animation: false,
		z: slot === null ? 1 : 2,
		symbol: 'none',
		lineStyle: { color: colour, width: paint.fontPx * (slot === null ? 0.07 : 0.15) },
		itemStyle: { color: colour },
		data: line.points.map((point, index) =>
			marked(index)
				? {
						value: [...point],
						symbol: SERIES_SHAPES[slot ?? 0] ?? 'circle',
						symbolSize: paint.fontPx * 0.55
					}
				: [...point]
		)
	};
}

export function lineChartOption(input: LineChartInput, paint: Paint): EChartsCoreOption {
	const { axis, lines, ticks } = input;
	const em = (n: number): number => Math.round(paint.fontPx * n);
	const label = { color: paint.text, fontSize: em(0.9), fontFamily: paint.font };
	const times = lines.flatMap(({ points }) => points.map(([at]) => at));
	return {
		animation: false,
		grid: {
			top: em(PLOT_TOP_EM),
			bottom: em(PLOT_BOTTOM_EM),
			left: em(3.1),
			right: em(PLOT_RIGHT_EM)
		},
		xAxis: {
			type: 'value',
			min: Math.min(...times),
			max: Math.max(...times),
			axisLine: { show: false },
			axisTick: { show: false },
			splitLine: { show: false },
			axisLabel: {
				...label,
				customValues: [...ticks],
				formatter: (value: number) => input.sayTime(value)
			}
		},
		yAxis: {
			type: 'value',
			min: axis.least,
			max: axis.most,
			interval: axis.step,
			axisLabel: { ...label, formatter: (value: number) => input.sayValue(value) },
			splitLine: { lineStyle: { color: paint.line, width: 1 } }
		},
		series: lines.map((line) => seriesOf(line, paint))
	};
}

/**
 * Places labels of one height along an axis as near to their values as they can be without touching; the order of the
 * values is kept. All in the same unit; `room` is the length of the axis.
 */
export function placeLabels(wanted: readonly number[], height: number, room: number): number[] {
	const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
	const placed = new Array<number>(wanted.length).fill(0);
	let floor = 0;
	for (const index of order) {
		floor = Math.max(floor, (wanted[index] ?? 0) - height / 2);
		placed[index] = floor;
		floor += height;
	}
	// Those pushed beyond the end come back, pushing the ones before them.
	let ceiling = room;
	for (const index of [...order].reverse()) {
		ceiling = Math.min(ceiling, (placed[index] ?? 0) + height);
		placed[index] = Math.max(0, ceiling - height);
		ceiling -= height;
	}
	return placed;
}
