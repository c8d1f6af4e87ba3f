/** The tables of a store as a whole: whether they hold anything, and their removal before a restore. */
import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE, sql } from 'kysely';
import type { Kysely } from 'kysely';
import { COMPANY } from '#lib/domain/access/team.ts';
import type { Store } from './database.ts';
import type { ErasedSubjectsTable, StoreSchema } from './schema.ts';
import type { TableShape } from './store-shape.ts';

type Connection = Kysely<StoreSchema>;

/** Nothing but what the migrations themselves put there. */
export async function isEmpty(
	connection: Connection,
	shapes: readonly TableShape[]
): Promise<boolean> {
	for (const { name } of shapes) {
		const own = name === 'teams' ? sql`where id <> ${COMPANY} or name <> ''` : sql``;
		const { rows } = await sql`select 1 from ${sql.table(name)} ${own} limit 1`.execute(connection);
		if (rows.length > 0) return false;
	}
	return true;
}

export async function rowsOfErased(
	connection: Connection,
	shapes: readonly TableShape[]
): Promise<ErasedSubjectsTable[]> {
	if (!shapes.some(({ name }) => name === 'erased_subjects')) return [];
	return connection.selectFrom('erased_subjects').selectAll().execute();
}

/** Functions that triggers of these tables call: in PostgreSQL they outlive their tables. */
async function triggerFunctions(
	connection: Connection,
	names: readonly string[]
): Promise<string[]> {
	const { rows } = await sql<{
		signature: string;
	}>`select distinct t.tgfoid::regprocedure::text as signature from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace and c.relname in (${sql.join([...names])})`.execute(
		connection
	);
	return rows.map(({ signature }) => signature);
}

export async function dropTables(
	connection: Connection,
	kind: Store['kind'],
	shapes: readonly TableShape[]
): Promise<void> {
	if (shapes.length === 0) return;
	const names = shapes.map(({ name }) => name);
	const functions = kind === 'postgres' ? await triggerFunctions(connection, names) : [];
	const internal = [DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE];
	for (const name of [...names.reverse(), ...internal])
		await sql`drop table ${sql.table(name)}`.execute(connection);
	// Written by the database itself, as its own name of the function.
	for (const signature of functions)
		await sql`drop function ${sql.raw(signature)}`.execute(connection);
}
