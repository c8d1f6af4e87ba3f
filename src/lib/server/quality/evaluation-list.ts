/** Evaluations page by page: those that were submitted by that instant, drafts by the one they were begun at. */
import type { Kysely } from 'kysely';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { EvaluationKind, EvaluationState, Lane } from '#lib/domain/quality/evaluation.ts';
import type { StoreSchema } from '../store/schema.ts';
import { notBlind } from './blind.ts';
import { whereInReach } from './in-reach.ts';
import type { TeamOfAgent } from './in-reach.ts';
import { evaluationOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

/** Newest first, from here on down. */
export interface EvaluationPosition {
	readonly atMs: number;
	readonly id: string;
}

/** Empty text or null: all. */
export interface EvaluationFilters {
	readonly agent: string;
	readonly queue: string;
	readonly evaluator: string;
	readonly form: string;
	readonly lane: Lane | '';
	readonly kind: EvaluationKind | '';
	/** `draft` lists drafts, which are in no other list. */
	readonly state: EvaluationState | '';
	/** Of the final score, 0..1.1: from, up to and with. */
	readonly fromScore: number | null;
	readonly toScore: number | null;
	/** Of the submission; the end is not in it. */
	readonly fromMs: number | null;
	readonly toMs: number | null;
}

export const ALL_EVALUATIONS: EvaluationFilters = {
	...{ agent: '', queue: '', evaluator: '', form: '', lane: '', kind: '', state: '' },
	...{ fromScore: null, toScore: null, fromMs: null, toMs: null }
};

export interface EvaluationQuery extends EvaluationFilters {
	readonly scope: RowScope;
	readonly teams: TeamOfAgent;
	/** Whoever asks: what this person is to judge without knowing of other judgements is left out. */
	readonly reader: string;
	readonly before: EvaluationPosition | null;
	readonly limit: number;
}

export interface EvaluationPage {
	readonly evaluations: readonly StoredEvaluation[];
	/** Where the next page begins; null: there is none. */
	readonly next: EvaluationPosition | null;
}

const EQUAL = ['agent', 'queue', 'evaluator', 'form', 'lane', 'kind'] as const;

function filtered(database: Kysely<StoreSchema>, query: EvaluationQuery) {
	const isDraft = query.state === 'draft';
	const at = isDraft ? 'created_at_ms' : 'submitted_at_ms';
	let question = database
		.selectFrom('evaluations')
		.selectAll()
		.where(whereInReach(query.scope, query.teams))
		.where(notBlind(query.reader))
		// A silent second scoring is not found by its kind by whoever does it.
		.where((is) => (query.kind === 'second' ? is('evaluator', '!=', query.reader) : is.and([])));
	question = isDraft
		? question.where('state', '=', 'draft')
		: question.where('submitted_at_ms', 'is not', null);
	if (!isDraft && query.state !== '') question = question.where('state', '=', query.state);
	for (const column of EQUAL)
		if (query[column] !== '') question = question.where(column, '=', query[column]);
	const bounds = [
		['final_score', '>=', query.fromScore],
		['final_score', '<=', query.toScore],
		[at, '>=', query.fromMs],
		[at, '<', query.toMs]
	] as const;
	for (const [column, is, bound] of bounds)
		if (bound !== null) question = question.where(column, is, bound);
	return { question, at } as const;
}

export async function listEvaluations(
	database: Kysely<StoreSchema>,
	query: EvaluationQuery
): Promise<EvaluationPage> {
	const { question, at } = filtered(database, query);
	const { before, limit } = query;
	const below =
		before === null
			? question
			: question.where((is) =>
					is.or([
						is(at, '<', before.atMs),
						is.and([is(at, '=', before.atMs), is('id', '<', before.id)])
					])
				);
	const rows = await below
		.orderBy(at, 'desc')
		.orderBy('id', 'desc')
		.limit(limit + 1)
		.execute();
	const evaluations = rows.slice(0, limit).map(evaluationOfRow);
	const last = rows.length > limit ? evaluations.at(-1) : undefined;
	const lastAtMs = last && (at === 'created_at_ms' ? last.createdAtMs : last.submittedAtMs);
	return {
		evaluations,
		next: last && typeof lastAtMs === 'number' ? { atMs: lastAtMs, id: last.id } : null
	};
}
