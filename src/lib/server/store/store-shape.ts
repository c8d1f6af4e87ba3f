/**
 * Tables and columns of the store as the migrations make them, read from an empty store in memory. Backup and restore take
 * every name from here and none from a file, and a table that a later migration adds is theirs without being listed.
 */
import { Kysely, SqliteDialect } from 'kysely';
import type { SqliteDatabase } from 'kysely';
import Database from 'libsql';
import { migrateWithin } from './migrate.ts';
import type { StoreSchema } from './schema.ts';

export type TableName = keyof StoreSchema;

export interface TableShape {
	readonly name: TableName;
	readonly columns: readonly ColumnShape[];
	/** Columns of the primary key, in its order. */
	readonly key: readonly string[];
	/** The column by which a row refers to another one of the same table. */
	readonly parent: string | null;
}

export interface ColumnShape {
	readonly name: string;
	readonly isInteger: boolean;
	readonly mayBeNull: boolean;
}

interface ColumnInfo {
	readonly name: string;
	readonly type: string;
	readonly notnull: number;
	readonly pk: number;
}

interface Reference {
	readonly table: string;
	readonly from: string;
}

const asSqliteDatabase = (handle: Database.Database): SqliteDatabase => ({
	prepare: (text) => {
		const statement = handle.prepare(text);
		return {
			reader: statement.reader,
			all: (parameters) => statement.all(...parameters),
			run: (parameters) => statement.run(...parameters),
			iterate: (parameters) => statement.iterate(...parameters)
		};
	},
	close: () => {
		handle.close();
	}
});

function readTable(handle: Database.Database, name: string) {
	const columns = handle.prepare(`PRAGMA table_info("${name}")`).all() as ColumnInfo[];
	const references = handle.prepare(`PRAGMA foreign_key_list("${name}")`).all() as Reference[];
	const shape: TableShape = {
		name: name as TableName,
		columns: columns.map(({ name: column, type, notnull, pk }) => ({
			name: column,
			isInteger: /int/i.test(type),
			mayBeNull: notnull === 0 && pk === 0
		})),
		key: columns
			.filter(({ pk }) => pk > 0)
			.sort((a, b) => a.pk - b.pk)
			.map((column) => column.name),
		parent: references.find(({ table }) => table === name)?.from ?? null
	};
	const needs = references.map(({ table }) => table).filter((table) => table !== name);
	return { shape, needs };
}

/** Those that others refer to first. */
function inOrder(tables: readonly { shape: TableShape; needs: readonly string[] }[]): TableShape[] {
	const ordered: TableShape[] = [];
	const add = (name: string): void => {
		const table = tables.find(({ shape }) => shape.name === name);
		if (!table || ordered.includes(table.shape)) return;
		table.needs.forEach(add);
		ordered.push(table.shape);
	};
	for (const { shape } of tables) add(shape.name);
	return ordered;
}

/** After this migration; without a name, after the newest. Those that others refer to come first. */
export async function readStoreShape(upTo?: string): Promise<readonly TableShape[]> {
	const handle = new Database(':memory:');
	const database = new Kysely<StoreSchema>({
		dialect: new SqliteDialect({ database: asSqliteDatabase(handle) })
	});
	try {
		await database.connection().execute((connection) => migrateWithin(connection, upTo));
		const names = handle
			.prepare(
				"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'kysely\\_%' ESCAPE '\\' ORDER BY name"
			)
			.all() as { name: string }[];
		return inOrder(names.map(({ name }) => readTable(handle, name)));
	} finally {
		await database.destroy();
	}
}
