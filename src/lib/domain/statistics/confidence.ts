/**
 * How far a figure made of a sample may be from the truth: intervals at 95 %. Pure; shares are 0..1, counts are whole.
 * Null where there is no sample.
 */
export type Interval95 = readonly [low: number, high: number];

/** The 97.5 % point of the normal distribution. */
export const Z_95 = 1.959963984540054;

const clamp = (value: number, least: number, most: number): number =>
	Math.min(most, Math.max(least, value));

/**
 * Of a share, k of n: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Stays within 0..1 and holds for small n.
 * Wilson 1927. Worked check: 160 of 200 is 0.7391..0.8495, 17 of 20 is 0.640..0.948.
 */
export function wilsonInterval(k: number, n: number): Interval95 | null {
	if (n <= 0) return null;
	const p = k / n;
	const z2 = Z_95 ** 2;
	const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
	const half = (Z_95 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
	return [clamp(centre - half, 0, 1), clamp(centre + half, 0, 1)];
}

/**
 * Of a difference of two shares of one sample, as NPS: ± z·√((p + d − (p − d)²) / n), −1..1. Worked check: 120 for and 30
 * against of 200 is 0.45 ± 0.1025.
 */
export function balanceInterval(plus: number, minus: number, n: number): Interval95 | null {
	if (n <= 0) return null;
	const [p, d] = [plus / n, minus / n];
	const half = Z_95 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n);
	return [clamp(p - d - half, -1, 1), clamp(p - d + half, -1, 1)];
}

/** Of a mean, by the variance of the sample: ± z·s/√n; null for fewer than two. In the unit of the values. */
export function meanInterval({
	sum,
	squares,
	n
}: {
	readonly sum: number;
	readonly squares: number;
	readonly n: number;
}): Interval95 | null {
	if (n < 2) return null;
	const mean = sum / n;
	const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
	const half = Z_95 * Math.sqrt(variance / n);
	return [mean - half, mean + half];
}
