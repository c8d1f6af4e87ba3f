/** A sample as its number, mean and deviation. */
export interface Sample {
	readonly n: number;
	readonly mean: number;
	/** Of the sample (n − 1), in the unit of the values; null for fewer than two. */
	readonly deviation: number | null;
}

/** Null without values. Adds up in ascending order, so that the order they come in changes nothing. */
export function sampleOf(values: readonly number[]): Sample | null {
	const ordered = [...values].sort((a, b) => a - b);
	const n = ordered.length;
	if (n === 0) return null;
	const mean = ordered.reduce((sum, value) => sum + value, 0) / n;
	if (n < 2) return { n, mean, deviation: null };
	// Of equal values exactly nothing, which their rounded mean would spoil.
	if (ordered[0] === ordered.at(-1)) return { n, mean: ordered[0] ?? mean, deviation: 0 };
	const squares = ordered.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return { n, mean, deviation: Math.sqrt(squares / (n - 1)) };
}

/** The deviation within several samples together: √(Σ(n − 1)s² / Σ(n − 1)); null when none has two values. */
export function pooledDeviation(
	samples: readonly Sample[]
): { readonly deviation: number; readonly degrees: number } | null {
	const degrees = samples.reduce((sum, { n }) => sum + Math.max(0, n - 1), 0);
	if (degrees === 0) return null;
	const squares = samples
		.map(({ n, deviation }) => (n - 1) * (deviation ?? 0) ** 2)
		.sort((a, b) => a - b)
		.reduce((sum, one) => sum + one, 0);
	return { deviation: Math.sqrt(squares / degrees), degrees };
}
