/** The history of an evaluation: steps are added in the transaction of what they tell of, and never changed. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { EVALUATION_STEPS } from '#lib/domain/quality/evaluation.ts';
import type { EvaluationStep } from '#lib/domain/quality/evaluation.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';

export interface NewStep {
	readonly evaluation: string;
	readonly revision: number;
	readonly atMs: number;
	/** Null: the product itself. */
	readonly actor: Pick<Actor, 'id' | 'name'> | null;
	readonly step: EvaluationStep;
	/** Id of a question; left out: the whole. */
	readonly question?: string;
	/** Kept as JSON; null: there was, or is, nothing. */
	readonly before?: unknown;
	readonly after?: unknown;
	readonly reason?: string;
}

export interface LoggedStep {
	readonly id: string;
	readonly evaluation: string;
	readonly revision: number;
	readonly atMs: number;
	/** Empty: the product itself. */
	readonly actor: string;
	readonly actorName: string;
	readonly step: EvaluationStep;
	readonly question: string;
	readonly before: unknown;
	readonly after: unknown;
	readonly reason: string;
}

let added = 0;
const IN_ONE_MILLISECOND = 1_000_000;

/** Sorts in the order in which this process added them, so that steps of one instant stay in order. */
function nextId(atMs: number): string {
	added = (added + 1) % IN_ONE_MILLISECOND;
	const [instant, turn] = [String(atMs).padStart(15, '0'), String(added).padStart(6, '0')];
	return `${instant}-${turn}-${randomUUID().slice(0, 8)}`;
}

const asJson = (value: unknown): string | null =>
	value === undefined || value === null ? null : JSON.stringify(value);
const fromJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

export async function appendStep(
	transaction: Transaction<StoreSchema>,
	{ evaluation, revision, atMs, actor, step, question, before, after, reason }: NewStep
): Promise<void> {
	await transaction
		.insertInto('evaluation_log')
		.values({
			id: nextId(atMs),
			evaluation,
			revision,
			at_ms: atMs,
			actor: actor?.id ?? '',
			actor_name: actor?.name ?? '',
			step,
			question: question ?? '',
			before: asJson(before),
			after: asJson(after),
			reason: reason ?? ''
		})
		.execute();
}

/** Oldest first. Steps of another version of the product that this one has no word for are left out. */
export async function readSteps(
	database: Kysely<StoreSchema>,
	evaluation: string
): Promise<LoggedStep[]> {
	const rows = await database
		.selectFrom('evaluation_log')
		.selectAll()
		.where('evaluation', '=', evaluation)
		.orderBy('at_ms')
		.orderBy('id')
		.execute();
	return rows.flatMap(({ at_ms, actor_name, before, after, step: word, ...row }) => {
		const step = EVALUATION_STEPS.find((one) => one === word);
		if (!step) return [];
		return [
			{
				...row,
				step,
				atMs: at_ms,
				actorName: actor_name,
				before: fromJson(before),
				after: fromJson(after)
			}
		];
	});
}
