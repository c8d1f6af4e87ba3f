/** Whether a rater finds the errors that whom they are compared with finds, and only those. */

export interface ErrorDetection {
	/** Judgements with both. */
	readonly n: number;
	/** Errors according to the other. */
	readonly errors: number;
	/** Share of those that the rater found as well, 0..1; null: there were none. */
	readonly sensitivity: number | null;
	/** Share of what was no error that the rater left alone, 0..1; null: everything was one. */
	readonly specificity: number | null;
}

/** Pairs are [own, other]: whether each saw an error; null: did not judge. */
export function errorDetection(
	pairs: readonly (readonly [own: boolean | null, other: boolean | null])[]
): ErrorDetection {
	const both = pairs.filter(([own, other]) => own !== null && other !== null);
	const errors = both.filter(([, other]) => other);
	const rest = both.filter(([, other]) => !other);
	const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
	return {
		n: both.length,
		errors: errors.length,
		sensitivity: share(errors.filter(([own]) => own).length, errors.length),
		specificity: share(rest.filter(([own]) => !own).length, rest.length)
	};
}
