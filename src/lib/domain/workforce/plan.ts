/** What holds at each instant where planned activities or decisions about exceptions overlap. */
import type { Activity } from './activity.ts';

export interface Span {
	readonly fromMs: number;
	readonly toMs: number;
}

export interface PlannedActivity extends Span {
	readonly activity: Activity;
	readonly shift: string;
	/** Place in the list of the shift, from 1. */
	readonly position: number;
}

/** A decision, and when it was taken; the order of a list of them is the order of their events. */
export interface ExceptionDecision extends Span {
	readonly kind: string;
	readonly reason: string;
	readonly decidedAtMs: number;
	readonly decidedBy: string;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The more particular last: what starts later, of those what ends sooner, then the higher shift, then the later in it. */
const byPrecedence = (a: PlannedActivity, b: PlannedActivity): number =>
	a.fromMs - b.fromMs ||
	b.toMs - a.toMs ||
	compareText(a.shift, b.shift) ||
	a.position - b.position;

/** Cuts spans, the weakest first, into stretches of one each; of several at an instant the last holds. */
export function lastHolds<T extends Span>(spans: readonly T[]): T[] {
	const edges = [...new Set(spans.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort(
		(a, b) => a - b
	);
	const held: T[] = [];
	let before: T | null = null;
	for (const [index, fromMs] of edges.entries()) {
		const toMs = edges[index + 1];
		const holds = spans.findLast((span) => span.fromMs <= fromMs && fromMs < span.toMs) ?? null;
		const last = held.at(-1);
		if (holds !== null && toMs !== undefined) {
			if (holds === before && last) held[held.length - 1] = { ...last, toMs };
			else held.push({ ...holds, fromMs, toMs });
		}
		before = holds;
	}
	return held;
}

/** Activities of one agent without overlaps, in time. */
export const effectivePlan = (planned: readonly PlannedActivity[]): PlannedActivity[] =>
	lastHolds([...planned].sort(byPrecedence));

/** Decisions of one agent without overlaps, in time: the latest that covers an instant. */
export const effectiveDecisions = (decisions: readonly ExceptionDecision[]): ExceptionDecision[] =>
	lastHolds(decisions);
