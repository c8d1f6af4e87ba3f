/** Handle times far from what is usual in their queue and channel: robust z of Iglewicz and Hoaglin (1993). */

export const ROBUST_Z_LIMIT = 3.5;
/** Φ⁻¹(3/4): makes the median deviation of a normal distribution its standard deviation. */
const NORMAL_QUARTILE = 0.6745;
/** From fewer contacts nobody can say what is usual. */
export const LEAST_FOR_OUTLIERS = 20;
/** What is usual is taken from this long before the end of the slice that is drawn. */
export const USUAL_FOR_MS = 28 * 86_400_000;

export interface UsualHandleTime {
	readonly n: number;
	readonly medianMs: number;
	/** Median of the distances from the median. */
	readonly deviationMs: number;
}

/** 0.6745·(x − median)/MAD; null where the distances are all 0 or there are too few to tell. */
export function robustZ(handleMs: number, usual: UsualHandleTime | null): number | null {
	if (usual === null || usual.n < LEAST_FOR_OUTLIERS || usual.deviationMs === 0) return null;
	return (NORMAL_QUARTILE * (handleMs - usual.medianMs)) / usual.deviationMs;
}

export function isOutlier(handleMs: number, usual: UsualHandleTime | null): boolean {
	const z = robustZ(handleMs, usual);
	return z !== null && Math.abs(z) > ROBUST_Z_LIMIT;
}
