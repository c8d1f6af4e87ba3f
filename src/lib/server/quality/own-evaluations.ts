/** What an agent sees of the own evaluations: those that were released, and nothing of other kinds. */
import type { Kysely } from 'kysely';
import { SEEN_BY_AGENT } from '#lib/domain/quality/evaluation.ts';
import type { StoreSchema } from '../store/schema.ts';
import { evaluationOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

/** Newest first, from here on down. */
export interface OwnPosition {
	readonly releasedAtMs: number;
	readonly id: string;
}

const seenBy = (database: Kysely<StoreSchema>, agent: string) =>
	database
		.selectFrom('evaluations')
		.selectAll()
		.where('agent', '=', agent)
		.where('kind', '=', 'standard')
		.where('state', 'in', [...SEEN_BY_AGENT]);

/** Null: there is none for this agent. */
export async function findOwn(
	database: Kysely<StoreSchema>,
	agent: string,
	id: string
): Promise<StoredEvaluation | null> {
	const row = await seenBy(database, agent).where('id', '=', id).executeTakeFirst();
	return row ? evaluationOfRow(row) : null;
}

export async function listOwn(
	database: Kysely<StoreSchema>,
	agent: string,
	{ before, limit }: { readonly before: OwnPosition | null; readonly limit: number }
): Promise<{ evaluations: StoredEvaluation[]; next: OwnPosition | null }> {
	let query = seenBy(database, agent);
	if (before !== null)
		query = query.where((is) =>
			is.or([
				is('released_at_ms', '<', before.releasedAtMs),
				is.and([is('released_at_ms', '=', before.releasedAtMs), is('id', '<', before.id)])
			])
		);
	const rows = await query
		.orderBy('released_at_ms', 'desc')
		.orderBy('id', 'desc')
		.limit(limit + 1)
		.execute();
	const evaluations = rows.slice(0, limit).map(evaluationOfRow);
	const last = rows.length > limit ? evaluations.at(-1) : undefined;
	return {
		evaluations,
		next: last ? { releasedAtMs: last.releasedAtMs ?? 0, id: last.id } : null
	};
}
