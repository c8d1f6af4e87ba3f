/**
 * Puts a backup into a store, SQLite or PostgreSQL, whichever it was made from. The file is read twice: once to know that
 * it is whole and of a version this one understands, before anything is touched; then into one transaction.
 */
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { SYSTEM, createAuditLog } from '../audit/audit-log.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { ChainVerdict } from '../audit/verify.ts';
import { BackupError, readBackup } from './backup-file.ts';
import type { BackupHeader, BackupRow, BackupTable } from './backup-file.ts';
import type { Store } from './database.ts';
import { MIGRATION_NAMES, appliedMigrations, migrateWithin } from './migrate.ts';
import type { ErasedSubjectsTable, StoreSchema } from './schema.ts';
import { dropTables, isEmpty, rowsOfErased } from './store-tables.ts';
import { readStoreShape } from './store-shape.ts';
import type { TableName } from './store-shape.ts';

export interface RestoreOptions {
	readonly file: string;
	/** Puts it in the place of a store that holds something. */
	readonly replace: boolean;
	/** Of the audit log; null: it cannot be verified. */
	readonly key: Buffer | null;
	readonly now: () => number;
	readonly onProgress?: (done: number, of: number) => void;
	readonly signal?: AbortSignal;
}

export interface RestoreReport {
	readonly header: BackupHeader;
	readonly rows: number;
	/** Null: there was no key to verify it with. */
	readonly audit: ChainVerdict | null;
	/** Erasures that the replaced store knew and the backup did not. */
	readonly keptErasures: number;
}

/** The store holds something, and nobody said that it may go. */
export class NotEmptyError extends Error {
	override readonly name = 'NotEmptyError';
}

type Connection = Kysely<StoreSchema>;

const BATCH_ROWS = 200;
/** SQLite takes no more values in one statement. */
const MOST_VALUES = 30_000;

/** Who was signed in, and codes that were on their way: coming back, they would undo that they were used or ended. */
const NOT_REVIVED: readonly TableName[] = ['sessions', 'pairings', 'one_time_links'];

/** Collects rows of one table into statements. */
class Inserter {
	readonly #connection: Connection;
	#table: BackupTable | null = null;
	#rows: BackupRow[] = [];
	done = 0;

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	async add(table: BackupTable, row: BackupRow): Promise<void> {
		const isFull =
			this.#rows.length >= BATCH_ROWS ||
			(this.#rows.length + 1) * table.columns.length > MOST_VALUES;
		if (table !== this.#table || isFull) await this.flush();
		this.#table = table;
		this.#rows.push(row);
	}

	async flush(): Promise<void> {
		if (!this.#table || this.#rows.length === 0) return;
		const { shape, columns } = this.#table;
		const names = sql.join(columns.map(({ name }) => sql.ref(name)));
		const values = sql.join(this.#rows.map((row) => sql`(${sql.join([...row])})`));
		await sql`insert into ${sql.table(shape.name)} (${names}) values ${values}`.execute(
			this.#connection
		);
		this.done += this.#rows.length;
		this.#rows = [];
	}
}

/** Removes what the migrations themselves put into the tables: the backup has it. */
async function emptyTables(connection: Connection, tables: readonly BackupTable[]): Promise<void> {
	for (const { shape } of [...tables].reverse()) {
		const { rows } = await sql`select 1 from ${sql.table(shape.name)} limit 1`.execute(connection);
		// Not where there is nothing: the audit log refuses any removal, also that of no row.
		if (rows.length > 0) await sql`delete from ${sql.table(shape.name)}`.execute(connection);
	}
}

async function fill(
	connection: Connection,
	{ file, onProgress, signal }: RestoreOptions
): Promise<number> {
	const inserter = new Inserter(connection);
	let total = 0;
	await readBackup(file, {
		...(signal ? { signal } : {}),
		onHeader: async (header, tables) => {
			total = tables.reduce((sum, { rows }) => sum + rows, 0);
			await migrateWithin(connection, header.migrations.at(-1));
			await emptyTables(connection, tables);
		},
		onRow: async (table, row) => {
			await inserter.add(table, row);
			onProgress?.(inserter.done, total);
		}
	});
	await inserter.flush();
	return inserter.done;
}

/** An erasure is not undone by a backup that is older than it. */
async function keepErasures(
	connection: Connection,
	known: readonly ErasedSubjectsTable[]
): Promise<number> {
	let kept = 0;
	for (const row of known) {
		const inserted = await connection
			.insertInto('erased_subjects')
			.values(row)
			.onConflict((conflict) => conflict.column('subject_hash').doNothing())
			.returning('subject_hash')
			.executeTakeFirst();
		if (inserted) kept += 1;
	}
	return kept;
}

async function endWhatWasOpen(connection: Connection): Promise<void> {
	for (const table of NOT_REVIVED) await sql`delete from ${sql.table(table)}`.execute(connection);
}

/** Says in the restored log itself that it was restored; only behind entries that are whole. */
async function recordRestore(
	connection: Connection,
	header: BackupHeader,
	{ key, now }: RestoreOptions
): Promise<ChainVerdict | null> {
	if (key === null) return null;
	const verdict = await verifyAudit(connection, { key });
	if (!verdict.ok) return verdict;
	// The connection is inside a transaction of ours, which Kysely did not begin.
	await createAuditLog(connection, key, now).append(
		connection as unknown as Transaction<StoreSchema>,
		SYSTEM,
		{
			action: 'store.restored',
			object: 'store',
			before: null,
			after: { backupOfMs: header.createdAtMs, migrations: header.migrations.length }
		}
	);
	return verdict;
}

async function restoreWithin(
	connection: Connection,
	{ kind, header }: { kind: Store['kind']; header: BackupHeader },
	options: RestoreOptions
): Promise<Omit<RestoreReport, 'header'>> {
	const applied = await appliedMigrations(connection);
	if (applied.some((name) => !MIGRATION_NAMES.includes(name)))
		throw new BackupError(
			'the store is of a newer version of the product: restore with that version'
		);
	const newest = applied.at(-1);
	const shapes = newest === undefined ? [] : await readStoreShape(newest);
	if (!options.replace && !(await isEmpty(connection, shapes)))
		throw new NotEmptyError('the store holds something');
	const erased = await rowsOfErased(connection, shapes);
	await dropTables(connection, kind, shapes);
	const rows = await fill(connection, options);
	await migrateWithin(connection);
	const keptErasures = await keepErasures(connection, erased);
	await endWhatWasOpen(connection);
	const audit = await recordRestore(connection, header, options);
	return { rows, audit, keptErasures };
}

/** One transaction: until the end others see the store as it was, and so it stays when anything fails. */
export async function restoreBackup(store: Store, options: RestoreOptions): Promise<RestoreReport> {
	const { signal } = options;
	const header = await readBackup(options.file, signal ? { signal } : {});
	const begin = store.kind === 'sqlite' ? sql`begin immediate` : sql`begin`;
	const done = await store.database.connection().execute(async (connection) => {
		await begin.execute(connection);
		try {
			const report = await restoreWithin(connection, { kind: store.kind, header }, options);
			await sql`commit`.execute(connection);
			return report;
		} catch (error) {
			await sql`rollback`.execute(connection);
			throw error;
		}
	});
	return { header, ...done };
}
