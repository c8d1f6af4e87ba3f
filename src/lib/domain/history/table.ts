/** The numbers of a page as rows: buckets, or the values of a split; totals are recomputed, never added up here. */
import type { Dimension, MetricValue } from '../metrics/metric.ts';
import type { HistoryAnswer } from './history-answer.ts';
import type { HistoryAsk } from './history-ask.ts';
import { cellOf, nameIn } from './panels.ts';
import type { Panel } from './panels.ts';
import type { Period } from './period.ts';

export interface TableCell {
	readonly value: MetricValue | null;
	readonly before: MetricValue | null;
}

export interface TableRow {
	readonly key: string;
	/** Of a split; empty for a bucket. */
	readonly name: string;
	readonly atMs: number;
	/** What the numbers are of. */
	readonly period: Period;
	readonly isPartial: boolean;
	readonly cells: Readonly<Record<string, TableCell>>;
}

const NO_CELL: TableCell = { value: null, before: null };

function bucketRows(panels: readonly Panel[], { fromMs, toMs }: Period): TableRow[] {
	const rows = new Map<number, TableRow>();
	for (const { metric, courses } of panels) {
		for (const { atMs, endMs, value, before, isPartial } of courses[0]?.points ?? []) {
			const row = rows.get(atMs);
			rows.set(atMs, {
				key: String(atMs),
				name: '',
				atMs,
				period: { fromMs: Math.max(atMs, fromMs), toMs: Math.min(endMs, toMs) },
				isPartial,
				cells: { ...row?.cells, [metric.id]: { value, before } }
			});
		}
	}
	return [...rows.values()].sort((a, b) => a.atMs - b.atMs);
}

function partRows(panels: readonly Panel[], by: Dimension, period: Period): TableRow[] {
	const rows = new Map<string, TableRow>();
	for (const { metric, group } of panels) {
		if (group.by !== by) continue;
		const earlier = new Map((group.before?.parts ?? []).map((row) => [nameIn(row, by), row]));
		for (const part of group.now.parts) {
			const name = nameIn(part, by);
			const cell = {
				value: cellOf(part, metric.id),
				before: cellOf(earlier.get(name), metric.id)
			};
			const row = rows.get(name);
			rows.set(name, {
				key: `name ${name}`,
				name,
				atMs: period.fromMs,
				period,
				isPartial: false,
				cells: { ...row?.cells, [metric.id]: cell }
			});
		}
	}
	return [...rows.values()];
}

export const cellIn = ({ cells }: TableRow, metric: string): TableCell => cells[metric] ?? NO_CELL;

export interface TableOrder {
	readonly sort: HistoryAsk['sort'];
	readonly by: Dimension | null;
	readonly nameOf: (name: string) => string;
	readonly byName: (a: string, b: string) => number;
}

/** What is nothing stands last, whichever way it is sorted. */
function compareNumbers(a: number | null, b: number | null, isDescending: boolean): number {
	if (a === null || b === null) return Number(a === null) - Number(b === null);
	return isDescending ? b - a : a - b;
}

function comparison({
	sort,
	by,
	nameOf,
	byName
}: TableOrder): (a: TableRow, b: TableRow) => number {
	const byLabel = (a: TableRow, b: TableRow): number => byName(nameOf(a.name), nameOf(b.name));
	const isDescending = sort?.isDescending ?? false;
	if (!sort || sort.column === 'at' || sort.column === 'name') {
		const order = by === null ? (a: TableRow, b: TableRow) => a.atMs - b.atMs : byLabel;
		return isDescending ? (a, b) => order(b, a) : order;
	}
	const valueOf = (row: TableRow): number | null => cellIn(row, sort.column).value?.value ?? null;
	return (a, b) => compareNumbers(valueOf(a), valueOf(b), isDescending) || byLabel(a, b);
}

export function tableRows(
	panels: readonly Panel[],
	{ period }: Pick<HistoryAnswer, 'period'>,
	order: TableOrder
): TableRow[] {
	const rows = order.by === null ? bucketRows(panels, period) : partRows(panels, order.by, period);
	return rows.sort(comparison(order));
}
