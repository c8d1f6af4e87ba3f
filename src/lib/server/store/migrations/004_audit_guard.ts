import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

const WORDS = 'the audit log is only ever added to';

/** The database itself refuses to change or remove what the audit log holds. The company is there from the start. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	const isSqlite = database.getExecutor().adapter.constructor.name.startsWith('Sqlite');
	if (isSqlite) await guardSqlite(database);
	else await guardPostgres(database);
	await database
		.insertInto('teams')
		.values({ id: 'company', parent: null, kind: 'company', name: '', position: 0 })
		.execute();
}

async function guardSqlite(database: Kysely<StoreSchema>): Promise<void> {
	for (const act of ['UPDATE', 'DELETE']) {
		await sql
			.raw(
				`CREATE TRIGGER audit_no_${act.toLowerCase()} BEFORE ${act} ON audit BEGIN SELECT RAISE(ABORT, '${WORDS}'); END`
			)
			.execute(database);
	}
}

async function guardPostgres(database: Kysely<StoreSchema>): Promise<void> {
	await sql
		.raw(
			`CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${WORDS}'; END $$`
		)
		.execute(database);
	await sql
		.raw(
			'CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()'
		)
		.execute(database);
}
