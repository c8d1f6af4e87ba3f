/** A panel as lines to draw. */
import type { DefinitionChange } from '#lib/domain/history/definition-changes.ts';
import type { HistoryAnswer } from '#lib/domain/history/history-answer.ts';
import type { Panel } from '#lib/domain/history/panels.ts';
import type { MetricUnit } from '#lib/domain/metrics/metric.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';
import { countAxis, durationAxis, ratioAxis } from '../charts/nice-axis.ts';
import { spanAxis } from '../charts/span-axis.ts';
import type { Axis } from '../charts/strip-chart.ts';
import type {
	BandPoint,
	TimeLine,
	TimeMark,
	TimePanelInput,
	TipRow
} from '../charts/time-panel.ts';
import { timeTicks } from './bucket-text.ts';
import type { BucketText } from './bucket-text.ts';

export function unitAxis(unit: MetricUnit, values: readonly number[]): Axis {
	const least = Math.min(...values);
	const most = Math.max(...values);
	if (values.length === 0) return spanAxis(0, 1);
	if (unit === 'count') return countAxis(most);
	if (unit === 'duration') return durationAxis(most);
	if (unit === 'ratio' && most <= 1) return ratioAxis(least, most);
	return spanAxis(least, most);
}

/** Percentages of an axis are whole; everything else is said as beside it. */
export function sayAxis(unit: MetricUnit, numbers: NumberFormats): (value: number) => string {
	return unit === 'ratio' ? numbers.wholePercent : figureFormat(unit, numbers);
}

export interface PanelWords {
	readonly buckets: BucketText;
	readonly numbers: NumberFormats;
	readonly nameOf: (name: string) => string;
	readonly change: (change: DefinitionChange) => string;
	readonly changes: (n: number) => string;
	readonly now: string;
	readonly before: string;
	readonly usual: string;
	readonly partial: string;
}

const DASHES = ['solid', 'dashed', 'dotted'] as const;
/** Colours of lines side by side. */
const COLOURS = 7;

function linesOf({ courses, group }: Panel, { nameOf, now, before }: PanelWords): TimeLine[] {
	const lines = courses.map(({ name, points }, index): TimeLine => ({
		name: group.by === null ? now : nameOf(name),
		points: points.map(({ atMs, value }) => [atMs, value?.value ?? null]),
		colour: index % COLOURS,
		dash: DASHES[Math.floor(index / COLOURS)] ?? 'solid'
	}));
	const [whole] = group.by === null ? courses : [];
	if (!whole?.points.some((point) => point.before !== null)) return lines;
	return [
		...lines,
		{
			name: before,
			points: whole.points.map((point) => [point.atMs, point.before?.value ?? null]),
			colour: 6,
			dash: 'dashed',
			isFaint: true
		}
	];
}

function bandOf({ courses, verdict }: Panel): BandPoint[] {
	const [whole] = courses;
	if (!whole || !verdict?.chart) return [];
	return verdict.chart.limits.flatMap((limit, index) => {
		const atMs = whole.points[index]?.atMs;
		return limit && atMs !== undefined ? [{ atMs, ...limit }] : [];
	});
}

/** Points that stand out, by where they lie against what is usual. */
export function signalPoints({ verdict }: Pick<Panel, 'verdict'>): Map<number, 'above' | 'below'> {
	const found = new Map<number, 'above' | 'below'>();
	for (const { points, side } of verdict?.chart?.signals ?? [])
		for (const point of points) found.set(point, side);
	return found;
}

function marksOf(
	changes: readonly DefinitionChange[],
	{ change, changes: several }: PanelWords
): TimeMark[] {
	const moments = new Map<number, DefinitionChange[]>();
	for (const one of changes) moments.set(one.atMs, [...(moments.get(one.atMs) ?? []), one]);
	return [...moments].map(([atMs, at]) => {
		const [only] = at;
		return { atMs, label: at.length === 1 && only ? change(only) : several(at.length) };
	});
}

function tipOf(panel: Panel, lines: readonly TimeLine[], words: PanelWords) {
	const say = figureFormat(panel.metric.unit, words.numbers);
	return (index: number) => {
		const point = panel.courses[0]?.points[index];
		const rows: TipRow[] = lines.map((line) => ({
			name: line.name,
			text: say(line.points[index]?.[1]),
			...(line.isFaint === true ? {} : { colour: line.colour })
		}));
		const limit = panel.verdict?.chart?.limits[index];
		if (limit) rows.push({ name: words.usual, text: `${say(limit.low)} – ${say(limit.high)}` });
		const title = point ? words.buckets.bucket(point.atMs) : '';
		return { title: point?.isPartial === true ? `${title} (${words.partial})` : title, rows };
	};
}

/** Changes of settings of queues are marked where the metric knows queues. */
export function panelFigure(
	panel: Panel,
	{ period, bucket, changes }: Pick<HistoryAnswer, 'period' | 'bucket' | 'changes'>,
	zone: string,
	words: PanelWords
): TimePanelInput {
	const lines = linesOf(panel, words);
	const band = bandOf(panel);
	const starts = panel.courses[0]?.points.map(({ atMs }) => atMs) ?? [];
	const values = [
		...lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? [])),
		...band.flatMap(({ low, high }) => [low, high])
	];
	const { unit, dimensions } = panel.metric;
	return {
		lines,
		band,
		signals: signalPoints(panel),
		partial: new Set(
			panel.courses[0]?.points.flatMap(({ isPartial }, index) => (isPartial ? [index] : [])) ?? []
		),
		marks: dimensions.includes('queue') ? marksOf(changes, words) : [],
		axis: unitAxis(unit, values),
		ticks: timeTicks(starts, bucket, zone, period),
		fromMs: Math.min(period.fromMs, starts[0] ?? period.fromMs),
		toMs: starts.at(-1) ?? period.toMs,
		sayTick: words.buckets.tick,
		sayAxis: sayAxis(unit, words.numbers),
		tip: tipOf(panel, lines, words)
	};
}
