/** What an agent says to an evaluation, and what becomes of it. Each is one transaction with its history, audit and events. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { productEvent } from '#lib/domain/events/product-event.ts';
import { LONGEST_REASON, disputableQuestions } from '#lib/domain/quality/dispute.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import { reviewUntilMs } from '#lib/domain/quality/review-settings.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Outbox } from '../store/outbox.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readSettings } from '../store/settings.ts';
import { StepRefused, orRefusal, readEvaluation, takeStep } from './after-score.ts';
import type { Done, Work } from './after-score.ts';
import type { AssignmentStore } from './assignments.ts';
import { decideDisputes } from './decide-disputes.ts';
import type { Decision } from './decide-disputes.ts';
import { appendStep } from './evaluation-log.ts';
import { retractEvaluation } from './retract.ts';
import { authorsOf, disputesOf, withdrawReviews } from './stored-dispute.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

/** An agent who answers an evaluation: the person, and the id in events. */
export interface AnsweringAgent {
	readonly actor: Actor;
	readonly agent: string;
}

/** Who decides: a person, and the agent that person is in events, if any. */
export interface Reviewer {
	readonly actor: Actor;
	readonly agent: string | null;
}

export interface DisputedQuestion {
	readonly question: string;
	readonly reason: string;
}

export interface DisputeDesk {
	/** The agent takes note of it and has nothing against it. */
	acknowledge(id: string, comment: string, by: AnsweringAgent): Promise<Done<object>>;
	dispute(
		id: string,
		questions: readonly DisputedQuestion[],
		by: AnsweringAgent
	): Promise<Done<object>>;
	/** A reviewer has it from now on; gives back the assignment of the blind second judgement. */
	take(id: string, by: Reviewer): Promise<Done<{ assignment: string }>>;
	/** All open disputes of an evaluation at once. */
	decide(
		id: string,
		decisions: readonly Decision[],
		by: Reviewer
	): Promise<Done<{ revision: number }>>;
	/** Out of all figures, for good; its history stays. */
	retract(id: string, reason: string, actor: Actor): Promise<Done<object>>;
}

export interface DisputeSources {
	readonly audit: AuditLog;
	readonly outbox: Outbox;
	readonly outboxSender: { wake(): void };
	readonly forms: { published(form: string, version: number): Promise<PublishedForm | null> };
	readonly assignments: Pick<AssignmentStore, 'create'>;
	readonly now: () => number;
}

class SqlDisputeDesk implements DisputeDesk {
	readonly #database: Kysely<StoreSchema>;
	readonly #sources: DisputeSources;

	constructor(database: Kysely<StoreSchema>, sources: DisputeSources) {
		this.#database = database;
		this.#sources = sources;
	}

	acknowledge(id: string, comment: string, { actor, agent }: AnsweringAgent) {
		const said = comment.trim().slice(0, LONGEST_REASON);
		return this.#do(id, async (transaction, evaluation) => {
			if (evaluation.agent !== agent) throw new StepRefused('gone');
			const atMs = this.#sources.now();
			await takeStep(transaction, evaluation, {
				...{ step: 'acknowledged', as: 'agent', actor, atMs },
				change: { acknowledged_at_ms: atMs, agent_comment: said },
				told: { reason: said }
			});
			await this.#audit(transaction, actor, 'evaluation.acknowledged', id, { comment: said });
			return {};
		});
	}

	dispute(id: string, questions: readonly DisputedQuestion[], { actor, agent }: AnsweringAgent) {
		const { outbox, now } = this.#sources;
		const disputed = questions.map(({ question, reason }) => ({
			question,
			reason: reason.trim().slice(0, LONGEST_REASON)
		}));
		return this.#do(id, async (transaction, evaluation, form) => {
			if (evaluation.agent !== agent) throw new StepRefused('gone');
			await checkDisputed(transaction, evaluation, { disputed, form });
			const [atMs, { revision }] = [now(), evaluation];
			await takeStep(transaction, evaluation, {
				...{ step: 'disputed', as: 'agent', actor, atMs, told: null }
			});
			for (const { question, reason } of disputed) {
				await transaction
					.insertInto('evaluation_disputes')
					.values({
						...{ id: randomUUID(), evaluation: id, revision, question, reason },
						...{ opened_at_ms: atMs, opened_by: actor.id, state: 'open', reviewer: null },
						...{ review: null, decided_at_ms: null, decision: '' }
					})
					.execute();
				const step = { evaluation: id, revision, atMs, actor, step: 'disputed' } as const;
				await appendStep(transaction, { ...step, question, reason });
			}
			const names = disputed.map(({ question }) => question);
			const about = { id: randomUUID(), subject: id, atMs };
			const event = productEvent('evaluation.disputed', about, { revision, questions: names });
			await outbox.add(transaction, event, atMs);
			await this.#audit(transaction, actor, 'evaluation.disputed', id, { questions: names });
			return {};
		});
	}

	take(id: string, { actor, agent }: Reviewer) {
		const { assignments, now } = this.#sources;
		return this.#do(id, async (transaction, evaluation) => {
			await mayReview(transaction, evaluation, { actor, agent });
			const open = (await disputesOf(transaction, id)).filter(({ state }) => state === 'open');
			const before = open[0]?.reviewer ?? null;
			if (before === actor.id) throw new StepRefused('state');
			const [atMs, { quality }] = [now(), await readSettings(transaction)];
			await takeStep(transaction, evaluation, {
				...{ step: 'review_started', as: 'reviewer', actor, atMs },
				told: { before, after: actor.id }
			});
			await withdrawReviews(transaction, id, { actor, atMs });
			await transaction
				.updateTable('evaluation_disputes')
				.set({ reviewer: actor.id, review: null })
				.where('evaluation', '=', id)
				.where('state', '=', 'open')
				.execute();
			const { interaction, queue, channel, contactAtMs, form, formVersion } = evaluation;
			const [assignment = ''] = await assignments.create(transaction, [
				{
					...{ kind: 'review', lane: 'manual', draw: null, stratum: '', drawKey: '' },
					...{ session: null, beside: id, interaction, agent: evaluation.agent, queue, channel },
					...{ contactAtMs, form, formVersion, evaluator: actor.id, createdBy: actor.id },
					dueAtMs: reviewUntilMs(quality, open[0]?.openedAtMs ?? atMs)
				}
			]);
			await this.#audit(transaction, actor, 'dispute.taken', id, { reviewer: actor.id });
			return { assignment };
		});
	}

	decide(id: string, decisions: readonly Decision[], { actor, agent }: Reviewer) {
		return this.#do(id, async (transaction, evaluation, form) => {
			await mayReview(transaction, evaluation, { actor, agent });
			return decideDisputes(transaction, evaluation, {
				...{ decisions, actor, form, atMs: this.#sources.now() },
				...{ outbox: this.#sources.outbox, audit: this.#sources.audit }
			});
		});
	}

	retract(id: string, reason: string, actor: Actor) {
		const { outbox, audit, now } = this.#sources;
		return this.#do(id, async (transaction, evaluation) => {
			const why = reason.trim().slice(0, LONGEST_REASON);
			await retractEvaluation(transaction, evaluation, {
				...{ reason: why, actor, atMs: now(), outbox, audit }
			});
			return {};
		});
	}

	async #do<T extends object>(
		id: string,
		work: (transaction: Work, evaluation: StoredEvaluation, form: PublishedForm) => Promise<T>
	): Promise<Done<T>> {
		// Read before: it never changes, and within the transaction nothing else is asked of the store.
		const form = await this.#formOf(id);
		if (!form) return { ok: false, refusal: 'gone' };
		const done = await orRefusal(
			this.#database.transaction().execute(async (transaction) => {
				// What is checked has to hold until the end: no other change is made meanwhile.
				await takeTurn(transaction);
				const evaluation = await readEvaluation(transaction, id);
				if (!evaluation) throw new StepRefused('gone');
				return work(transaction, evaluation, form);
			})
		);
		if (done.ok) this.#sources.outboxSender.wake();
		return done;
	}

	async #formOf(id: string): Promise<PublishedForm | null> {
		const row = await this.#database
			.selectFrom('evaluations')
			.select(['form', 'form_version'])
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? this.#sources.forms.published(row.form, row.form_version) : null;
	}

	#audit(
		transaction: Work,
		actor: Actor,
		action: 'evaluation.acknowledged' | 'evaluation.disputed' | 'dispute.taken',
		id: string,
		after: object
	): Promise<void> {
		const object = `evaluation:${id}`;
		return this.#sources.audit.append(transaction, actor, { action, object, before: null, after });
	}
}

async function checkDisputed(
	transaction: Work,
	{ id, agent, result }: StoredEvaluation,
	{ disputed, form }: { disputed: readonly DisputedQuestion[]; form: PublishedForm }
): Promise<void> {
	if (disputed.length === 0 || disputed.some(({ reason }) => reason === ''))
		throw new StepRefused('reason');
	const before = await disputesOf(transaction, id);
	const possible = result === null ? [] : disputableQuestions(form, result, before);
	const asked = new Set(disputed.map(({ question }) => question));
	if (asked.size !== disputed.length || [...asked].some((one) => !possible.includes(one)))
		throw new StepRefused('question');
	const { quality } = await readSettings(transaction);
	const { n } = await transaction
		.selectFrom('evaluations')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('agent', '=', agent)
		.where('kind', '=', 'standard')
		.where('state', 'in', ['disputed', 'in_review'])
		.executeTakeFirstOrThrow();
	if (n >= quality.mostOpenDisputes) throw new StepRefused('most');
}

/** Nobody judges what they wrote, nor what they did. */
async function mayReview(
	transaction: Work,
	evaluation: StoredEvaluation,
	{ actor, agent }: Reviewer
): Promise<void> {
	const authors = await authorsOf(transaction, evaluation);
	if (authors.has(actor.id) || agent === evaluation.agent) throw new StepRefused('part');
}

export const createDisputes = (
	database: Kysely<StoreSchema>,
	sources: DisputeSources
): DisputeDesk => new SqlDisputeDesk(database, sources);
