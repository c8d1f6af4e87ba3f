/**
 * Whether coaching can be seen in the scores: the mean of the random lane in the 30 days before it was given and in the 30
 * days after it was done. Only the random lane: who is picked for being bad gets better by chance alone.
 */
import type { Interval95 } from '../../statistics/confidence.ts';
import { OUTSIDE_95, studentInterval } from '../../statistics/mean-interval.ts';
import { sampleOf } from '../../statistics/sample.ts';
import type { Sample } from '../../statistics/sample.ts';
import { studentCritical } from '../../statistics/student-t.ts';

export const EFFECT_DAYS = 30;
const DAY_MS = 86_400_000;

export interface ScoreAt {
	/** When the contact was evaluated. */
	readonly atMs: number;
	/** 0..1. */
	readonly score: number;
}

export interface Mean {
	readonly n: number;
	/** 0..1; null without evaluations. */
	readonly mean: number | null;
	/** Null for fewer than two. */
	readonly interval: Interval95 | null;
}

export interface CoachingEffect {
	readonly before: Mean;
	readonly after: Mean;
	/** After minus before; null where one of them is not there. */
	readonly difference: number | null;
	/** Null where one of them has fewer than two evaluations. */
	readonly interval: Interval95 | null;
	/** The difference is more than chance; null: too few to tell. */
	readonly isClear: boolean | null;
	/** Until when evaluations count; later than now: more may come. */
	readonly untilMs: number;
}

const meanOf = (sample: Sample | null): Mean => ({
	n: sample?.n ?? 0,
	mean: sample?.mean ?? null,
	interval: sample && studentInterval(sample, null)
});

/**
 * Difference of two means with unequal deviations at 95 % (Welch 1947; degrees by Satterthwaite 1946). Null for fewer than
 * two on a side. Without any deviation it is exact.
 */
export function welchInterval(before: Sample, after: Sample): Interval95 | null {
	if (before.deviation === null || after.deviation === null) return null;
	const difference = after.mean - before.mean;
	const [a, b] = [before.deviation ** 2 / before.n, after.deviation ** 2 / after.n];
	if (a + b === 0) return [difference, difference];
	const degrees = (a + b) ** 2 / (a ** 2 / (before.n - 1) + b ** 2 / (after.n - 1));
	const reach = studentCritical(OUTSIDE_95, degrees) * Math.sqrt(a + b);
	return [difference - reach, difference + reach];
}

/** Null until it was done: nothing can be after it. */
export function coachingEffect(
	scores: readonly ScoreAt[],
	{ createdAtMs, doneAtMs }: { readonly createdAtMs: number; readonly doneAtMs: number | null }
): CoachingEffect | null {
	if (doneAtMs === null) return null;
	const untilMs = doneAtMs + EFFECT_DAYS * DAY_MS;
	const between = (fromMs: number, toMs: number): Sample | null =>
		sampleOf(scores.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).map(({ score }) => score));
	const before = between(createdAtMs - EFFECT_DAYS * DAY_MS, createdAtMs);
	const after = between(doneAtMs, untilMs);
	const interval = before && after && welchInterval(before, after);
	return {
		before: meanOf(before),
		after: meanOf(after),
		difference: before && after && after.mean - before.mean,
		interval,
		isClear: interval && (interval[0] > 0 || interval[1] < 0),
		untilMs
	};
}
