/** Edges of a histogram of durations: as text, and where a duration lies among them. */
import type { SpreadBar } from '#lib/domain/history/history-answer.ts';
import { formatDuration } from '#lib/format/duration.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Below a minute in seconds, with one decimal below ten. */
export function barText(ms: number): string {
	if (ms >= MINUTE_MS) return formatDuration(Math.round(ms / SECOND_MS) * SECOND_MS);
	const seconds = ms / SECOND_MS;
	return `${seconds < 10 ? Number(seconds.toPrecision(2)) : Math.round(seconds)} s`;
}

/** In bars: 2.5 is the middle of the third. Within a bar the scale is logarithmic, as between them. */
export function placeOf(ms: number, bars: readonly SpreadBar[]): number {
	const [first] = bars;
	if (!first || ms <= first.fromMs) return 0;
	const step = Math.log(first.toMs / first.fromMs);
	return Math.min(bars.length, Math.log(ms / first.fromMs) / step);
}
