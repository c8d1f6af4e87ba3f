import { Z_95 } from '../confidence.ts';
import type { Interval95 } from '../confidence.ts';
import { beyondChance, sumOf } from './ratings.ts';

/** How near two categories are to each other: only equal or not, by their distance in order, or by its square. */
export type KappaWeights = 'nominal' | 'linear' | 'quadratic';

export interface CohenKappa {
	/** Units that both rated. */
	readonly n: number;
	readonly observed: number;
	readonly expected: number;
	readonly kappa: number;
	/** Standard error for an interval around it. */
	readonly error: number;
	/** Standard error when there is nothing but chance; for `z`. */
	readonly errorOfChance: number;
	readonly z: number | null;
	readonly interval: Interval95;
}

type Matrix = readonly (readonly number[])[];

/** 1 on the diagonal, 0 in the farthest corner. */
function weightOf(kind: KappaWeights, a: number, b: number, categories: number): number {
	if (kind === 'nominal') return a === b ? 1 : 0;
	const distance = Math.abs(a - b) / Math.max(1, categories - 1);
	return 1 - (kind === 'linear' ? distance : distance ** 2);
}

const overCells = (size: number, of: (row: number, column: number) => number): number => {
	let sum = 0;
	for (let row = 0; row < size; row += 1)
		for (let column = 0; column < size; column += 1) sum += of(row, column);
	return sum;
};

/** Shares of the table, of its rows and of its columns, and what each category weighs against the other rater's answers. */
function sharesOf(table: Matrix, n: number, weights: KappaWeights) {
	const size = table.length;
	const cell = (row: number, column: number) => (table[row]?.[column] ?? 0) / n;
	const weight = (row: number, column: number) => weightOf(weights, row, column, size);
	const places = table.map((_, place) => place);
	const rows = places.map((row) => sumOf(places.map((column) => cell(row, column))));
	const columns = places.map((column) => sumOf(places.map((row) => cell(row, column))));
	const expectedCell = (row: number, column: number) => (rows[row] ?? 0) * (columns[column] ?? 0);
	const means = (shares: readonly number[]) =>
		places.map((place) =>
			sumOf(places.map((other) => (shares[other] ?? 0) * weight(place, other)))
		);
	return {
		size,
		cell,
		weight,
		expectedCell,
		meanOfRow: means(columns),
		meanOfColumn: means(rows)
	};
}

/**
 * Cohen's kappa of two raters, −1..1, of a square table of counts (crossTable) over all categories in their order: the
 * weighted agreement beyond that of their own marginals. Standard errors of Fleiss, Cohen & Everitt 1969; the interval is
 * ± z of them. Null: nothing was rated by both, or chance alone explains everything. When nearly all answers are the same it
 * is low although the raters agree (Feinstein & Cicchetti 1990): read AC1 beside it.
 */
export function cohenKappa(table: Matrix, weights: KappaWeights = 'nominal'): CohenKappa | null {
	const n = sumOf(table.map(sumOf));
	if (n === 0) return null;
	const { size, cell, weight, expectedCell, meanOfRow, meanOfColumn } = sharesOf(table, n, weights);
	const observed = overCells(size, (row, column) => weight(row, column) * cell(row, column));
	const expected = overCells(
		size,
		(row, column) => weight(row, column) * expectedCell(row, column)
	);
	const kappa = beyondChance(observed, expected);
	if (kappa === null) return null;
	const mean = (row: number, column: number) => (meanOfRow[row] ?? 0) + (meanOfColumn[column] ?? 0);
	const spread = overCells(
		size,
		(row, column) =>
			cell(row, column) * (weight(row, column) - mean(row, column) * (1 - kappa)) ** 2
	);
	const spreadOfChance = overCells(
		size,
		(row, column) => expectedCell(row, column) * (weight(row, column) - mean(row, column)) ** 2
	);
	const errorFrom = (variance: number) => Math.sqrt(Math.max(0, variance) / n) / (1 - expected);
	const error = errorFrom(spread - (kappa - expected * (1 - kappa)) ** 2);
	const errorOfChance = errorFrom(spreadOfChance - expected ** 2);
	return {
		n,
		observed,
		expected,
		kappa,
		error,
		errorOfChance,
		z: errorOfChance === 0 ? null : kappa / errorOfChance,
		interval: [Math.max(-1, kappa - Z_95 * error), Math.min(1, kappa + Z_95 * error)]
	};
}
