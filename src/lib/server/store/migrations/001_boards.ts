import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await database.schema
		.createTable('boards')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('layout', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.execute();
}
