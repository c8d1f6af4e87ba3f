import { countsOf, saidOf, sumOf } from './ratings.ts';
import type { Counts, Ratings } from './ratings.ts';

/** Of one unit: the share of its pairs of raters that agree; null with fewer than two ratings. */
export function agreementOfUnit(counts: Counts): number | null {
	const n = sumOf(counts);
	if (n < 2) return null;
	return sumOf(counts.map((count) => count * (count - 1))) / (n * (n - 1));
}

/** Of units by their counts: the mean over those with two ratings or more; null without any. */
export function meanAgreement(units: readonly Counts[]): number | null {
	let [sum, n] = [0, 0];
	for (const counts of units) {
		const share = agreementOfUnit(counts);
		if (share === null) continue;
		sum += share;
		n += 1;
	}
	return n === 0 ? null : sum / n;
}

/**
 * Percent agreement of any number of raters, 0..1: the mean over units of Σ rₖ(rₖ−1) / r(r−1). A unit with fewer than two
 * ratings says nothing; null when all are such. It does not take chance into account.
 */
export function percentAgreement<T>(ratings: Ratings<T>): number | null {
	const categories = [...new Set(ratings.flatMap((unit) => saidOf(unit)))];
	return meanAgreement(countsOf(ratings, categories));
}
