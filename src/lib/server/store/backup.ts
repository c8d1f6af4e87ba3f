/** Writes the whole store into one file, as it was at one moment, while the product goes on. */
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { BACKUP_VERSION, hashOfLines } from './backup-file.ts';
import type { BackupCell, BackupHeader, BackupRow } from './backup-file.ts';
import type { Store } from './database.ts';
import { appliedMigrations } from './migrate.ts';
import type { StoreSchema } from './schema.ts';
import { readStoreShape } from './store-shape.ts';
import type { TableShape } from './store-shape.ts';

export interface BackupOptions {
	readonly file: string;
	readonly nowMs: number;
	/** Written into the file; null: it must be kept apart. */
	readonly storeKey: string | null;
	readonly onProgress?: (done: number, of: number) => void;
	readonly signal?: AbortSignal;
}

const PAGE_ROWS = 500;

type Connection = Kysely<StoreSchema>;

const columnList = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

/** Rows by key from one on, so that no page is read twice or left out. */
async function readPage(
	connection: Connection,
	{ name, columns, key }: TableShape,
	after: readonly BackupCell[] | null
): Promise<BackupRow[]> {
	const all = columns.map((column) => column.name);
	const where =
		after === null ? sql`` : sql`where (${columnList(key)}) > (${sql.join([...after])})`;
	const { rows } = await sql<
		Record<string, BackupCell>
	>`select ${columnList(all)} from ${sql.table(name)} ${where} order by ${columnList(key)} limit ${PAGE_ROWS}`.execute(
		connection
	);
	return rows.map((row) => all.map((column) => row[column] ?? null));
}

/** The cells of these columns. */
const cellsOf = (row: BackupRow, { columns }: TableShape, names: readonly string[]): BackupCell[] =>
	names.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null);

async function* readRows(connection: Connection, table: TableShape): AsyncGenerator<BackupRow> {
	let after: BackupCell[] | null = null;
	for (;;) {
		const rows: BackupRow[] = await readPage(connection, table, after);
		yield* rows;
		const last = rows.at(-1);
		if (!last || rows.length < PAGE_ROWS) return;
		after = cellsOf(last, table, table.key);
	}
}

/** Rows that refer to others of the same table come after them. */
async function* parentsFirst(
	rows: AsyncIterable<BackupRow>,
	table: TableShape,
	parent: string
): AsyncGenerator<BackupRow> {
	const waiting = new Map<BackupCell, BackupRow[]>();
	for await (const row of rows) {
		const [above = null] = cellsOf(row, table, [parent]);
		waiting.set(above, [...(waiting.get(above) ?? []), row]);
	}
	const ready: BackupCell[] = [null];
	for (let above = ready.shift(); above !== undefined; above = ready.shift()) {
		for (const row of waiting.get(above) ?? []) {
			yield row;
			ready.push(...cellsOf(row, table, table.key));
		}
	}
}

const rowsOf = (connection: Connection, table: TableShape): AsyncIterable<BackupRow> => {
	const rows = readRows(connection, table);
	return table.parent === null ? rows : parentsFirst(rows, table, table.parent);
};

async function countRows(connection: Connection, { name }: TableShape): Promise<number> {
	const { rows } = await sql<{
		n: number;
	}>`select count(*) as n from ${sql.table(name)}`.execute(connection);
	return rows[0]?.n ?? 0;
}

async function makeHeader(
	connection: Connection,
	{ nowMs, storeKey }: BackupOptions
): Promise<{ header: BackupHeader; shapes: readonly TableShape[] }> {
	const migrations = await appliedMigrations(connection);
	const newest = migrations.at(-1);
	if (newest === undefined) throw new Error('There is no store yet: start the product first.');
	const shapes = await readStoreShape(newest);
	const tables = [];
	for (const shape of shapes) {
		const rows = await countRows(connection, shape);
		tables.push({ name: shape.name, columns: shape.columns.map(({ name }) => name), rows });
	}
	const header: BackupHeader = {
		atalaya: 'store-backup',
		version: BACKUP_VERSION,
		createdAtMs: nowMs,
		migrations: [...migrations],
		tables,
		storeKey
	};
	return { header, shapes };
}

async function* linesOf(connection: Connection, options: BackupOptions): AsyncGenerator<string> {
	const { header, shapes } = await makeHeader(connection, options);
	const hash = hashOfLines();
	const line = (value: unknown): string => {
		const written = `${JSON.stringify(value)}\n`;
		hash.update(written);
		return written;
	};
	yield line(header);
	const total = header.tables.reduce((sum, { rows }) => sum + rows, 0);
	let done = 0;
	for (const shape of shapes) {
		for await (const row of rowsOf(connection, shape)) {
			options.signal?.throwIfAborted();
			yield line(row);
			if (++done % PAGE_ROWS === 0) options.onProgress?.(done, total);
		}
	}
	// A row that refers to one that is not there would be left out.
	if (done !== total)
		throw new Error('The store is damaged: a row refers to another one that is gone.');
	options.onProgress?.(done, total);
	yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

/** One moment of the store for everything that is read: writers are neither waited for nor held up. */
function atOneMoment<T>(
	{ database, kind }: Store,
	act: (connection: Connection) => Promise<T>
): Promise<T> {
	const begin =
		kind === 'sqlite'
			? sql`begin deferred`
			: sql`begin transaction isolation level repeatable read, read only`;
	return database.connection().execute(async (connection) => {
		await begin.execute(connection);
		try {
			return await act(connection);
		} finally {
			await sql`rollback`.execute(connection);
		}
	});
}

async function syncDirectory(file: string): Promise<void> {
	const handle = await open(dirname(file), 'r');
	await handle.sync().finally(() => handle.close());
}

/** The file appears whole or not at all, and only its owner can read it. Returns how many rows are in it. */
export async function writeBackup(store: Store, options: BackupOptions): Promise<number> {
	const { file, signal } = options;
	const draft = `${file}.${process.pid}.partial`;
	let rows = 0;
	const count = (done: number, of: number): void => {
		rows = of;
		options.onProgress?.(done, of);
	};
	try {
		await atOneMoment(store, async (connection) => {
			const lines = linesOf(connection, { ...options, onProgress: count });
			// `flush`: on the disk before it has its name.
			const output = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
			await pipeline(Readable.from(lines), createGzip(), output, signal ? { signal } : {});
		});
		await rename(draft, file);
		await syncDirectory(file);
		return rows;
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
