/**
 * Spearman's rank correlation: whether two series rise and fall together, in whatever shape. Pure; ties share the mean of
 * their ranks. Checked against the tuna of Hollander and Wolfe (1973), the tables of Zar (1972) and an enumeration.
 */
import { studentTwoSided } from './student-t.ts';

export interface RankCorrelation {
	/** −1..1. */
	readonly rho: number;
	readonly n: number;
	/** Of both sides: how often chance alone gives as much, where each month had nothing to do with the one before. */
	readonly p: number;
	/** `exact`: all orders were counted; `student`: by Student's t with n − 2 degrees of freedom. */
	readonly by: 'exact' | 'student';
}

/** Up to here all orders are counted: 9! of them, by way of 2⁹ sets. */
const MOST_EXACT = 9;
export const FEWEST_PAIRS = 3;

/** Twice the rank, so that shared ranks are whole numbers as well. */
export function doubledRanks(values: readonly number[]): number[] {
	const ordered = values
		.map((value, place) => ({ value, place }))
		.sort((a, b) => a.value - b.value);
	const ranks = new Array<number>(values.length).fill(0);
	for (let from = 0; from < ordered.length;) {
		const to = ordered.findLastIndex(({ value }) => value === ordered[from]?.value);
		for (const { place } of ordered.slice(from, to + 1)) ranks[place] = from + to + 2;
		from = to + 1;
	}
	return ranks;
}

const products = (a: readonly number[], b: readonly number[]): number =>
	a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0);

/** The share of all orders whose sum of products lies at least as far from the middle as the one that was found. */
function exactChance(a: readonly number[], b: readonly number[]): number {
	const n = a.length;
	const middle = n * (n + 1) ** 2;
	const found = Math.abs(products(a, b) - middle);
	const rising = (ranks: readonly number[]) => [...ranks].sort((one, other) => one - other);
	const width = products(rising(a), rising(b)) + 1;
	// How many ways lead to each sum, by the set of those of b that are taken; a is taken in its order.
	const ways = new Map<number, Float64Array>([[0, new Float64Array(width).fill(1, 0, 1)]]);
	const whole = 2 ** n - 1;
	for (let taken = 0; taken < whole; taken += 1) {
		const here = ways.get(taken);
		ways.delete(taken);
		if (!here) continue;
		const next = a[bitsOf(taken)] ?? 0;
		for (let place = 0; place < n; place += 1) {
			const bit = 2 ** place;
			if ((taken & bit) !== 0) continue;
			const there = ways.get(taken | bit) ?? new Float64Array(width);
			ways.set(taken | bit, there);
			addShifted(there, here, next * (b[place] ?? 0));
		}
	}
	const all = ways.get(whole) ?? new Float64Array(width);
	let [far, total] = [0, 0];
	all.forEach((count, sum) => {
		total += count;
		if (Math.abs(sum - middle) >= found) far += count;
	});
	return far / total;
}

function bitsOf(set: number): number {
	let count = 0;
	for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
	return count;
}

function addShifted(to: Float64Array, from: Float64Array, by: number): void {
	for (let sum = 0; sum + by < to.length; sum += 1) {
		const count = from[sum] ?? 0;
		if (count !== 0) to[sum + by] = (to[sum + by] ?? 0) + count;
	}
}

/** Null: fewer than three pairs, or one of the two never changes. */
export function rankCorrelation(
	x: readonly number[],
	y: readonly number[]
): RankCorrelation | null {
	const n = Math.min(x.length, y.length);
	if (n < FEWEST_PAIRS) return null;
	const [a, b] = [doubledRanks(x.slice(0, n)), doubledRanks(y.slice(0, n))];
	const middle = n * (n + 1) ** 2;
	const spread = (products(a, a) - middle) * (products(b, b) - middle);
	if (spread === 0) return null;
	const rho = Math.max(-1, Math.min(1, (products(a, b) - middle) / Math.sqrt(spread)));
	if (n <= MOST_EXACT) return { rho, n, p: exactChance(a, b), by: 'exact' };
	const t = Math.abs(rho) === 1 ? Infinity : rho * Math.sqrt((n - 2) / (1 - rho ** 2));
	return { rho, n, p: t === Infinity ? 0 : studentTwoSided(t, n - 2), by: 'student' };
}
