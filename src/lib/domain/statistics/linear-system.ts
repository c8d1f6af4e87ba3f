/** Symmetric systems of few equations, such as the normal equations of least squares, solved directly. Pure. */

export interface Solved {
	readonly solution: readonly number[];
	/** Inverse of the matrix over the unknowns that can be told; 0 in the rows and columns of the others. */
	readonly inverse: readonly (readonly number[])[];
	/** Unknowns that are a mixture of those before them, and have no value of their own; their solution is 0. */
	readonly dependent: ReadonlySet<number>;
}

/** What is left of a number after so much of it was taken away is only rounding. */
const NOTHING_LEFT = 1e-9;

const at = (row: readonly number[] | undefined, column: number): number => row?.[column] ?? 0;

/**
 * Gauss and Jordan in the order of the unknowns, for a matrix that is positive semidefinite, where the diagonal is always a
 * good pivot. An unknown whose pivot vanishes depends on those before it and is left out.
 */
export function solveSymmetric(
	matrix: readonly (readonly number[])[],
	right: readonly number[]
): Solved {
	const size = matrix.length;
	const rows = matrix.map((row, index) => [
		...row,
		...Array.from({ length: size }, (_, column) => (column === index ? 1 : 0))
	]);
	const dependent = new Set<number>();
	for (let pivot = 0; pivot < size; pivot++) {
		const head = at(rows[pivot], pivot);
		if (head <= NOTHING_LEFT * Math.max(1, at(matrix[pivot], pivot))) dependent.add(pivot);
		else eliminate(rows, pivot, head);
	}
	const isFree = (index: number): boolean => !dependent.has(index);
	const inverse = rows.map((row, index) =>
		Array.from({ length: size }, (_, column) =>
			isFree(index) && isFree(column) ? at(row, size + column) : 0
		)
	);
	const solution = inverse.map((row) =>
		row.reduce((sum, value, column) => sum + value * at(right, column), 0)
	);
	return { solution, inverse, dependent };
}

/** Makes the pivot 1 and the rest of its column 0. */
function eliminate(rows: number[][], pivot: number, head: number): void {
	const pivotRow = (rows[pivot] ?? []).map((value) => value / head);
	rows[pivot] = pivotRow;
	for (const [index, row] of rows.entries()) {
		const factor = at(row, pivot);
		if (index === pivot || factor === 0) continue;
		rows[index] = row.map((value, column) => value - factor * at(pivotRow, column));
	}
}
