/** Brings the tables up to this version of the product, whoever else starts at the same moment. */
import { DEFAULT_MIGRATION_TABLE, Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { up as boards } from './migrations/001_boards.ts';
import { up as meta } from './migrations/002_meta.ts';
import { up as access } from './migrations/003_access.ts';
import { up as auditGuard } from './migrations/004_audit_guard.ts';
import { up as auditLookup } from './migrations/005_audit_lookup.ts';
import { up as alerts } from './migrations/006_alerts.ts';
import { up as samples } from './migrations/007_samples.ts';
import { up as evaluations } from './migrations/008_evaluations.ts';
import { up as coaching } from './migrations/009_coaching.ts';
import { up as scorecards } from './migrations/010_scorecards.ts';
import type { StoreSchema } from './schema.ts';

/** Forward only, and never changed once released: a change is a new number. */
const MIGRATIONS: Record<string, Migration> = {
	'001_boards': { up: boards },
	'002_meta': { up: meta },
	'003_access': { up: access },
	'004_audit_guard': { up: auditGuard },
	'005_audit_lookup': { up: auditLookup },
	'006_alerts': { up: alerts },
	'007_samples': { up: samples },
	'008_evaluations': { up: evaluations },
	'009_coaching': { up: coaching },
	'010_scorecards': { up: scorecards }
};

/** In the order they are applied. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS).sort();

const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

export class MigrationError extends Error {
	override readonly name = 'MigrationError';
}

async function run(migrator: Migrator, upTo?: string): Promise<void> {
	const { error, results } =
		upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
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

/** Within a transaction that the caller began on this one connection; up to the newest unless told otherwise. */
export async function migrateWithin(connection: Kysely<StoreSchema>, upTo?: string): Promise<void> {
	await run(new Migrator({ db: connection, provider, disableTransactions: true }), upTo);
}

/** Names of those this store has, oldest first; none when it has no tables yet. */
export async function appliedMigrations(database: Kysely<StoreSchema>): Promise<string[]> {
	const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
	if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
	const { rows } = await sql<{
		name: string;
	}>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(database);
	return rows.map(({ name }) => name);
}
