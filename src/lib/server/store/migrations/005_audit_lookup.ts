import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** The audit log is looked through by who, what and whom, newest first, and it only ever grows. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	for (const column of ['actor', 'action', 'object'] as const)
		await database.schema
			.createIndex(`audit_by_${column}`)
			.on('audit')
			.columns([column, 'seq'])
			.execute();
}
