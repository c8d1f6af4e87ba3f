/** An evaluation of the store, with its JSON read. */
import type { Selectable } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { FilledForm, NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import type { FormResult } from '#lib/domain/quality/answers.ts';
import { EVALUATION_KINDS, EVALUATION_STATES, LANES } from '#lib/domain/quality/evaluation.ts';
import type { EvaluationKind, EvaluationState, Lane } from '#lib/domain/quality/evaluation.ts';
import type { EvaluationRevisionsTable, EvaluationsTable } from '../store/quality-schema.ts';

export interface StoredEvaluation {
	readonly id: string;
	readonly kind: EvaluationKind;
	readonly lane: Lane;
	readonly assignment: string | null;
	readonly session: string | null;
	/** Of kind `second` and `review`: the evaluation it stands beside. */
	readonly beside: string | null;
	readonly interaction: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	readonly contactAtMs: number;
	readonly form: string;
	readonly formVersion: number;
	/** Id of a person. */
	readonly evaluator: string;
	readonly state: EvaluationState;
	/** 0 while it is a draft. */
	readonly revision: number;
	/** What is being written, or was when it was submitted. */
	readonly draft: FilledForm;
	readonly draftRevision: number;
	/** Null: a draft. */
	readonly result: FormResult | null;
	readonly finalScore: number | null;
	readonly passed: boolean | null;
	readonly workMs: number;
	/** 0..1; null: there is nothing to hear. */
	readonly heardShare: number | null;
	readonly createdAtMs: number;
	readonly updatedAtMs: number;
	readonly submittedAtMs: number | null;
	readonly releaseDueMs: number | null;
	readonly releasedAtMs: number | null;
	readonly disputeUntilMs: number | null;
	readonly acknowledgedAtMs: number | null;
	readonly agentComment: string;
}

/** What was submitted once. */
export interface StoredRevision {
	readonly evaluation: string;
	readonly revision: number;
	readonly filled: FilledForm;
	readonly result: FormResult;
	readonly evaluator: string;
	readonly reason: string;
	readonly atMs: number;
}

const filledForm = TypeCompiler.Compile(FilledForm);

function wordOf<const T extends string>(list: readonly T[], word: string): T {
	const known = list.find((one) => one === word);
	if (known === undefined) throw new Error(`${word} is not a word of evaluations`);
	return known;
}

/** Also of what a browser sends. Null: it is no filled form. */
export const readFilled = (value: unknown): FilledForm | null =>
	filledForm.Check(value) ? value : null;

const filledOf = (text: string): FilledForm => readFilled(JSON.parse(text)) ?? NOTHING_FILLED;
// Written by writeRevision and by nothing else.
const resultOf = (text: string): FormResult => JSON.parse(text) as FormResult;

export function evaluationOfRow(row: Selectable<EvaluationsTable>): StoredEvaluation {
	const { id, assignment, session, beside, interaction, agent, queue, channel } = row;
	return {
		...{ id, assignment, session, beside, interaction, agent, queue, channel },
		kind: wordOf(EVALUATION_KINDS, row.kind),
		lane: wordOf(LANES, row.lane),
		contactAtMs: row.contact_at_ms,
		form: row.form,
		formVersion: row.form_version,
		evaluator: row.evaluator,
		state: wordOf(EVALUATION_STATES, row.state),
		revision: row.revision,
		draft: filledOf(row.draft),
		draftRevision: row.draft_revision,
		result: row.result === null ? null : resultOf(row.result),
		finalScore: row.final_score,
		passed: row.passed === null ? null : row.passed === 1,
		workMs: row.work_ms,
		heardShare: row.heard_share,
		createdAtMs: row.created_at_ms,
		updatedAtMs: row.updated_at_ms,
		submittedAtMs: row.submitted_at_ms,
		releaseDueMs: row.release_due_ms,
		releasedAtMs: row.released_at_ms,
		disputeUntilMs: row.dispute_until_ms,
		acknowledgedAtMs: row.acknowledged_at_ms,
		agentComment: row.agent_comment
	};
}

export const revisionOfRow = (row: Selectable<EvaluationRevisionsTable>): StoredRevision => ({
	evaluation: row.evaluation,
	revision: row.revision,
	filled: filledOf(row.filled),
	result: resultOf(row.result),
	evaluator: row.evaluator,
	reason: row.reason,
	atMs: row.at_ms
});
