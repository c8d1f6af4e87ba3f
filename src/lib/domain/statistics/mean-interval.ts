/** How far the mean of a few drawn from finitely many may be from the mean of all of them. Pure. */
import type { Interval95 } from './confidence.ts';
import type { Sample } from './sample.ts';
import { studentCritical } from './student-t.ts';

/** The share that lies outside of an interval of 95 %. */
export const OUTSIDE_95 = 0.05;

/** √(1 − n/N): what is known of all is sure. Null: of how many is not known, so nothing is gained. */
export function finiteFactor(n: number, population: number | null): number {
	if (population === null) return 1;
	// More than there are cannot have been drawn: those that were counted late are counted here.
	return Math.sqrt(1 - n / Math.max(n, population));
}

/** s/√n·√(1 − n/N); null where the sample has no deviation. */
export const meanError = (
	{ n, deviation }: Pick<Sample, 'n' | 'deviation'>,
	population: number | null
): number | null =>
	deviation === null ? null : (deviation / Math.sqrt(n)) * finiteFactor(n, population);

/** ȳ ± q·s/√n·√(1 − n/N) for a quantile q of one's own. Worked check: Cochran's petition sheets, 18 107..21 669 in all. */
export function intervalAt(
	sample: Sample,
	population: number | null,
	quantile: number
): Interval95 | null {
	const error = meanError(sample, population);
	if (error === null) return null;
	return [sample.mean - quantile * error, sample.mean + quantile * error];
}

/**
 * ȳ ± t·s/√n·√(1 − n/N) at 95 %, t of n − 1 degrees. Null for fewer than two, unless they are all there are. Worked check:
 * 92, 84, 88, 76, 95 of 240 are 77.89..96.11.
 */
export function studentInterval(sample: Sample, population: number | null): Interval95 | null {
	if (population !== null && sample.n >= population) return [sample.mean, sample.mean];
	if (sample.n < 2) return null;
	return intervalAt(sample, population, studentCritical(OUTSIDE_95, sample.n - 1));
}
