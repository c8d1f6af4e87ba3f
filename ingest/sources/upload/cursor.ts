/**
 * How far the import of a file has come. It moves only when ingest has answered that everything before is on disk, so a
 * resume may send events twice and never leaves one out; and events sent twice are known by their ids.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { hasPrefix } from './prefix-hash.ts';

const Count = Type.Integer({ minimum: 0 });
export const Cursor = Type.Object({
	version: Type.Literal(1),
	/** For people who look into the directory. */
	file: Type.String(),
	/** Bytes of the file that are done with, and their hash. */
	bytes: Count,
	sha256: Type.String(),
	/** Events that these bytes gave. */
	events: Count,
	totals: Type.Object({ accepted: Count, duplicates: Count, rejected: Count }),
	/** Size of the file when it was sent whole; null: it was not yet. */
	sentBytes: Type.Union([Count, Type.Null()])
});
export type Cursor = Static<typeof Cursor>;

/** Null: there is none, or it cannot be read; then the import starts at the beginning, which costs time only. */
async function readCursor(path: string): Promise<Cursor | null> {
	try {
		const value: unknown = JSON.parse(await readFile(path, 'utf8'));
		return Value.Check(Cursor, value) ? value : null;
	} catch {
		return null;
	}
}

/** In one step: whoever reads it finds the former or the new one. */
export async function writeCursor(path: string, cursor: Cursor): Promise<void> {
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	const draft = `${path}.${process.pid}.tmp`;
	await writeFile(draft, `${JSON.stringify(cursor, null, '\t')}\n`, { mode: 0o600 });
	await rename(draft, path);
}

export type Resume =
	| { readonly kind: 'from-start'; readonly reason: 'new' | 'again' | 'changed' }
	| { readonly kind: 'resume'; readonly cursor: Cursor };

/**
 * Where to begin. A file that was sent whole is sent again when asked for again (its events are duplicates then), unless
 * it has grown: then only what was added is sent.
 */
export async function findResume(path: string, file: string, fileBytes: number): Promise<Resume> {
	const cursor = await readCursor(path);
	if (cursor === null) return { kind: 'from-start', reason: 'new' };
	if (cursor.sentBytes === fileBytes) return { kind: 'from-start', reason: 'again' };
	if (fileBytes < cursor.bytes || !(await hasPrefix(file, cursor.bytes, cursor.sha256))) {
		return { kind: 'from-start', reason: 'changed' };
	}
	return { kind: 'resume', cursor };
}
