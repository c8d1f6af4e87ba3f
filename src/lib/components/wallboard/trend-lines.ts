/** Which queues of a trend are drawn in colour: those that need looking at, each with a colour it keeps. */
import { countAxis, durationAxis, ratioAxis } from '../charts/nice-axis.ts';
import { currentValue } from '../charts/line-chart.ts';
import type { Axis, Line, Point } from '../charts/line-chart.ts';
import { textEm } from '#lib/format/text-width.ts';
import type { MetricDirection, MetricUnit } from '#lib/domain/metrics/metric.ts';

export interface QueueTrend {
	readonly id: string;
	readonly name: string;
	readonly points: readonly Point[];
}

/** Sorted so that what a supervisor looks for comes first: the lowest of what should be high, else the highest. */
export function byUrgency(direction: MetricDirection): (a: QueueTrend, b: QueueTrend) => number {
	const sign = direction === 'up' ? 1 : -1;
	return (a, b) => {
		const [left, right] = [currentValue(a), currentValue(b)];
		if (left === null || right === null) return Number(left === null) - Number(right === null);
		return sign * (left - right);
	};
}

/** Who had a colour keeps it; newcomers take the free ones. */
export function assignSlots(
	before: ReadonlyMap<string, number>,
	ids: readonly string[]
): Map<string, number> {
	const kept = new Map([...before].filter(([id]) => ids.includes(id)));
	const taken = new Set(kept.values());
	let next = 0;
	for (const id of ids) {
		if (kept.has(id)) continue;
		while (taken.has(next)) next++;
		kept.set(id, next);
		taken.add(next);
	}
	return kept;
}

export function asLines(
	trends: readonly QueueTrend[],
	slots: ReadonlyMap<string, number>
): readonly Line[] {
	return trends.map((trend) => ({ ...trend, slot: slots.get(trend.id) ?? null }));
}

const values = (trends: readonly QueueTrend[]): number[] =>
	trends.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));

export function axisFor(unit: MetricUnit, trends: readonly QueueTrend[]): Axis {
	const all = values(trends);
	const most = Math.max(0, ...all);
	switch (unit) {
		case 'count':
			return countAxis(most);
		case 'duration':
			return durationAxis(most);
		case 'ratio':
			return ratioAxis(Math.min(1, ...all), Math.min(1, most));
		default:
			return unit satisfies never;
	}
}

const QUARTER_MS = 15 * 60_000;

/** Full hours of the board's zone between the first and the last point, as many as there is room for. */
export function hourTicks(
	trends: readonly QueueTrend[],
	minuteOf: (ms: number) => number,
	room: number
): number[] {
	const times = trends.flatMap(({ points }) => points.map(([at]) => at));
	if (times.length === 0) return [];
	const [first, last] = [Math.min(...times), Math.max(...times)];
	const ticks: number[] = [];
	for (let at = Math.ceil(first / QUARTER_MS) * QUARTER_MS; at <= last; at += QUARTER_MS) {
		if (minuteOf(at) === 0) ticks.push(at);
	}
	const every = Math.ceil(ticks.length / Math.max(1, room));
	// Counted from the end: the latest hour is the one people look for.
	return ticks.filter((_, index) => (ticks.length - 1 - index) % every === 0);
}

/** Mark, value and gaps of a label. */
const LABEL_AROUND_EM = 4.5;
const VALUE_AXIS_EM = 3.7;
const TIME_LABEL_EM = 3.2;
/** The labels never take more than this of the chart (LineChart.svelte). */
const LABELS_AT_MOST = 0.52;

export interface ChartRoom {
	/** For a name at the end of its line, in parts of the text size. */
	readonly nameEm: number;
	/** How many time labels fit under the plot. */
	readonly timeLabels: number;
}

export function chartRoom(widthEm: number, names: readonly string[]): ChartRoom {
	const longest = Math.max(0, ...names.map(textEm));
	const labelsEm = Math.min(widthEm * LABELS_AT_MOST, longest + LABEL_AROUND_EM);
	const plotEm = widthEm - labelsEm - VALUE_AXIS_EM;
	return {
		nameEm: labelsEm - LABEL_AROUND_EM,
		timeLabels: Math.max(1, Math.floor(plotEm / TIME_LABEL_EM))
	};
}
