/** Lines over time below each other as one ECharts option: one scale and one time axis, so that they compare. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Paint } from './paint.ts';

export type Point = readonly [atMs: number, value: number | null];

export interface Strip {
	readonly id: string;
	readonly points: readonly Point[];
}

export interface Axis {
	readonly least: number;
	readonly most: number;
	readonly step: number;
}

export interface StripChartInput {
	readonly strips: readonly Strip[];
	readonly axis: Axis;
	/** A thin line across every strip; null: none. */
	readonly target: number | null;
	readonly fromMs: number;
	readonly toMs: number;
	/** Instants with a label at the bottom. */
	readonly ticks: readonly number[];
	readonly sayTime: (ms: number) => string;
}

/** Parts of the text size. */
export interface StripRoom {
	readonly stripEm: number;
	/** Kept free for the labels before and behind the lines. */
	readonly startEm: number;
	readonly endEm: number;
}

/** Below the last strip, for the times. */
export const TIMES_EM = 1.5;
/** Between a strip and the next: part of a strip, and at most. */
const GAP_SHARE = 0.14;
const MAX_GAP_EM = 0.5;
/** Part of the scale added at both ends: a line along the edge of its strip looks cut. */
const EDGE_SHARE = 0.1;
const LINE_EM = 0.11;
const DOT_EM = 0.42;
const TIME_TEXT_EM = 0.82;

const gapOf = (stripEm: number): number => Math.min(MAX_GAP_EM, stripEm * GAP_SHARE);

/** A point with nothing on either side draws no line: it needs its own mark, as the last one has. */
function isMarked(points: readonly Point[], index: number): boolean {
	const value = (at: number): number | null => points[at]?.[1] ?? null;
	if (value(index) === null) return false;
	const isAlone = value(index - 1) === null && value(index + 1) === null;
	return isAlone || index === points.length - 1;
}

function lineOf({ id, points }: Strip, index: number, { fontPx, stroke }: Paint) {
	return {
		id: `line-${id}`,
		type: 'line' as const,
		xAxisIndex: index,
		yAxisIndex: index,
		silent: true,
		animation: false,
		z: 3,
		symbol: 'none',
		lineStyle: { color: stroke, width: fontPx * LINE_EM, join: 'round', cap: 'round' },
		itemStyle: { color: stroke },
		data: points.map((point, at) =>
			isMarked(points, at)
				? { value: [...point], symbol: 'circle', symbolSize: fontPx * DOT_EM }
				: [...point]
		)
	};
}

function targetOf(
	{ target, fromMs, toMs }: StripChartInput,
	{ id }: Strip,
	index: number,
	paint: Paint
) {
	const width = Math.max(1, paint.fontPx * 0.05);
	return {
		id: `target-${id}`,
		type: 'line' as const,
		xAxisIndex: index,
		yAxisIndex: index,
		silent: true,
		animation: false,
		z: 2,
		symbol: 'none',
		lineStyle: { color: paint.target, width, type: [width * 4, width * 3] },
		data: [
			[fromMs, target],
			[toMs, target]
		]
	};
}

/** The times stand below the last strip only; their lines cross all. */
function timeAxis(input: StripChartInput, index: number, gapEm: number, paint: Paint) {
	const { strips, fromMs, toMs, ticks, sayTime } = input;
	return {
		type: 'value' as const,
		gridIndex: index,
		min: fromMs,
		max: toMs,
		// At the bottom of the strip, which is a little below zero.
		axisLine: { show: false, onZero: false },
		axisTick: { show: false, customValues: [...ticks] },
		splitLine: { show: true, lineStyle: { color: paint.line, width: 1 } },
		axisLabel: {
			show: index === strips.length - 1,
			customValues: [...ticks],
			// To the middle of the line the scale is written in.
			margin: Math.round((paint.fontPx * (gapEm + TIMES_EM)) / 2),
			verticalAlign: 'middle' as const,
			color: paint.text,
			fontFamily: paint.font,
			fontSize: Math.round(paint.fontPx * TIME_TEXT_EM),
			formatter: (ms: number) => sayTime(ms)
		}
	};
}

export function stripChartOption(
	input: StripChartInput,
	{ stripEm, startEm, endEm }: StripRoom,
	paint: Paint
): EChartsCoreOption {
	const { strips, axis, target } = input;
	const px = (em: number): number => Math.round(paint.fontPx * em);
	const gapEm = gapOf(stripEm);
	const edge = (axis.most - axis.least) * EDGE_SHARE;
	return {
		animation: false,
		grid: strips.map((_, index) => ({
			show: true,
			backgroundColor: paint.ground,
			borderWidth: 0,
			outerBoundsMode: 'none',
			left: px(startEm),
			right: px(endEm),
			top: px(stripEm * index + gapEm / 2),
			height: px(stripEm - gapEm)
		})),
		xAxis: strips.map((_, index) => timeAxis(input, index, gapEm, paint)),
		yAxis: strips.map((_, index) => ({
			type: 'value' as const,
			gridIndex: index,
			min: axis.least - edge,
			max: axis.most + edge,
			show: false
		})),
		series: strips.flatMap((strip, index) => [
			...(target === null ? [] : [targetOf(input, strip, index, paint)]),
			lineOf(strip, index, paint)
		])
	};
}
