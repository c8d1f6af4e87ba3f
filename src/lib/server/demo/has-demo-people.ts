/** Whether the invented people are there: they come with the first look at the page to sign in, and all else is about them. */
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

export async function hasDemoPeople(database: Kysely<StoreSchema>): Promise<boolean> {
	const row = await database
		.selectFrom('people')
		.select('id')
		.where('is_demo', '=', 1)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}
