/** Takes an evaluation out of all figures. What was written stays, and nothing follows. */
import { randomUUID } from 'node:crypto';
import { productEvent } from '#lib/domain/events/product-event.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Outbox } from '../store/outbox.ts';
import { StepRefused, takeStep } from './after-score.ts';
import type { Work } from './after-score.ts';
import { withdrawReviews } from './stored-dispute.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';
import { TOLD_KINDS } from './write-revision.ts';

export interface Retraction {
	readonly reason: string;
	readonly actor: Actor;
	readonly atMs: number;
	readonly outbox: Outbox;
	readonly audit: AuditLog;
}

export async function retractEvaluation(
	transaction: Work,
	evaluation: StoredEvaluation,
	{ reason, actor, atMs, outbox, audit }: Retraction
): Promise<void> {
	if (reason === '') throw new StepRefused('reason');
	const { id, kind, state, revision, assignment } = evaluation;
	await takeStep(transaction, evaluation, {
		...{ step: 'retracted', as: 'manager', actor, atMs },
		told: { before: state, reason }
	});
	await withdrawReviews(transaction, id, { actor, atMs });
	await transaction
		.updateTable('evaluation_disputes')
		.set({ state: 'withdrawn', decided_at_ms: atMs, decision: reason })
		.where('evaluation', '=', id)
		.where('state', '=', 'open')
		.execute();
	// Of a draft: nobody is to go on with it.
	if (assignment !== null)
		await transaction
			.updateTable('quality_assignments')
			.set({ state: 'withdrawn' })
			.where('id', '=', assignment)
			.where('state', '=', 'open')
			.execute();
	await audit.append(transaction, actor, {
		action: 'evaluation.retracted',
		object: `evaluation:${id}`,
		before: { state, revision },
		after: { reason }
	});
	if (revision === 0 || !TOLD_KINDS.includes(kind)) return;
	const about = { id: randomUUID(), subject: id, atMs };
	await outbox.add(transaction, productEvent('evaluation.retracted', about, { revision }), atMs);
}
