/** Whether a sample looks like what it was drawn from: Pearson's χ² of counts against the shares of the population. */
import { logGamma } from '../../statistics/incomplete-beta.ts';

/** With fewer expected the statistic does not follow its distribution (Cochran 1954). */
export const LEAST_EXPECTED = 5;
/** Below this the difference is called one. */
export const SIGNIFICANT_P = 0.01;
const MOST_TERMS = 10_000;
const SMALL = 1e-15;

export interface ChiSquare {
	readonly statistic: number;
	readonly degrees: number;
	/** Chance of a sample at least as different. */
	readonly p: number;
}

/** P(X ≥ x) of χ² with `degrees` of freedom: 1 less the series of the lower incomplete gamma function. */
export function chiSquareTail(x: number, degrees: number): number {
	if (x <= 0) return 1;
	const [a, half] = [degrees / 2, x / 2];
	let term = 1 / a;
	let sum = term;
	for (let n = 1; n < MOST_TERMS && term > sum * SMALL; n++) {
		term *= half / (a + n);
		sum += term;
	}
	const lower = sum * Math.exp(a * Math.log(half) - half - logGamma(a));
	return Math.min(1, Math.max(0, 1 - lower));
}

interface Cell {
	readonly seen: number;
	readonly expected: number;
}

/** Cells of which too few are expected are put together, the smallest first. */
function merged(cells: readonly Cell[]): Cell[] {
	const rest = [...cells].sort((a, b) => a.expected - b.expected);
	for (;;) {
		const [first, second, ...others] = rest;
		if (!first || !second || first.expected >= LEAST_EXPECTED) return rest;
		const both = { seen: first.seen + second.seen, expected: first.expected + second.expected };
		rest.splice(0, rest.length, both, ...others);
		rest.sort((a, b) => a.expected - b.expected);
	}
}

/** By category, how many are in each. Null: too few to tell. */
export function compareWithPopulation(
	sample: ReadonlyMap<string, number>,
	population: ReadonlyMap<string, number>
): ChiSquare | null {
	const total = (counts: ReadonlyMap<string, number>): number =>
		[...counts.values()].reduce((sum, count) => sum + count, 0);
	const [n, size] = [total(sample), total(population)];
	if (n === 0 || size === 0) return null;
	const cells = merged(
		[...population].map(([category, count]) => ({
			seen: sample.get(category) ?? 0,
			expected: (n * count) / size
		}))
	);
	if (cells.length < 2) return null;
	const statistic = cells.reduce(
		(sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected,
		0
	);
	const degrees = cells.length - 1;
	return { statistic, degrees, p: chiSquareTail(statistic, degrees) };
}
