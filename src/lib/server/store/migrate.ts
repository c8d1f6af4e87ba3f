/** Brings the tables up to this version of the product, whoever else starts at the same moment. */
import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { up as boards } from './migrations/001_boards.ts';
import { up as meta } from './migrations/002_meta.ts';
import { up as access } from './migrations/003_access.ts';
import { up as auditGuard } from './migrations/004_audit_guard.ts';
import type { StoreSchema } from './schema.ts';

/** Forward only, and never changed once released: a change is a new number. */
const MIGRATIONS: Record<string, Migration> = {
	'001_boards': { up: boards },
	'002_meta': { up: meta },
	'003_access': { up: access },
	'004_audit_guard': { up: auditGuard }
};

const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

export class MigrationError extends Error {
	override readonly name = 'MigrationError';
}

async function run(migrator: Migrator): Promise<void> {
	const { error, results } = await migrator.migrateToLatest();
	if (error === undefined) return;
	const failed =
		results?.find(({ status }) => status === 'Error')?.migrationName ?? 'before the first';
	throw new MigrationError(`migration of the store failed: ${failed}`, { cause: error });
}

/** Kysely takes an advisory lock, and one transaction for all. */
export async function migratePostgres(database: Kysely<StoreSchema>): Promise<void> {
	await run(new Migrator({ db: database, provider }));
}

/**
 * Kysely neither locks SQLite nor runs its migrations in a transaction, although SQLite could: two processes would both
 * create a table, and one that is killed half-way would leave tables nobody knows of. So the whole of it is one
 * transaction that takes the write lock first.
 */
export async function migrateSqlite(database: Kysely<StoreSchema>): Promise<void> {
	await database.connection().execute(async (connection) => {
		await sql`begin immediate`.execute(connection);
		try {
			await run(new Migrator({ db: connection, provider, disableTransactions: true }));
		} catch (error) {
			await sql`rollback`.execute(connection);
			throw error;
		}
		await sql`commit`.execute(connection);
	});
}
