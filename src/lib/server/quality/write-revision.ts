/** Adds a revision to an evaluation: what was submitted, what it comes to, the step of its history, and the event. */
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { productEvent } from '#lib/domain/events/product-event.ts';
import type { Answer, FilledForm, FormResult } from '#lib/domain/quality/answers.ts';
import type { EvaluationKind, EvaluationStep } from '#lib/domain/quality/evaluation.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { Outbox } from '../store/outbox.ts';
import type { StoreSchema } from '../store/schema.ts';
import { evaluationEvent } from './evaluation-event.ts';
import { appendStep } from './evaluation-log.ts';
import { revisionOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation, StoredRevision } from './stored-evaluation.ts';

/** Calibration and the second judgement of a dispute are nobody's score: they are not told. */
export const TOLD_KINDS: readonly EvaluationKind[] = ['standard', 'second'];

export interface NewRevision {
	readonly outbox: Outbox;
	/** As it was read; when another revision came meanwhile nothing is written. */
	readonly evaluation: StoredEvaluation;
	readonly filled: FilledForm;
	readonly result: FormResult;
	/** Who writes it. */
	readonly evaluator: Pick<Actor, 'id' | 'name'>;
	/** Why there is another one; empty for the first. */
	readonly reason: string;
	readonly step: Extract<EvaluationStep, 'submitted' | 'revised'>;
	readonly atMs: number;
}

/** Another revision was written first. */
export class RevisionConflict extends Error {
	override readonly name = 'RevisionConflict';
}

export async function readRevision(
	transaction: Transaction<StoreSchema>,
	evaluation: string,
	revision: number
): Promise<StoredRevision | null> {
	const row = await transaction
		.selectFrom('evaluation_revisions')
		.selectAll()
		.where('evaluation', '=', evaluation)
		.where('revision', '=', revision)
		.executeTakeFirst();
	return row ? revisionOfRow(row) : null;
}

const scoresOf = ({ rawScore, finalScore, passed }: FormResult) => ({
	rawScore,
	finalScore,
	passed
});
const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean =>
	JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The whole first; of a later revision also each answer that is not what it was. */
async function logRevision(
	transaction: Transaction<StoreSchema>,
	{ evaluation, filled, result, evaluator, reason, step, atMs }: NewRevision,
	{ revision, before }: { revision: number; before: StoredRevision | null }
): Promise<void> {
	const common = { evaluation: evaluation.id, revision, atMs, actor: evaluator, step, reason };
	await appendStep(transaction, {
		...common,
		before: before && scoresOf(before.result),
		after: scoresOf(result)
	});
	if (before === null) return;
	const asked = new Set([...Object.keys(before.filled.answers), ...Object.keys(filled.answers)]);
	for (const question of asked) {
		const [was, is] = [before.filled.answers[question], filled.answers[question]];
		if (sameAnswer(was, is)) continue;
		await appendStep(transaction, { ...common, question, before: was ?? null, after: is ?? null });
	}
}

/** Gives back the number of the revision. Throws RevisionConflict. Afterwards wake the sender of the outbox. */
export async function writeRevision(
	transaction: Transaction<StoreSchema>,
	written: NewRevision
): Promise<number> {
	const { evaluation, filled, result, evaluator, reason, atMs, outbox } = written;
	const revision = evaluation.revision + 1;
	const submittedAtMs = evaluation.submittedAtMs ?? atMs;
	const { numUpdatedRows } = await transaction
		.updateTable('evaluations')
		.set({
			revision,
			result: JSON.stringify(result),
			final_score: result.finalScore,
			passed: result.passed === null ? null : Number(result.passed),
			submitted_at_ms: submittedAtMs,
			updated_at_ms: atMs
		})
		.where('id', '=', evaluation.id)
		.where('revision', '=', evaluation.revision)
		.executeTakeFirst();
	if (numUpdatedRows !== 1n) throw new RevisionConflict('another revision was written first');
	const before = await readRevision(transaction, evaluation.id, evaluation.revision);
	await transaction
		.insertInto('evaluation_revisions')
		.values({
			evaluation: evaluation.id,
			revision,
			filled: JSON.stringify(filled),
			result: JSON.stringify(result),
			evaluator: evaluator.id,
			reason,
			at_ms: atMs
		})
		.execute();
	await logRevision(transaction, written, { revision, before });
	if (!TOLD_KINDS.includes(evaluation.kind)) return revision;
	const name = revision === 1 ? 'evaluation.submitted' : 'evaluation.revised';
	const told = { revision, submittedAtMs, evaluator: evaluation.evaluator, filled, result };
	const data = evaluationEvent(evaluation, told);
	const event = productEvent(name, { id: randomUUID(), subject: evaluation.id, atMs }, data);
	await outbox.add(transaction, event, atMs);
	return revision;
}
