/** When each person signed in last, as the audit log knows it. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

export async function lastSignIns(database: Kysely<StoreSchema>): Promise<Map<string, number>> {
	const rows = await database
		.selectFrom('audit')
		.select(['actor', sql<number>`max(at_ms)`.as('at_ms')])
		.where('action', '=', 'session.opened')
		.groupBy('actor')
		.execute();
	return new Map(rows.map(({ actor, at_ms }) => [actor, at_ms]));
}
