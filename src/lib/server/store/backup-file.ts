/**
 * The file of a backup: gzip over lines of JSON. First the header, which says how many rows of which table follow; then
 * one array a row, in the order of the header; last the hash of everything before it. Nothing of it is trusted until the
 * whole file was read once.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { MIGRATION_NAMES } from './migrate.ts';
import { readStoreShape } from './store-shape.ts';
import type { TableShape } from './store-shape.ts';

export const BACKUP_VERSION = 1;

const Name = Type.String({ minLength: 1, maxLength: 100 });

export const BackupHeader = Type.Object({
	atalaya: Type.Literal('store-backup'),
	version: Type.Integer({ minimum: 1 }),
	createdAtMs: Type.Integer({ minimum: 0 }),
	/** Migrations the store had, oldest first. */
	migrations: Type.Array(Name, { maxItems: 1000 }),
	tables: Type.Array(
		Type.Object({
			name: Name,
			columns: Type.Array(Name, { minItems: 1, maxItems: 200 }),
			rows: Type.Integer({ minimum: 0 })
		}),
		{ maxItems: 200 }
	),
	/** The key of the installation, when it was asked for. */
	storeKey: Type.Union([Type.Null(), Type.String({ minLength: 8, maxLength: 10_000 })])
});
export type BackupHeader = Static<typeof BackupHeader>;
const checkHeader = TypeCompiler.Compile(BackupHeader);

const BackupEnd = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const checkEnd = TypeCompiler.Compile(BackupEnd);

/** The file is not what a backup is, or not what this version can read. The message is for the operator. */
export class BackupError extends Error {
	override readonly name = 'BackupError';
}

export type BackupCell = string | number | null;
export type BackupRow = readonly BackupCell[];

/** Far above the largest board; what is longer is not a row of ours. */
const LONGEST_LINE_BYTES = 32 * 1024 * 1024;
const NEWLINE = 0x0a;
const DAMAGED = 'the file is damaged: it is not what was written';

export const hashOfLines = (): Hash => createHash('sha256');

/** Lines as bytes, each with its newline. */
async function* readLines(file: string): AsyncGenerator<Buffer> {
	const bytes = pipeline(createReadStream(file), createGunzip(), () => undefined);
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of bytes as AsyncIterable<Buffer>) {
		rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		let start = 0;
		for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
			yield rest.subarray(start, end + 1);
			start = end + 1;
		}
		rest = rest.subarray(start);
		if (rest.length > LONGEST_LINE_BYTES) throw new BackupError(DAMAGED);
	}
	if (rest.length > 0) throw new BackupError('the file is damaged: its end is missing');
}

const text = new TextDecoder('utf-8', { fatal: true });

function parseLine(line: Buffer): unknown {
	try {
		return JSON.parse(text.decode(line));
	} catch (cause) {
		throw new BackupError(DAMAGED, { cause });
	}
}

function parseHeader(value: unknown): BackupHeader {
	const version: unknown =
		typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
	if (typeof version === 'number' && version > BACKUP_VERSION)
		throw new BackupError(
			'the backup was made by a newer version of the product: restore it with that one'
		);
	if (!checkHeader.Check(value)) throw new BackupError('this is not a backup of a store');
	return value;
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n');

/** A table of the file with the shape it has in a store of that version. */
export interface BackupTable {
	readonly shape: TableShape;
	/** In the order of the file. */
	readonly columns: readonly TableShape['columns'][number][];
	readonly rows: number;
}

/** Every name of the header is one that our migrations make; the names used from here on are theirs. */
export async function tablesOf({ migrations, tables }: BackupHeader): Promise<BackupTable[]> {
	const unknown = migrations.find((name) => !MIGRATION_NAMES.includes(name));
	if (unknown !== undefined)
		throw new BackupError(
			`the backup is of a newer store (${JSON.stringify(unknown)}): restore it with that version of the product`
		);
	const newest = migrations.at(-1);
	const isPrefix = migrations.every((name, index) => MIGRATION_NAMES[index] === name);
	if (newest === undefined || !isPrefix)
		throw new BackupError('the backup names migrations in an order that never was');
	const shapes = await readStoreShape(newest);
	if (
		!sameNames(
			tables.map(({ name }) => name),
			shapes.map(({ name }) => name)
		)
	)
		throw new BackupError('the backup does not hold the tables a store of that version has');
	return tables.map(({ name, columns, rows }) => {
		const shape = shapes.find((table) => table.name === name);
		const found = columns.map((column) => shape?.columns.find((known) => known.name === column));
		const known = found.filter((column) => column !== undefined);
		if (!shape || known.length !== columns.length || !sameNames(columns, namesOf(shape)))
			throw new BackupError(
				`the backup does not hold the columns a store of that version has in ${shape?.name ?? 'a table'}`
			);
		return { shape, columns: known, rows };
	});
}

const namesOf = ({ columns }: TableShape): string[] => columns.map(({ name }) => name);

function parseRow(value: unknown, { columns, shape }: BackupTable): BackupRow {
	if (!Array.isArray(value) || value.length !== columns.length) throw new BackupError(DAMAGED);
	columns.forEach(({ isInteger, mayBeNull, name }, index) => {
		const cell: unknown = value[index];
		const fits =
			cell === null ? mayBeNull : isInteger ? Number.isSafeInteger(cell) : typeof cell === 'string';
		if (!fits)
			throw new BackupError(`a value of ${shape.name}.${name} in the backup is not of its kind`);
	});
	return value as BackupRow;
}

export interface BackupReading {
	/** Before any row. */
	readonly onHeader?: (header: BackupHeader, tables: readonly BackupTable[]) => Promise<void>;
	readonly onRow?: (table: BackupTable, row: BackupRow) => Promise<void>;
	readonly signal?: AbortSignal;
}

/** Each row goes to its table by the counts of the header. */
class RowPlace {
	readonly #tables: readonly BackupTable[];
	#index = 0;
	#left: number;

	constructor(tables: readonly BackupTable[]) {
		this.#tables = tables;
		this.#left = tables[0]?.rows ?? 0;
	}

	/** Null when all rows that were announced have come. */
	next(): BackupTable | null {
		while (this.#left === 0 && this.#index < this.#tables.length) {
			this.#index += 1;
			this.#left = this.#tables[this.#index]?.rows ?? 0;
		}
		const table = this.#tables[this.#index];
		if (!table) return null;
		this.#left -= 1;
		return table;
	}
}

async function read(
	file: string,
	{ onHeader, onRow, signal }: BackupReading
): Promise<BackupHeader> {
	const lines = readLines(file);
	const hash = hashOfLines();
	const first = await lines.next();
	if (first.done === true) throw new BackupError('this is not a backup of a store');
	const header = parseHeader(parseLine(first.value));
	const tables = await tablesOf(header);
	hash.update(first.value);
	await onHeader?.(header, tables);
	const place = new RowPlace(tables);
	let end: unknown = null;
	for await (const line of lines) {
		signal?.throwIfAborted();
		if (end !== null) throw new BackupError(DAMAGED);
		const table = place.next();
		const value = parseLine(line);
		if (table) {
			await onRow?.(table, parseRow(value, table));
			hash.update(line);
		} else end = value;
	}
	if (!checkEnd.Check(end)) throw new BackupError('the file is damaged: its end is missing');
	if (end.sha256 !== hash.digest('hex')) throw new BackupError(DAMAGED);
	return header;
}

/** Reads all of it. Throws BackupError when it is not whole, at the latest after the last row. */
export async function readBackup(file: string, reading: BackupReading = {}): Promise<BackupHeader> {
	try {
		return await read(file, reading);
	} catch (cause) {
		if (isBrokenGzip(cause)) throw new BackupError(DAMAGED, { cause });
		throw cause;
	}
}

/** Codes of zlib begin with Z_; a file that ends too early is one as well. */
const isBrokenGzip = (cause: unknown): boolean =>
	cause instanceof Error &&
	'code' in cause &&
	typeof cause.code === 'string' &&
	(cause.code.startsWith('Z_') || cause.code === 'ERR_STREAM_PREMATURE_CLOSE');
