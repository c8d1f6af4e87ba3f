/** An evaluation as far as results are made of it: its newest revision, without what was written. */
import type { FormResult } from '../answers.ts';
import type { EvaluationKind, EvaluationState, Lane } from '../evaluation.ts';

export interface JudgedContact {
	/** Id of the evaluation. */
	readonly id: string;
	readonly kind: EvaluationKind;
	readonly lane: Lane;
	readonly state: EvaluationState;
	readonly interaction: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	/** Id of a person. */
	readonly evaluator: string;
	readonly formVersion: number;
	readonly contactAtMs: number;
	readonly workMs: number;
	/** 0..1.1; null: nothing was scored. */
	readonly score: number | null;
	readonly passed: boolean | null;
	readonly result: Pick<FormResult, 'questions' | 'sections' | 'errors' | 'applicable'>;
	/** The plan it was drawn by and its stratum there, without the agent; null: not drawn, or of no stratum of the agent. */
	readonly stratum: string | null;
}

/** Only what was submitted and not taken back says anything. */
export const isGiven = ({ state }: Pick<JudgedContact, 'state'>): boolean =>
	state !== 'draft' && state !== 'retracted';

/** Of one lane, and of the kind that counts: second scorings, calibrations and reviews judge evaluators, not agents. */
export const countedIn = (contacts: readonly JudgedContact[], lane: Lane): JudgedContact[] =>
	contacts.filter((one) => one.kind === 'standard' && one.lane === lane && isGiven(one));
