/**
 * What may happen to an evaluation next, by whom, and until when. Nothing here is ever taken back: each step leads on, a
 * revision is followed by the next, and after `retracted` there is none.
 */
import type { EvaluationKind, EvaluationState, EvaluationStep } from './evaluation.ts';

/**
 * In what part somebody acts. `evaluator` wrote it, `agent` was judged by it, `reviewer` may decide disputes and wrote no
 * revision of it, `manager` looks after quality, `product` acts by itself when a time has come.
 */
export const LIFECYCLE_PARTS = ['evaluator', 'agent', 'reviewer', 'manager', 'product'] as const;
export type LifecyclePart = (typeof LIFECYCLE_PARTS)[number];

export interface Standing {
	readonly kind: EvaluationKind;
	readonly state: EvaluationState;
	/** Null: a person releases it. */
	readonly releaseDueMs: number | null;
	/** The first instant at which it can be disputed no more; null: it was never released. */
	readonly disputeUntilMs: number | null;
}

export interface Move {
	readonly step: EvaluationStep;
	readonly as: LifecyclePart;
	readonly atMs: number;
}

/** `state`: not from there. `part`: not by them. `early`, `late`: not at this time. `kind`: never with such a one. */
export type Refusal = 'kind' | 'state' | 'part' | 'early' | 'late';
export type NextState = { readonly state: EvaluationState } | { readonly refusal: Refusal };

/** Before its deadline, once it is over, when the release is due; null: at any time. */
type Timing = 'open' | 'over' | 'due' | null;

interface Rule {
	readonly step: EvaluationStep;
	readonly from: readonly EvaluationState[];
	readonly to: EvaluationState;
	readonly as: LifecyclePart;
	readonly timing: Timing;
	/** Null: all. */
	readonly kinds: readonly EvaluationKind[] | null;
}

const SEEN_ONES: readonly EvaluationKind[] = ['standard'];
const NOT_RETRACTED: readonly EvaluationState[] = [
	'draft',
	'submitted',
	'released',
	'acknowledged',
	'disputed',
	'in_review',
	'closed'
];

const rule = (
	step: EvaluationStep,
	[from, to]: readonly [readonly EvaluationState[], EvaluationState],
	as: LifecyclePart,
	{ timing = null, kinds = SEEN_ONES }: Partial<Pick<Rule, 'timing' | 'kinds'>> = {}
): Rule => ({ step, from, to, as, timing, kinds });

/** Every way there is. Of one step and state there may be several, by different people. */
export const LIFECYCLE: readonly Rule[] = [
	rule('submitted', [['draft'], 'submitted'], 'evaluator', { kinds: null }),
	rule('released', [['submitted'], 'released'], 'manager'),
	rule('released', [['submitted'], 'released'], 'product', { timing: 'due' }),
	rule('acknowledged', [['released'], 'acknowledged'], 'agent', { timing: 'open' }),
	rule('disputed', [['released'], 'disputed'], 'agent', { timing: 'open' }),
	rule('review_started', [['disputed'], 'in_review'], 'reviewer'),
	// Another one takes over what somebody does not get to.
	rule('review_started', [['in_review'], 'in_review'], 'reviewer'),
	rule('upheld', [['in_review'], 'released'], 'reviewer'),
	rule('revised', [['in_review'], 'released'], 'reviewer'),
	rule('closed', [['released', 'acknowledged'], 'closed'], 'product', { timing: 'over' }),
	rule('retracted', [NOT_RETRACTED, 'retracted'], 'manager', { kinds: null })
];

const isDue = (atMs: number, sinceMs: number | null): boolean =>
	sinceMs !== null && atMs >= sinceMs;

function timingOf(
	timing: Timing,
	{ releaseDueMs, disputeUntilMs }: Standing,
	atMs: number
): 'early' | 'late' | null {
	switch (timing) {
		case null:
			return null;
		case 'open':
			return isDue(atMs, disputeUntilMs) ? 'late' : null;
		case 'over':
			return isDue(atMs, disputeUntilMs) ? null : 'early';
		case 'due':
			return isDue(atMs, releaseDueMs) ? null : 'early';
		default:
			return timing satisfies never;
	}
}

/** Where a move leads, or the first reason why it may not be made. */
export function nextState(standing: Standing, { step, as, atMs }: Move): NextState {
	const ofKind = LIFECYCLE.filter(
		({ step: one, kinds }) => one === step && (kinds === null || kinds.includes(standing.kind))
	);
	if (ofKind.length === 0) return { refusal: 'kind' };
	const fromHere = ofKind.filter(({ from }) => from.includes(standing.state));
	if (fromHere.length === 0) return { refusal: 'state' };
	const found = fromHere.find((one) => one.as === as);
	if (!found) return { refusal: 'part' };
	const refusal = timingOf(found.timing, standing, atMs);
	return refusal === null ? { state: found.to } : { refusal };
}

export const mayMove = (standing: Standing, move: Move): boolean =>
	'state' in nextState(standing, move);

/** What each part may do next, for pages that offer it. */
export const movesOf = (
	standing: Standing,
	as: LifecyclePart,
	atMs: number
): readonly EvaluationStep[] => [
	...new Set(
		LIFECYCLE.filter(({ step }) => mayMove(standing, { step, as, atMs })).map(({ step }) => step)
	)
];
