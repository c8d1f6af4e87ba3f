/**
 * Ranks that say no more than the samples do: those who cannot be told apart share one. Pure.
 *
 * Two differ when Welch's t (1947) of the difference of their means is significant at `level` divided by the number of
 * pairs (Bonferroni), both sides. All are put in the order of their means, and a rank ends only where each one before it
 * differs from each one after it. So of two with different ranks the difference is always significant, and the ranks follow
 * the means without gaps.
 */
import { meanError } from './mean-interval.ts';
import type { Sample } from './sample.ts';
import { studentTwoSided } from './student-t.ts';

/** A mean and how well it is known. */
export interface Estimate {
	readonly id: string;
	readonly mean: number;
	/** Of the mean. */
	readonly error: number;
	/** Of freedom, of the error. */
	readonly degrees: number;
}

/**
 * Of a sample out of so many (null: not known). A few equal values do not prove that all are equal: then `usual`, the
 * deviation within all samples together, stands in.
 */
export const estimateOf = (
	id: string,
	sample: Sample,
	{ population, usual }: { readonly population: number | null; readonly usual: number }
): Estimate => ({
	id,
	mean: sample.mean,
	error: meanError({ n: sample.n, deviation: (sample.deviation ?? 0) || usual }, population) ?? 0,
	degrees: Math.max(1, sample.n - 1)
});

export interface Rank {
	/** 1 is the best. */
	readonly group: number;
	/** The places it covers: 2 to 5 of 12. */
	readonly from: number;
	readonly to: number;
	readonly of: number;
}

/** The p-value of the difference of two means whose variances need not be the same (Welch–Satterthwaite). */
function differenceChance(a: Estimate, b: Estimate): number {
	const [ofA, ofB] = [a.error ** 2, b.error ** 2];
	const variance = ofA + ofB;
	const difference = Math.abs(a.mean - b.mean);
	if (variance === 0) return difference === 0 ? 1 : 0;
	const degrees = variance ** 2 / (ofA ** 2 / a.degrees + ofB ** 2 / b.degrees);
	return studentTwoSided(difference / Math.sqrt(variance), degrees);
}

/** For each place the last one that cannot be told apart from it. */
function lastAlike(ordered: readonly Estimate[], level: number): number[] {
	const pairs = (ordered.length * (ordered.length - 1)) / 2;
	return ordered.map((one, index) =>
		ordered.findLastIndex(
			(other, at) => at <= index || differenceChance(one, other) >= level / pairs
		)
	);
}

/** By id. The order they come in changes nothing. */
export function ranksOf(estimates: readonly Estimate[], level = 0.05): Map<string, Rank> {
	const ordered = [...estimates].sort((a, b) => b.mean - a.mean || (a.id < b.id ? -1 : 1));
	const last = lastAlike(ordered, level);
	const ranks = new Map<string, Rank>();
	let from = 0;
	let group = 1;
	for (let at = 0, reach = 0; at < ordered.length; at++) {
		reach = Math.max(reach, last[at] ?? at);
		if (reach > at) continue;
		const rank = { group, from: from + 1, to: at + 1, of: ordered.length };
		for (const { id } of ordered.slice(from, at + 1)) ranks.set(id, rank);
		from = at + 1;
		group += 1;
	}
	return ranks;
}
