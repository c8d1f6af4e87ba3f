/** Disputes of the store, who may not decide them, and the second judgements that belong to them. */
import type { Kysely, Selectable } from 'kysely';
import { DISPUTE_STATES } from '#lib/domain/quality/dispute.ts';
import type { Dispute } from '#lib/domain/quality/dispute.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { EvaluationDisputesTable } from '../store/quality-schema.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Work } from './after-score.ts';
import { appendStep } from './evaluation-log.ts';
import { evaluationOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export function disputeOfRow(row: Selectable<EvaluationDisputesTable>): Dispute {
	const state = DISPUTE_STATES.find((one) => one === row.state);
	if (!state) throw new Error(`${row.state} is not a state of disputes`);
	const { id, evaluation, revision, question, reason, reviewer, review, decision } = row;
	return {
		...{ id, evaluation, revision, question, reason, reviewer, review, decision, state },
		openedAtMs: row.opened_at_ms,
		openedBy: row.opened_by,
		decidedAtMs: row.decided_at_ms
	};
}

/** All there ever were, oldest first. */
export async function disputesOf(
	database: Kysely<StoreSchema>,
	evaluation: string
): Promise<Dispute[]> {
	const rows = await database
		.selectFrom('evaluation_disputes')
		.selectAll()
		.where('evaluation', '=', evaluation)
		.orderBy('opened_at_ms')
		.orderBy('question')
		.execute();
	return rows.map(disputeOfRow);
}

/** Whoever evaluated it, or decided about an earlier dispute of it. */
export async function authorsOf(
	database: Kysely<StoreSchema>,
	{ id, evaluator }: Pick<StoredEvaluation, 'id' | 'evaluator'>
): Promise<ReadonlySet<string>> {
	const rows = await database
		.selectFrom('evaluation_revisions')
		.select('evaluator')
		.distinct()
		.where('evaluation', '=', id)
		.execute();
	return new Set([evaluator, ...rows.map((row) => row.evaluator)]);
}

/** The second judgement somebody wrote for an open dispute; null: none yet. It may be a draft. */
export async function reviewBeside(
	database: Kysely<StoreSchema>,
	{ evaluation, reviewer, openedAtMs }: Pick<Dispute, 'evaluation' | 'reviewer' | 'openedAtMs'>
): Promise<StoredEvaluation | null> {
	if (reviewer === null) return null;
	const row = await database
		.selectFrom('evaluations')
		.selectAll()
		.where('beside', '=', evaluation)
		.where('kind', '=', 'review')
		.where('evaluator', '=', reviewer)
		.where('state', '!=', 'retracted')
		.where('created_at_ms', '>=', openedAtMs)
		.orderBy('created_at_ms', 'desc')
		.orderBy('id')
		.executeTakeFirst();
	return row ? evaluationOfRow(row) : null;
}

/** What somebody took upon themselves and has not submitted; null: nothing. */
export async function reviewAssignment(
	database: Kysely<StoreSchema>,
	evaluation: string,
	reviewer: string
): Promise<string | null> {
	const row = await database
		.selectFrom('quality_assignments')
		.select('id')
		.where('beside', '=', evaluation)
		.where('kind', '=', 'review')
		.where('evaluator', '=', reviewer)
		.where('state', '=', 'open')
		.executeTakeFirst();
	return row?.id ?? null;
}

/** Second judgements that are not needed any more: what was not begun is withdrawn, a draft is taken back. */
export async function withdrawReviews(
	transaction: Work,
	evaluation: string,
	{ actor, atMs }: { readonly actor: Actor; readonly atMs: number }
): Promise<void> {
	await transaction
		.updateTable('quality_assignments')
		.set({ state: 'withdrawn' })
		.where('beside', '=', evaluation)
		.where('kind', '=', 'review')
		.where('state', '=', 'open')
		.execute();
	const drafts = await transaction
		.updateTable('evaluations')
		.set({ state: 'retracted', updated_at_ms: atMs })
		.where('beside', '=', evaluation)
		.where('kind', '=', 'review')
		.where('state', '=', 'draft')
		.returning('id')
		.execute();
	for (const { id } of drafts)
		await appendStep(transaction, {
			...{ evaluation: id, revision: 0, atMs, actor, step: 'retracted' }
		});
}
