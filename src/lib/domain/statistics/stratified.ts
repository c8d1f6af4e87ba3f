/** The mean of all from samples of their parts, where the parts were not drawn from evenly. Pure; Cochran 1977, chapter 5. */
import type { Interval95 } from './confidence.ts';
import { OUTSIDE_95 } from './mean-interval.ts';
import { pooledDeviation } from './sample.ts';
import type { Sample } from './sample.ts';
import { studentCritical } from './student-t.ts';

export interface Stratum extends Sample {
	/** How many there are. */
	readonly population: number;
}

export interface StratifiedEstimate {
	readonly n: number;
	readonly population: number;
	readonly mean: number;
	/** Null where nothing tells how values differ within a stratum. */
	readonly error: number | null;
	/** Satterthwaite's, of the t of the interval. */
	readonly degrees: number | null;
	readonly interval: Interval95 | null;
}

const filled = ({ n, population }: Stratum): number => Math.max(n, population);

/**
 * ȳ = Σ(N_h/N)·ȳ_h with variance Σ(N_h/N)²·(1 − n_h/N_h)·s_h²/n_h. A stratum of one has the deviation within the others. Strata
 * nobody drew from are not spoken for: leave them out. Null without strata. Worked check: 800/300/100, 8/6/6, 88/80/62,
 * 6/9/14 are 83.8333 with an error of 1.7378.
 */
export function stratifiedEstimate(strata: readonly Stratum[]): StratifiedEstimate | null {
	const drawn = strata.filter(({ n }) => n > 0);
	if (drawn.length === 0) return null;
	const population = drawn.reduce((sum, stratum) => sum + filled(stratum), 0);
	const n = drawn.reduce((sum, stratum) => sum + stratum.n, 0);
	const mean = drawn.reduce(
		(sum, stratum) => sum + (filled(stratum) / population) * stratum.mean,
		0
	);
	const variance = varianceOf(drawn, population);
	if (variance === null) return { n, population, mean, error: null, degrees: null, interval: null };
	const error = Math.sqrt(variance.sum);
	const half =
		variance.degrees === null ? 0 : studentCritical(OUTSIDE_95, variance.degrees) * error;
	return {
		n,
		population,
		mean,
		error,
		degrees: variance.degrees,
		interval: [mean - half, mean + half]
	};
}

/** What a stratum adds to the variance of the mean, and the degrees of freedom it is known with. */
interface Part {
	readonly variance: number;
	readonly degrees: number;
}

/** The variance of the mean and the degrees of freedom behind it (5.16); no degrees where there is no variance. */
function varianceOf(
	drawn: readonly Stratum[],
	population: number
): { readonly sum: number; readonly degrees: number | null } | null {
	const within = pooledDeviation(drawn);
	const open = drawn.filter((stratum) => stratum.n < filled(stratum));
	const parts = open.map((stratum): Part | null => {
		const isSingle = stratum.deviation === null;
		const deviation = stratum.deviation ?? within?.deviation ?? null;
		if (deviation === null) return null;
		const all = filled(stratum);
		const weight = (all / population) ** 2 * (1 - stratum.n / all);
		return {
			variance: (weight * deviation ** 2) / stratum.n,
			degrees: isSingle ? (within?.degrees ?? 1) : stratum.n - 1
		};
	});
	const known = parts.filter((part) => part !== null);
	if (known.length < parts.length) return null;
	const sum = known.reduce((total, { variance }) => total + variance, 0);
	const spread = known.reduce((total, { variance, degrees }) => total + variance ** 2 / degrees, 0);
	return { sum, degrees: spread === 0 ? null : sum ** 2 / spread };
}

/** How much more often one part was drawn from than another: 1 is evenly. */
export function unevenness(strata: readonly Pick<Stratum, 'n' | 'population'>[]): number {
	const shares = strata
		.filter(({ n }) => n > 0)
		.map(({ n, population }) => n / Math.max(n, population));
	return shares.length === 0 ? 1 : Math.max(...shares) / Math.min(...shares);
}

/** Σ(y/π) / Σ(1/π): the mean of all where each was drawn with a probability π of its own (Hájek 1971). Null without values. */
export function hajekMean(
	values: readonly { readonly value: number; readonly probability: number }[]
): number | null {
	const weight = values.reduce((sum, { probability }) => sum + 1 / probability, 0);
	if (weight === 0) return null;
	return values.reduce((sum, { value, probability }) => sum + value / probability, 0) / weight;
}
