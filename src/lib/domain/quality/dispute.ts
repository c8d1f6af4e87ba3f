/** What an agent does not accept of an evaluation: single questions, each with a reason and each only once. */
import type { FormResult } from './answers.ts';
import type { PublishedForm } from './form.ts';
import { questionsOf } from './form.ts';

/** `withdrawn`: the evaluation was retracted before anybody decided. */
export const DISPUTE_STATES = ['open', 'upheld', 'revised', 'withdrawn'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];
export type DisputeOutcome = Extract<DisputeState, 'upheld' | 'revised'>;

export const LONGEST_REASON = 2000;

export interface Dispute {
	readonly id: string;
	readonly evaluation: string;
	/** The revision that is disputed. */
	readonly revision: number;
	readonly question: string;
	readonly reason: string;
	readonly openedAtMs: number;
	/** Id of a person. */
	readonly openedBy: string;
	readonly state: DisputeState;
	/** Id of a person; null: nobody yet. */
	readonly reviewer: string | null;
	/** The blind second judgement it was decided with. */
	readonly review: string | null;
	readonly decidedAtMs: number | null;
	/** Why it was decided so; empty before. */
	readonly decision: string;
}

/** Questions that were judged and never disputed before, in the order they are asked. */
export function disputableQuestions(
	{ content }: Pick<PublishedForm, 'content'>,
	result: Pick<FormResult, 'questions'>,
	disputes: readonly Pick<Dispute, 'question'>[]
): string[] {
	const disputed = new Set(disputes.map(({ question }) => question));
	const judged = new Set(
		result.questions
			.filter(({ state }) => state === 'answered' || state === 'na')
			.map(({ question }) => question)
	);
	return questionsOf(content)
		.map(({ question }) => question.id)
		.filter((id) => judged.has(id) && !disputed.has(id));
}
