/** What the audit log can be narrowed to: actions and actors that are in it. */
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

const MOST_ACTORS = 500;

export interface AuditChoices {
	readonly actions: readonly string[];
	readonly actors: readonly { readonly id: string; readonly name: string }[];
}

export async function auditChoices(
	database: Kysely<StoreSchema>,
	names: ReadonlyMap<string, string>
): Promise<AuditChoices> {
	const [actions, actors] = await Promise.all([
		database.selectFrom('audit').select('action').distinct().orderBy('action').execute(),
		database.selectFrom('audit').select('actor').distinct().limit(MOST_ACTORS).execute()
	]);
	return {
		actions: actions.map(({ action }) => action),
		actors: actors
			.map(({ actor }) => ({ id: actor, name: names.get(actor) ?? actor }))
			.sort((a, b) => a.name.localeCompare(b.name))
	};
}
