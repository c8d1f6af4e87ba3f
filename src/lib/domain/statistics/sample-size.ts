/** How many have to be drawn for an answer that is near enough. Pure; Cochran 1977. Not rounded: `wholeSample` is. */
import { Z_95 } from './confidence.ts';
import { OUTSIDE_95, finiteFactor } from './mean-interval.ts';
import { studentCritical } from './student-t.ts';

/** A part of one more is one more. */
export const wholeSample = (n: number): number => Math.ceil(n - 1e-9);

interface Wanted {
	/** Half the width of the interval. */
	readonly within: number;
	/** Null: of any number. */
	readonly population: number | null;
	/** Of the normal distribution; 95 % unless told otherwise. */
	readonly quantile?: number;
}

/** For a mean: n0 = (z·s/E)², n0/(1 + n0/N). Worked check: s = 12, E = 5 are 22.13, of 120 they are 18.68. */
export function sizeForMean({
	deviation,
	within,
	population,
	quantile = Z_95
}: Wanted & { readonly deviation: number }): number {
	const n0 = ((quantile * deviation) / within) ** 2;
	return population === null ? n0 : n0 / (1 + n0 / population);
}

/** For a share: n0 = z²p(1 − p)/E², n0/(1 + (n0 − 1)/N). Worked check: ±5 points of 1000 are 277.74 at p = ½. */
export function sizeForShare({
	share = 0.5,
	within,
	population,
	quantile = Z_95
}: Wanted & { readonly share?: number }): number {
	const n0 = (quantile ** 2 * share * (1 - share)) / within ** 2;
	return population === null ? n0 : n0 / (1 + (n0 - 1) / population);
}

interface Known {
	readonly n: number;
	readonly deviation: number;
	readonly within: number;
	readonly population: number | null;
}

/** More than this nobody evaluates. */
const MOST = 1_000_000;

/**
 * How many more evaluations until t·s/√n·√(1 − n/N) ≤ `within` at 95 %, if the deviation stays what it is. By the t of the
 * larger sample, and never beyond all there are. Half-widths for s = 10: n = 5 ±12.42, 8 ±8.36, 10 ±7.15, 20 ±4.68.
 */
export function evaluationsNeeded({ n, deviation, within, population }: Known): number {
	const isEnough = (size: number): boolean =>
		(population !== null && size >= population) ||
		(size >= 2 &&
			((studentCritical(OUTSIDE_95, size - 1) * deviation) / Math.sqrt(size)) *
				finiteFactor(size, population) <=
				within);
	if (isEnough(n)) return 0;
	let [low, high] = [n, Math.max(2, n)];
	while (!isEnough(high) && high < MOST) [low, high] = [high, high * 2];
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (isEnough(middle)) high = middle;
		else low = middle;
	}
	return high - n;
}
