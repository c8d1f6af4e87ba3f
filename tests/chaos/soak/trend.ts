/** Whether a series of measurements rises: pure arithmetic over instants and values. */

export interface Point {
	readonly atMs: number;
	readonly value: number;
}

const HOUR_MS = 3_600_000;
/** Of more points every n-th is taken: the pairs grow with the square. */
const MOST_POINTS = 720;

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function thinned(points: readonly Point[]): readonly Point[] {
	const step = Math.ceil(points.length / MOST_POINTS);
	return step <= 1 ? points : points.filter((_, index) => index % step === 0);
}

/**
 * The slope after Theil and Sen: the median of the slopes of all pairs of points, per hour. Unlike least squares it is not
 * moved by less than 29 % of points that lie anywhere, such as a garbage collection or a merge. Null for fewer than two
 * instants.
 */
export function slopePerHour(points: readonly Point[]): number | null {
	const taken = thinned(points);
	const slopes: number[] = [];
	for (const [index, a] of taken.entries()) {
		for (const b of taken.slice(index + 1)) {
			const hours = (b.atMs - a.atMs) / HOUR_MS;
			if (hours !== 0) slopes.push((b.value - a.value) / hours);
		}
	}
	return slopes.length === 0 ? null : median(slopes);
}

/** The straight line of that slope through the medians, at an instant. */
export function lineAt(points: readonly Point[], slope: number, atMs: number): number {
	const centre = median(points.map((point) => point.atMs));
	return median(points.map(({ value }) => value)) + (slope * (atMs - centre)) / HOUR_MS;
}

export type Verdict = 'flat' | 'rises' | 'too short' | 'not measured';

/** Less than this says nothing about an hour: what a cache takes once would be taken for a slope. */
export const LEAST_SPAN_MS = 600_000;

/** Flat: rises by no more than `boundPerHour` in an hour. Falling is flat. */
export function judge(
	points: readonly Point[],
	boundPerHour: number
): { readonly slope: number | null; readonly verdict: Verdict } {
	const slope = slopePerHour(points);
	if (slope === null) return { slope, verdict: 'not measured' };
	const spanMs = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0);
	if (spanMs < LEAST_SPAN_MS) return { slope, verdict: 'too short' };
	return { slope, verdict: slope <= boundPerHour ? 'flat' : 'rises' };
}
