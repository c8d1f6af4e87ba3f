/** How much of a recording somebody has heard: what is heard twice counts once. */
import type { Span } from './recording.ts';

/** In order, none touching another. */
export type Heard = readonly Span[];

export function addHeard(heard: Heard, { startMs, endMs }: Span): Heard {
	if (!(endMs > startMs)) return heard;
	const apart = heard.filter((span) => span.endMs < startMs || span.startMs > endMs);
	const touched = heard.filter((span) => span.endMs >= startMs && span.startMs <= endMs);
	const joined = {
		startMs: Math.min(startMs, ...touched.map((span) => span.startMs)),
		endMs: Math.max(endMs, ...touched.map((span) => span.endMs))
	};
	return [...apart, joined].sort((a, b) => a.startMs - b.startMs);
}

const lengthOf = (spans: readonly Span[]): number =>
	spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

const overlapMs = (a: Span, b: Span): number =>
	Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));

/** 0..1 of what was recorded; null where nothing was. */
export function heardShare(heard: Heard, recorded: readonly Span[]): number | null {
	const whole = recorded.reduce<Heard>(addHeard, []);
	const wholeMs = lengthOf(whole);
	if (wholeMs === 0) return null;
	const heardMs = whole.reduce(
		(sum, span) => sum + heard.reduce((part, one) => part + overlapMs(span, one), 0),
		0
	);
	return Math.min(1, heardMs / wholeMs);
}
