/** The columns of an export as a table: each metric with what it is made of. */
import { SKETCHES } from '#lib/domain/metrics/measures.ts';
import type { Metric, MetricFormula, MetricValue } from '#lib/domain/metrics/metric.ts';
import type { CsvCell } from '../export/csv.ts';
import type { MetricRow } from './metric-answer.ts';
import type { MetricRequest } from './metric-request.ts';

/** Fields of a value besides the value itself, in the order of their columns. */
function partsOf(formula: MetricFormula): string[] {
	switch (formula.kind) {
		case 'count':
			return [];
		case 'ratio':
			return ['numerator', 'denominator'];
		case 'mean':
			return SKETCHES.some((name) => name === formula.sum) ? ['n', 'median', 'p90', 'p95'] : ['n'];
		case 'balance':
			return ['n', 'plus', 'minus'];
		case 'live':
			return formula.of === 'longestWait' ? ['n'] : [];
		default:
			return formula satisfies never;
	}
}

const hasInterval = (formula: MetricFormula): boolean =>
	formula.kind === 'balance' ||
	(formula.kind === 'ratio' && formula.interval !== undefined) ||
	(formula.kind === 'mean' && formula.squares !== undefined);

interface Column {
	readonly name: string;
	readonly cell: (row: MetricRow) => CsvCell;
}

const number = (value: unknown): CsvCell => (typeof value === 'number' ? value : null);

function columnsOf({ id, formula, beside }: Metric): Column[] {
	const value = (row: MetricRow): MetricValue | null => {
		const cell = row[id];
		return typeof cell === 'object' ? cell : null;
	};
	const field = (name: string): Column => ({
		name: `${id}_${name}`,
		cell: (row) => number((value(row) as Readonly<Record<string, unknown>> | null)?.[name])
	});
	const edge = (name: string, index: 0 | 1): Column => ({
		name: `${id}_${name}`,
		cell: (row) => number(value(row)?.interval?.[index])
	});
	return [
		{ name: id, cell: (row) => number(value(row)?.value) },
		...partsOf(formula).map(field),
		...(hasInterval(formula) ? [edge('low', 0), edge('high', 1)] : []),
		...(beside?.responseRate ? [field('response_rate')] : []),
		...(beside?.coverage ? [field('coverage')] : []),
		...(beside?.provisional ? [field('provisional')] : [])
	];
}

export interface ExportTable {
	readonly header: readonly string[];
	readonly cells: (row: MetricRow) => CsvCell[];
}

export function exportTable({ by, metrics }: Pick<MetricRequest, 'by' | 'metrics'>): ExportTable {
	const text =
		(name: string) =>
		(row: MetricRow): CsvCell => {
			const cell = row[name];
			return typeof cell === 'string' ? cell : '';
		};
	const columns: Column[] = [
		{ name: 'at', cell: text('at') },
		...by.map((name) => ({ name, cell: text(name) })),
		...metrics.flatMap(columnsOf)
	];
	return {
		header: columns.map(({ name }) => name),
		cells: (row) => columns.map(({ cell }) => cell(row))
	};
}
