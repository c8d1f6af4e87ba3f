/**
 * Decides the disputes of an evaluation. What is revised becomes a new revision with the answers of the second judgement;
 * the earlier ones stay. Afterwards the agent sees it anew, with a deadline of its own.
 */
import { randomUUID } from 'node:crypto';
import { productEvent } from '#lib/domain/events/product-event.ts';
import { LONGEST_REASON } from '#lib/domain/quality/dispute.ts';
import type { Dispute, DisputeOutcome } from '#lib/domain/quality/dispute.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import { disputeUntilMs } from '#lib/domain/quality/review-settings.ts';
import { revisedWith, sameJudgement } from '#lib/domain/quality/revise.ts';
import { missingIn, scoreForm } from '#lib/domain/quality/scoring.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Outbox } from '../store/outbox.ts';
import { readSettings } from '../store/settings.ts';
import { StepRefused, takeStep } from './after-score.ts';
import type { Work } from './after-score.ts';
import { appendStep } from './evaluation-log.ts';
import { disputesOf, reviewBeside } from './stored-dispute.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';
import { readRevision, writeRevision } from './write-revision.ts';

export interface Decision {
	readonly question: string;
	readonly outcome: DisputeOutcome;
	readonly reason: string;
}

export interface Deciding {
	readonly decisions: readonly Decision[];
	readonly actor: Actor;
	readonly form: PublishedForm;
	readonly atMs: number;
	readonly outbox: Outbox;
	readonly audit: AuditLog;
}

interface Judged {
	readonly dispute: Dispute;
	readonly outcome: DisputeOutcome;
	readonly reason: string;
}

const tidy = (reason: string): string => reason.trim().slice(0, LONGEST_REASON);

/** Each open dispute with its decision; none may be left out or added. */
function judge(open: readonly Dispute[], decisions: readonly Decision[]): Judged[] {
	if (open.length === 0 || decisions.length !== open.length) throw new StepRefused('question');
	return open.map((dispute) => {
		const decision = decisions.find(({ question }) => question === dispute.question);
		if (!decision) throw new StepRefused('question');
		const reason = tidy(decision.reason);
		if (reason === '') throw new StepRefused('reason');
		return { dispute, outcome: decision.outcome, reason };
	});
}

const questionsOf = (judged: readonly Judged[], outcome: DisputeOutcome): string[] =>
	judged.filter((one) => one.outcome === outcome).map(({ dispute }) => dispute.question);

async function revise(
	transaction: Work,
	{ evaluation, review }: { evaluation: StoredEvaluation; review: StoredEvaluation },
	{ judged, deciding }: { judged: readonly Judged[]; deciding: Deciding }
): Promise<number> {
	const { form, actor, atMs, outbox } = deciding;
	const questions = questionsOf(judged, 'revised');
	const [was, second] = await Promise.all([
		readRevision(transaction, evaluation.id, evaluation.revision),
		readRevision(transaction, review.id, review.revision)
	]);
	if (!was || !second) throw new StepRefused('review');
	for (const question of questions)
		if (sameJudgement(was.filled.answers[question], second.filled.answers[question]))
			throw new StepRefused('same');
	const both = { first: was.filled, second: second.filled };
	const filled = revisedWith(form.content, both, questions);
	if (missingIn(form.content, filled).length > 0) throw new StepRefused('missing');
	const reasons = judged.filter(({ outcome }) => outcome === 'revised').map(({ reason }) => reason);
	return writeRevision(transaction, {
		...{ outbox, evaluation, filled, evaluator: actor, atMs, step: 'revised' },
		result: scoreForm(form.content, filled),
		reason: [...new Set(reasons)].join('\n')
	});
}

async function keepDecisions(
	transaction: Work,
	judged: readonly Judged[],
	{ review, atMs }: { review: string; atMs: number }
): Promise<void> {
	for (const { dispute, outcome, reason } of judged)
		await transaction
			.updateTable('evaluation_disputes')
			.set({ state: outcome, review, decided_at_ms: atMs, decision: reason })
			.where('id', '=', dispute.id)
			.execute();
}

async function tell(
	transaction: Work,
	evaluation: StoredEvaluation,
	{ judged, deciding }: { judged: readonly Judged[]; deciding: Deciding }
): Promise<void> {
	const { atMs, outbox, actor, audit } = deciding;
	const { id } = evaluation;
	for (const outcome of ['upheld', 'revised'] as const) {
		const questions = questionsOf(judged, outcome);
		if (questions.length === 0) continue;
		// Of the revision that was disputed.
		const told = { revision: evaluation.revision, outcome, questions };
		const about = { id: randomUUID(), subject: id, atMs };
		await outbox.add(transaction, productEvent('evaluation.decided', about, told), atMs);
	}
	await audit.append(transaction, actor, {
		action: 'dispute.decided',
		object: `evaluation:${id}`,
		before: null,
		after: Object.fromEntries(judged.map(({ dispute, outcome }) => [dispute.question, outcome]))
	});
}

/** Gives back the revision that counts now. Throws StepRefused. */
export async function decideDisputes(
	transaction: Work,
	evaluation: StoredEvaluation,
	deciding: Deciding
): Promise<{ revision: number }> {
	const { decisions, actor, atMs } = deciding;
	const open = (await disputesOf(transaction, evaluation.id)).filter(
		({ state }) => state === 'open'
	);
	const [first] = open;
	if (first?.reviewer !== actor.id) throw new StepRefused('review');
	const review = await reviewBeside(transaction, first);
	if (review?.state !== 'submitted') throw new StepRefused('review');
	const judged = judge(open, decisions);
	const isRevised = judged.some(({ outcome }) => outcome === 'revised');
	const { quality } = await readSettings(transaction);
	// The state first: it may not be decided from elsewhere, whatever else holds.
	await takeStep(transaction, evaluation, {
		...{ step: isRevised ? 'revised' : 'upheld', as: 'reviewer', actor, atMs, told: null },
		change: { dispute_until_ms: disputeUntilMs(quality, atMs) }
	});
	for (const { dispute, outcome, reason } of judged) {
		if (outcome !== 'upheld') continue;
		const { id, revision } = evaluation;
		const step = { evaluation: id, revision, atMs, actor, step: 'upheld' } as const;
		await appendStep(transaction, { ...step, question: dispute.question, reason });
	}
	const revision = isRevised
		? await revise(transaction, { evaluation, review }, { judged, deciding })
		: evaluation.revision;
	await keepDecisions(transaction, judged, { review: review.id, atMs });
	await tell(transaction, evaluation, { judged, deciding });
	return { revision };
}
