/** Lines over one stretch of time as an ECharts option: with a band of what is usual, marked points and marked instants. */
import type { EChartsCoreOption } from 'echarts/core';
import type { FigurePaint } from './figure-paint.ts';
import type { Axis, Point } from './strip-chart.ts';

export interface TimeLine {
	readonly name: string;
	readonly points: readonly Point[];
	/** Which colour of lines side by side. */
	readonly colour: number;
	readonly dash: 'solid' | 'dashed' | 'dotted';
	readonly isFaint?: boolean;
}

export interface BandPoint {
	readonly atMs: number;
	readonly low: number;
	readonly mean: number;
	readonly high: number;
}

export interface TimeMark {
	readonly atMs: number;
	readonly label: string;
}

export interface TipRow {
	readonly name: string;
	readonly text: string;
	readonly colour?: number;
}
export interface Tip {
	readonly title: string;
	readonly rows: readonly TipRow[];
}

export interface TimePanelInput {
	readonly lines: readonly TimeLine[];
	readonly band: readonly BandPoint[];
	/** Points of the first line that stand out, by position. */
	readonly signals: ReadonlyMap<number, 'above' | 'below'>;
	/** Points of buckets that are not whole, by position. */
	readonly partial: ReadonlySet<number>;
	readonly marks: readonly TimeMark[];
	readonly axis: Axis;
	readonly ticks: readonly number[];
	readonly fromMs: number;
	readonly toMs: number;
	readonly sayTick: (ms: number) => string;
	readonly sayAxis: (value: number) => string;
	/** What is said of the point at this position. */
	readonly tip: (index: number) => Tip;
}

export const FIGURE_EDGES = { left: 68, right: 20, top: 14, bottom: 26 } as const;
const MARK_TOP = 30;
const SMALL_PX = 12;
const MOST_DOTS = 70;

const colourOf = (paint: FigurePaint, index: number): string =>
	paint.lines[index % paint.lines.length] ?? paint.stroke;

type Series = Record<string, unknown>;

/** The lower edge carries the area up to the upper one. */
function bandSeries(band: readonly BandPoint[], paint: FigurePaint): Series[] {
	if (band.length === 0) return [];
	const base = {
		type: 'line',
		silent: true,
		symbol: 'none',
		tooltip: { show: false },
		stackStrategy: 'all',
		stack: 'band',
		z: 1
	};
	const edge = { color: paint.target, width: 1, type: [2, 4], opacity: 0.9 };
	return [
		{
			...base,
			id: 'band-low',
			lineStyle: edge,
			data: band.map(({ atMs, low }) => [atMs, low])
		},
		{
			...base,
			id: 'band-high',
			lineStyle: edge,
			areaStyle: { color: paint.target, opacity: 0.13 },
			data: band.map(({ atMs, low, high }) => [atMs, high - low])
		},
		{
			type: 'line',
			id: 'band-mean',
			silent: true,
			symbol: 'none',
			tooltip: { show: false },
			z: 1,
			lineStyle: { color: paint.target, width: 1, opacity: 0.9 },
			data: band.map(({ atMs, mean }) => [atMs, mean])
		}
	];
}

/** A point with nothing on either side draws no line: it needs its own dot to be seen. */
const isAlone = (points: readonly Point[], index: number): boolean =>
	(points[index - 1]?.[1] ?? null) === null && (points[index + 1]?.[1] ?? null) === null;

const plainDot = (index: number, { points }: TimeLine, isDotted: boolean): Series => ({
	symbol: isDotted || isAlone(points, index) ? 'circle' : 'none',
	symbolSize: 5
});

/** Of the first line: what stands out by a triangle, what is not whole by a ring. */
function dotOf(
	index: number,
	line: TimeLine,
	{ signals, partial }: TimePanelInput,
	paint: FigurePaint
): Series {
	const side = signals.get(index);
	if (side !== undefined) {
		return {
			symbol: 'triangle',
			symbolRotate: side === 'above' ? 0 : 180,
			symbolSize: 13,
			itemStyle: { color: paint.signal, borderColor: paint.page, borderWidth: 1.5 }
		};
	}
	if (!partial.has(index)) return plainDot(index, line, line.points.length <= MOST_DOTS);
	return {
		symbol: 'circle',
		symbolSize: 8,
		itemStyle: { color: paint.page, borderColor: colourOf(paint, line.colour), borderWidth: 2 }
	};
}

function lineSeries(
	line: TimeLine,
	index: number,
	input: TimePanelInput,
	paint: FigurePaint
): Series {
	const colour = line.isFaint === true ? paint.text : colourOf(paint, line.colour);
	const isFirst = index === 0;
	return {
		type: 'line',
		id: `line-${index}`,
		name: line.name,
		z: isFirst ? 4 : 3,
		animation: false,
		connectNulls: false,
		showSymbol: isFirst || line.isFaint !== true,
		symbol: 'none',
		lineStyle: {
			color: colour,
			width: line.isFaint === true ? 1.5 : 2.25,
			type: line.dash,
			opacity: line.isFaint === true ? 0.75 : 1
		},
		itemStyle: { color: colour },
		emphasis: { disabled: true },
		data: line.points.map((point, at) =>
			line.isFaint === true
				? [...point]
				: {
						value: [...point],
						...(isFirst ? dotOf(at, line, input, paint) : plainDot(at, line, false))
					}
		),
		...(isFirst && input.marks.length > 0 ? { markLine: markLine(input, paint) } : {})
	};
}

const markLine = ({ marks }: TimePanelInput, paint: FigurePaint): Series => ({
	silent: true,
	symbol: 'none',
	lineStyle: { color: paint.mark, width: 1.5, type: 'solid' },
	label: {
		position: 'end',
		distance: 8,
		color: paint.mark,
		fontFamily: paint.font,
		fontSize: SMALL_PX,
		width: 260,
		overflow: 'truncate'
	},
	data: marks.map(({ atMs, label }) => ({ xAxis: atMs, label: { formatter: label } }))
});

/** Elements and not markup: names come from outside. */
function tipElement({ title, rows }: Tip, paint: FigurePaint): HTMLElement {
	const box = document.createElement('div');
	const head = document.createElement('strong');
	head.textContent = title;
	box.append(head);
	for (const { name, text, colour } of rows) {
		const line = document.createElement('div');
		line.className = 'figure-tip-row';
		const label = document.createElement('span');
		label.textContent = name;
		if (colour !== undefined) label.style.borderLeft = `3px solid ${colourOf(paint, colour)}`;
		const value = document.createElement('b');
		value.textContent = text;
		line.append(label, value);
		box.append(line);
	}
	return box;
}

const firstIndex = (hovered: unknown): number => {
	const [first] = Array.isArray(hovered) ? (hovered as { dataIndex?: number }[]) : [];
	return first?.dataIndex ?? 0;
};

const labelOf = (paint: FigurePaint) => ({
	color: paint.text,
	fontFamily: paint.font,
	fontSize: SMALL_PX
});

function tooltip(input: TimePanelInput, paint: FigurePaint): Series {
	return {
		trigger: 'axis',
		confine: true,
		transitionDuration: 0,
		backgroundColor: paint.ground,
		borderColor: paint.target,
		padding: [8, 12],
		textStyle: { color: paint.strong, fontFamily: paint.font, fontSize: 13 },
		axisPointer: { type: 'line', lineStyle: { color: paint.target, width: 1, type: 'solid' } },
		formatter: (hovered: unknown) => tipElement(input.tip(firstIndex(hovered)), paint)
	};
}

export function timePanelOption(input: TimePanelInput, paint: FigurePaint): EChartsCoreOption {
	const { lines, band, marks, axis, ticks, fromMs, toMs } = input;
	return {
		animation: false,
		grid: {
			...FIGURE_EDGES,
			top: marks.length > 0 ? MARK_TOP : FIGURE_EDGES.top,
			outerBoundsMode: 'none'
		},
		tooltip: tooltip(input, paint),
		xAxis: {
			type: 'value',
			min: fromMs,
			max: toMs,
			axisLine: { show: true, onZero: false, lineStyle: { color: paint.target } },
			axisTick: { show: true, customValues: [...ticks], lineStyle: { color: paint.target } },
			splitLine: { show: false },
			axisLabel: {
				...labelOf(paint),
				customValues: [...ticks],
				formatter: (ms: number) => input.sayTick(ms)
			},
			axisPointer: { label: { show: false } }
		},
		yAxis: {
			type: 'value',
			min: axis.least,
			max: axis.most,
			interval: axis.step,
			splitLine: { show: true, lineStyle: { color: paint.line, width: 1 } },
			axisLabel: { ...labelOf(paint), formatter: (value: number) => input.sayAxis(value) }
		},
		series: [
			...bandSeries(band, paint),
			...lines.map((line, index) => lineSeries(line, index, input, paint))
		]
	};
}
