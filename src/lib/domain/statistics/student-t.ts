/**
 * Student's t: how far the mean of few values may be from the truth. Pure; degrees of freedom need not be whole. Within 1e-9
 * of closed forms (1, 2 and 4 degrees) and published tables.
 */
import { regularisedBeta } from './incomplete-beta.ts';

/** P(|T| > |t|), the p-value of both sides: the incomplete beta at df/(df + t²). Exact also far out, where it is tiny. */
export const studentTwoSided = (t: number, df: number): number =>
	regularisedBeta(df / (df + t * t), df / 2, 0.5);

/** P(T ≤ t). */
export function studentCdf(t: number, df: number): number {
	const tail = studentTwoSided(t, df) / 2;
	return t < 0 ? tail : 1 - tail;
}

const FARTHEST = 1e150;

/** The t beyond which, on both sides, lies `share` of it: 0.05 of 4 degrees is 2.7764. */
export function studentCritical(share: number, df: number): number {
	if (share >= 1) return 0;
	let [low, high] = [0, 1];
	while (studentTwoSided(high, df) > share && high < FARTHEST) [low, high] = [high, high * 2];
	// Halving is sure, and ends when there is no number left in between.
	for (;;) {
		const middle = (low + high) / 2;
		if (middle <= low || middle >= high) return high;
		if (studentTwoSided(middle, df) > share) low = middle;
		else high = middle;
	}
}

/** The t with P(T ≤ t) = p, for p between 0 and 1. */
export const studentQuantile = (p: number, df: number): number =>
	p < 0.5 ? -studentCritical(2 * p, df) : studentCritical(2 * (1 - p), df);
