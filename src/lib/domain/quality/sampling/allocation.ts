/** How a number of evaluations is shared among strata. */

export interface StratumSize {
	readonly stratum: string;
	/** N: contacts in it. */
	readonly size: number;
	/** s: standard deviation of the scores; null: not known yet. */
	readonly deviation: number | null;
}

/** Two are needed for a variance. */
export const LEAST_PER_STRATUM = 2;

/** n·N_h / ΣN: exact, before it is rounded. */
export function proportionalShares(strata: readonly StratumSize[], n: number): number[] {
	return sharesBy(
		strata.map(({ size }) => size),
		n
	);
}

/** n·N_h·s_h / ΣN·s (Neyman 1934): more where scores differ more. Null while a deviation is not known, or all are 0. */
export function neymanShares(strata: readonly StratumSize[], n: number): number[] | null {
	const weights = strata.map(({ size, deviation }) =>
		deviation === null ? null : size * deviation
	);
	const known = weights.filter((weight) => weight !== null);
	if (known.length < weights.length || known.every((weight) => weight === 0)) return null;
	return sharesBy(known, n);
}

function sharesBy(weights: readonly number[], n: number): number[] {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map((weight) => (total === 0 ? 0 : (n * weight) / total));
}

/** Whole numbers with the same sum: each rounded down, and the rest to the largest remainders, of equal ones the first. */
export function largestRemainder(shares: readonly number[]): number[] {
	const whole = shares.map(Math.floor);
	const total = Math.round(shares.reduce((sum, share) => sum + share, 0));
	const rest = total - whole.reduce((sum, share) => sum + share, 0);
	const order = shares
		.map((share, index) => ({ index, remainder: share - Math.floor(share) }))
		.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
	for (const { index } of order.slice(0, Math.max(0, rest))) whole[index] = (whole[index] ?? 0) + 1;
	return whole;
}

type SharesOf = (strata: readonly StratumSize[], n: number) => number[] | null;

/**
 * Whole numbers that are at least two and never more than there are, with the sum `n` where that can be. What these limits
 * take or leave is shared among the others in the same proportion. Null where the shares are not known.
 */
export function allocate(
	strata: readonly StratumSize[],
	n: number,
	sharesOf: SharesOf = proportionalShares
): number[] | null {
	const given = new Map<StratumSize, number>();
	for (;;) {
		const open = strata.filter((stratum) => !given.has(stratum));
		const left = n - [...given.values()].reduce((sum, share) => sum + share, 0);
		const shares = sharesOf(open, Math.max(0, left));
		if (shares === null) return null;
		const bound = beyondLimits(open, shares);
		const settled = bound.size > 0 ? bound : rounded(open, shares);
		for (const [stratum, share] of settled) given.set(stratum, share);
		if (bound.size === 0) return strata.map((stratum) => given.get(stratum) ?? 0);
	}
}

const leastOf = ({ size }: StratumSize): number => Math.min(LEAST_PER_STRATUM, size);

/** Those with too little at the least they need; when there are none, those with too much at the most they have. */
function beyondLimits(
	strata: readonly StratumSize[],
	shares: readonly number[]
): Map<StratumSize, number> {
	const low = strata.filter((stratum, index) => (shares[index] ?? 0) < leastOf(stratum));
	if (low.length > 0) return new Map(low.map((stratum) => [stratum, leastOf(stratum)]));
	const high = strata.filter((stratum, index) => (shares[index] ?? 0) > stratum.size);
	return new Map(high.map((stratum) => [stratum, stratum.size]));
}

function rounded(
	strata: readonly StratumSize[],
	shares: readonly number[]
): Map<StratumSize, number> {
	const whole = largestRemainder(shares);
	return new Map(strata.map((stratum, index) => [stratum, whole[index] ?? 0]));
}
