import { agreementOfUnit } from './percent-agreement.ts';
import { beyondChance, sumOf } from './ratings.ts';
import type { Counts } from './ratings.ts';

export interface FleissKappa {
	readonly kappa: number;
	readonly observed: number;
	readonly expected: number;
	/** Agreement of each unit. */
	readonly byUnit: readonly number[];
	/** How many standard errors it is from chance; null where that error is nothing. */
	readonly z: number | null;
}

/**
 * Fleiss' kappa (1971), at most 1: units with the same number of ratings, two or more, not necessarily by the same raters.
 * The standard error for z is that of Fleiss, Nee & Landis 1979. Null: no units, numbers of ratings that differ (use
 * Krippendorff's alpha), or one category alone.
 */
export function fleissKappa(units: readonly Counts[]): FleissKappa | null {
	const ratings = sumOf(units[0] ?? []);
	if (ratings < 2 || units.some((counts) => sumOf(counts) !== ratings)) return null;
	const shares = (units[0] ?? []).map(
		(_, category) => sumOf(units.map((counts) => counts[category] ?? 0)) / (units.length * ratings)
	);
	const byUnit = units.map((counts) => agreementOfUnit(counts) ?? 0);
	const observed = sumOf(byUnit) / units.length;
	const expected = sumOf(shares.map((share) => share ** 2));
	const kappa = beyondChance(observed, expected);
	if (kappa === null) return null;
	const spread = sumOf(shares.map((share) => share * (1 - share)));
	const skew = sumOf(shares.map((share) => share * (1 - share) * (1 - 2 * share)));
	const variance =
		(2 * (spread ** 2 - skew)) / (spread ** 2 * units.length * ratings * (ratings - 1));
	return {
		kappa,
		observed,
		expected,
		byUnit,
		z: variance > 0 ? kappa / Math.sqrt(variance) : null
	};
}
