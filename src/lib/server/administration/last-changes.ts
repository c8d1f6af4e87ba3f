/** Who changed things of a kind last, as the audit log knows it. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

export interface LastChange {
	readonly name: string;
	readonly kind: string;
	readonly atMs: number;
}

/** By object, such as `board:sala`; `prefix`: `board:`. */
export async function lastChanges(
	database: Kysely<StoreSchema>,
	prefix: 'board:'
): Promise<Map<string, LastChange>> {
	const newest = database
		.selectFrom('audit')
		.select(sql<number>`max(seq)`.as('seq'))
		// Right after the prefix comes ';', so that the index has all of them together.
		.where('object', '>=', prefix)
		.where('object', '<', prefix.replace(':', ';'))
		.where('action', 'in', ['board.created', 'board.changed'])
		.groupBy('object');
	const rows = await database
		.selectFrom('audit')
		.select(['object', 'actor_name', 'actor_kind', 'at_ms'])
		.where('seq', 'in', newest)
		.execute();
	return new Map(
		rows.map(({ object, actor_name, actor_kind, at_ms }) => [
			object,
			{ name: actor_name, kind: actor_kind, atMs: at_ms }
		])
	);
}
