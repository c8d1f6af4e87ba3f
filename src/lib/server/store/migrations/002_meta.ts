import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await database.schema
		.createTable('meta')
		.addColumn('name', 'text', (column) => column.primaryKey())
		.addColumn('value', 'text', (column) => column.notNull())
		.execute();
}
