/** An evaluation as everybody speaks of it: what kind it is, where it stands, what was done to it. */

/**
 * `standard` is the one that counts; `second` is a silent second scoring of the same contact, `calibration` belongs to a
 * session of calibration, `review` is the blind second judgement of a dispute.
 */
export const EVALUATION_KINDS = ['standard', 'second', 'calibration', 'review'] as const;
export type EvaluationKind = (typeof EVALUATION_KINDS)[number];

/** How the contact came to be judged: only those drawn at random speak for all contacts. */
export const LANES = ['random', 'targeted', 'manual'] as const;
export type Lane = (typeof LANES)[number];

/**
 * draft → submitted → released → acknowledged; released → disputed → in_review → released with the decision; closed when the
 * time to dispute has passed or nothing is left to decide; any → retracted.
 */
export const EVALUATION_STATES = [
	'draft',
	'submitted',
	'released',
	'acknowledged',
	'disputed',
	'in_review',
	'closed',
	'retracted'
] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];

/** States in which the agent may see it. */
export const SEEN_BY_AGENT: readonly EvaluationState[] = [
	'released',
	'acknowledged',
	'disputed',
	'in_review',
	'closed'
];

/** What its history knows to have happened. */
export const EVALUATION_STEPS = [
	'started',
	'submitted',
	'released',
	'acknowledged',
	'disputed',
	'review_started',
	'upheld',
	'revised',
	'closed',
	'retracted'
] as const;
export type EvaluationStep = (typeof EVALUATION_STEPS)[number];
