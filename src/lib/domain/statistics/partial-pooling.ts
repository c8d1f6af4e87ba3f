/** What to expect of somebody of whom little is known: between their own mean and that of all (normal–normal). Pure. */
import { pooledDeviation } from './sample.ts';
import type { Sample } from './sample.ts';

export interface Pooling {
	/** The mean of all. */
	readonly centre: number;
	/** Variance of values of one and the same. */
	readonly within: number;
	/** Variance of the true means of all. */
	readonly between: number;
}

/** B = σ²/(σ² + n·τ²): how much of the own mean is given up. Worked check: σ² = 100, τ² = 16, n = 5 is 0.5556. */
export const pooledShare = (n: number, { within, between }: Omit<Pooling, 'centre'>): number =>
	within + n * between === 0 ? 0 : within / (within + n * between);

/** B·μ + (1 − B)·ȳ. Worked check: 92 of 5 around 85 is 88.11, of 20 it is 90.33. */
export function expectedMean({ n, mean }: Pick<Sample, 'n' | 'mean'>, pooling: Pooling): number {
	const share = pooledShare(n, pooling);
	return share * pooling.centre + (1 - share) * mean;
}

/**
 * σ² and τ² from the samples, by the moments of the analysis of variance: τ² = (MSB − MSW) / (n̄₀), never below 0. Null for
 * fewer than two samples, or where none has two values.
 */
export function poolingOf(samples: readonly Sample[]): Pooling | null {
	const within = pooledDeviation(samples);
	if (within === null || samples.length < 2) return null;
	const ordered = [...samples].sort((a, b) => a.mean - b.mean || a.n - b.n);
	const total = ordered.reduce((sum, { n }) => sum + n, 0);
	const centre = ordered.reduce((sum, { n, mean }) => sum + n * mean, 0) / total;
	const between =
		ordered.reduce((sum, { n, mean }) => sum + n * (mean - centre) ** 2, 0) / (ordered.length - 1);
	const squares = ordered.reduce((sum, { n }) => sum + n * n, 0);
	const usual = (total - squares / total) / (ordered.length - 1);
	const variance = within.deviation ** 2;
	return { centre, within: variance, between: Math.max(0, (between - variance) / usual) };
}
