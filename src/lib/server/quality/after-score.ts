/** One step of an evaluation after its score: allowed, still where it was read, and in its history. */
import type { Transaction, Updateable } from 'kysely';
import { nextState } from '#lib/domain/quality/lifecycle.ts';
import type { LifecyclePart, Refusal } from '#lib/domain/quality/lifecycle.ts';
import type { EvaluationStep } from '#lib/domain/quality/evaluation.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { EvaluationsTable } from '../store/quality-schema.ts';
import type { StoreSchema } from '../store/schema.ts';
import { appendStep } from './evaluation-log.ts';
import type { NewStep } from './evaluation-log.ts';
import { evaluationOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export type Work = Transaction<StoreSchema>;

/** Why nothing was done: what the lifecycle says, or what holds for disputes beyond it. */
export type StepRefusal =
	| Refusal
	| 'gone'
	/** As many disputes as an agent may have are open. */
	| 'most'
	/** Nothing was chosen, or a reason is missing. */
	| 'reason'
	/** A question cannot be disputed, or not again. */
	| 'question'
	/** The second judgement is not there yet, or it is somebody else's. */
	| 'review'
	/** A revision was asked for where both judgements say the same. */
	| 'same'
	/** With the answers of the second judgement the form is not complete. */
	| 'missing';

/** Ends the transaction: nothing of it is kept. */
export class StepRefused extends Error {
	override readonly name = 'StepRefused';
	readonly refusal: StepRefusal;

	constructor(refusal: StepRefusal) {
		super(`refused: ${refusal}`);
		this.refusal = refusal;
	}
}

export type Done<T> =
	({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: StepRefusal };

/** What was done, or why it was not. */
export async function orRefusal<T extends object>(work: Promise<T>): Promise<Done<T>> {
	try {
		return { ok: true, ...(await work) };
	} catch (error) {
		if (error instanceof StepRefused) return { ok: false, refusal: error.refusal };
		throw error;
	}
}

export async function readEvaluation(
	transaction: Work,
	id: string
): Promise<StoredEvaluation | null> {
	const row = await transaction
		.selectFrom('evaluations')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirst();
	return row ? evaluationOfRow(row) : null;
}

export interface TakenStep {
	readonly step: EvaluationStep;
	readonly as: LifecyclePart;
	/** Null: the product itself. */
	readonly actor: Pick<Actor, 'id' | 'name'> | null;
	readonly atMs: number;
	readonly change?: Omit<Updateable<EvaluationsTable>, 'id' | 'state' | 'revision'>;
	/** What the history says of it; null: it was told already. */
	readonly told?: Pick<NewStep, 'question' | 'before' | 'after' | 'reason'> | null;
}

/** Throws StepRefused, also when somebody else was first. */
export async function takeStep(
	transaction: Work,
	evaluation: Pick<
		StoredEvaluation,
		'id' | 'kind' | 'state' | 'revision' | 'releaseDueMs' | 'disputeUntilMs'
	>,
	{ step, as, actor, atMs, change = {}, told = {} }: TakenStep
): Promise<void> {
	const next = nextState(evaluation, { step, as, atMs });
	if ('refusal' in next) throw new StepRefused(next.refusal);
	const { numUpdatedRows } = await transaction
		.updateTable('evaluations')
		.set({ ...change, state: next.state, updated_at_ms: atMs })
		.where('id', '=', evaluation.id)
		.where('state', '=', evaluation.state)
		.where('revision', '=', evaluation.revision)
		.executeTakeFirst();
	if (numUpdatedRows !== 1n) throw new StepRefused('state');
	if (told === null) return;
	const { id, revision } = evaluation;
	await appendStep(transaction, { evaluation: id, revision, atMs, actor, step, ...told });
}
