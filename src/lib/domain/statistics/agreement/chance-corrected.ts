/**
 * Agreement beyond chance of any number of raters, some of whom may have said nothing: three ideas of what chance is, over
 * the same observed agreement. All are at most 1; null when no unit has two ratings or chance alone explains everything.
 * The share of a category is the mean over units of its share of the unit's ratings (Gwet 2014), so that a unit with many
 * ratings does not count for more.
 */
import { meanAgreement } from './percent-agreement.ts';
import { beyondChance, sumOf } from './ratings.ts';
import type { Counts } from './ratings.ts';

/** Mean share of each category over the units that have any rating. */
export function categoryShares(units: readonly Counts[]): number[] {
	const rated = units.filter((counts) => sumOf(counts) > 0);
	const categories = units[0]?.length ?? 0;
	return Array.from({ length: categories }, (_, category) =>
		rated.length === 0
			? 0
			: sumOf(rated.map((counts) => (counts[category] ?? 0) / sumOf(counts))) / rated.length
	);
}

function coefficient(
	units: readonly Counts[],
	chance: (shares: readonly number[]) => number
): number | null {
	const observed = meanAgreement(units);
	return observed === null ? null : beyondChance(observed, chance(categoryShares(units)));
}

/**
 * Gwet's AC1 (2008): chance is Σ π(1−π) / (q−1) over q categories. Stays sensible when nearly all answers are the same,
 * where kappa does not. Null with fewer than two categories.
 */
export const gwetAc1 = (units: readonly Counts[]): number | null =>
	(units[0]?.length ?? 0) < 2
		? null
		: coefficient(
				units,
				(shares) => sumOf(shares.map((share) => share * (1 - share))) / (shares.length - 1)
			);

/** Scott's pi (1955) of two raters, and its form for more of them with missing ratings: chance is Σ π². */
export const scottPi = (units: readonly Counts[]): number | null =>
	coefficient(units, (shares) => sumOf(shares.map((share) => share ** 2)));

/** Brennan & Prediger (1981): chance is 1/q, every category as likely as another. Null with fewer than two categories. */
export const brennanPrediger = (units: readonly Counts[]): number | null =>
	(units[0]?.length ?? 0) < 2 ? null : coefficient(units, (shares) => 1 / shares.length);
