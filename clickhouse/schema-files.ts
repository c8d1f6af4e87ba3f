/** The numbered files of `schema/`. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const SCHEMA_DIRECTORY = fileURLToPath(new URL('./schema/', import.meta.url));

export interface SchemaFile {
	readonly number: number;
	/** `001_events.sql` */
	readonly file: string;
	/** `events`: the one object it makes or changes. */
	readonly object: string;
	readonly sql: string;
	readonly sha256: string;
}

/** What is wrong with the files or with what was applied before; says what to do. */
export class SchemaError extends Error {
	override readonly name = 'SchemaError';
}

const FILE_NAME = /^(\d{3})_([a-z][a-z0-9_]*)\.sql$/;

/** Throws SchemaError on a gap, a repeated number or a name that is not one. */
export function readSchemaFiles(directory = SCHEMA_DIRECTORY): SchemaFile[] {
	const names = readdirSync(directory)
		.filter((name) => name.endsWith('.sql'))
		.sort();
	return names.map((file, index) => {
		const match = FILE_NAME.exec(file);
		if (!match) throw new SchemaError(`${file} is not named NNN_object.sql`);
		const number = Number(match[1]);
		if (number !== index + 1) {
			throw new SchemaError(
				`${file} should have the number ${String(index + 1).padStart(3, '0')}: numbers rise by one`
			);
		}
		const sql = readFileSync(`${directory}/${file}`, 'utf8');
		return {
			number,
			file,
			object: match[2] ?? '',
			sql,
			sha256: createHash('sha256').update(sql).digest('hex')
		};
	});
}
