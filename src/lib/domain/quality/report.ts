/** An evaluation as it is shown to people: the facts of it, by name. */
import type { EvaluationKind, EvaluationState, Lane } from './evaluation.ts';

export interface Named {
	readonly id: string;
	/** The id where no name is known or none may be told. */
	readonly name: string;
}

export interface ReportFacts {
	readonly id: string;
	readonly kind: EvaluationKind;
	readonly lane: Lane;
	readonly state: EvaluationState;
	/** 0: a draft. */
	readonly revision: number;
	readonly interaction: string;
	readonly channel: string;
	readonly agent: Named;
	readonly queue: Named;
	/** Null: the agent is not told who it was. */
	readonly evaluator: Named | null;
	readonly contactAtMs: number;
	readonly createdAtMs: number;
	readonly submittedAtMs: number | null;
	readonly workMs: number;
	/** 0..1; null: there was nothing to hear. */
	readonly heardShare: number | null;
	readonly form: string;
	readonly formVersion: number;
	readonly finalScore: number | null;
	readonly passed: boolean | null;
}
