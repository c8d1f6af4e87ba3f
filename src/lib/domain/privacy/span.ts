/** A piece of a plain text that is personal data, and what is written in its place. */
export interface Span {
	readonly start: number;
	readonly end: number;
	/** Never longer than the piece. */
	readonly mark: string;
}

/** In order, without those that begin inside the one before. */
export function apart(spans: readonly Span[]): Span[] {
	const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
	const kept: Span[] = [];
	for (const span of sorted) {
		if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
	}
	return kept;
}
