/** Applies the numbered files of `schema/` to the database: each once, in order, never one that was changed since. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Type } from '@sinclair/typebox';
import {
	DEFAULT_THRESHOLD_MS,
	OTHER_THRESHOLD_MS,
	defaultRule
} from '#lib/domain/metrics/queue-defaults.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';

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

const appliedFiles = defineQuery({
	name: 'schema-applied-files',
	sql: 'SELECT file, argMax(sha256, applied_at) AS sha256 FROM schema_migrations GROUP BY file ORDER BY file',
	scope: { none: 'files of the schema that were applied' },
	params: Type.Object({}),
	row: Type.Object({ file: Type.String(), sha256: Type.String() })
});

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations
(
    file        String                  COMMENT 'File of clickhouse/schema',
    sha256      String                  COMMENT 'Checksum of the file as applied',
    applied_at  DateTime64(3, 'UTC')    DEFAULT now64(3) COMMENT 'When it was applied'
)
ENGINE = MergeTree
ORDER BY file
COMMENT 'Schema files that were applied'`;

/** Throws SchemaError when an applied file was changed or is gone. */
function pendingFiles(
	files: readonly SchemaFile[],
	applied: readonly { file: string; sha256: string }[]
): SchemaFile[] {
	const byName = new Map(files.map((file) => [file.file, file]));
	for (const { file, sha256 } of applied) {
		const now = byName.get(file);
		if (!now)
			throw new SchemaError(
				`${file} was applied to this database and is no longer in clickhouse/schema: is this program older than the data?`
			);
		if (now.sha256 !== sha256)
			throw new SchemaError(
				`${file} was changed after it was applied: put it back and add a new file instead`
			);
	}
	const done = new Set(applied.map(({ file }) => file));
	return files.filter(({ file }) => !done.has(file));
}

/** What this program needs and the database does not have yet. A database that has more is one of a later program. */
export async function missingFiles(clickhouse: ClickHouse): Promise<SchemaFile[]> {
	const applied = await clickhouse.query('ingest', appliedFiles, {});
	const done = new Set(applied.map(({ file }) => file));
	return readSchemaFiles().filter(({ file }) => !done.has(file));
}

/** Names of the files applied now; empty when the database was up to date. Safe to run by several processes at once. */
export async function applySchema(
	clickhouse: ClickHouse,
	directory = SCHEMA_DIRECTORY
): Promise<string[]> {
	const files = readSchemaFiles(directory);
	await clickhouse.command('schema-migrations-table', MIGRATIONS_TABLE);
	const pending = pendingFiles(files, await clickhouse.query('ingest', appliedFiles, {}));
	for (const { file, sql, sha256 } of pending) {
		await clickhouse.command(`schema-${file}`, sql);
		await clickhouse.insert('schema_migrations', JSON.stringify({ file, sha256 }), {
			token: `schema-${file}-${sha256}`
		});
	}
	await writeChannelDefaults(clickhouse);
	return pending.map(({ file }) => file);
}

/** The database judges queues without settings by the same figures as the code. */
async function writeChannelDefaults(clickhouse: ClickHouse): Promise<void> {
	const rows = Object.keys(DEFAULT_THRESHOLD_MS).map((channel) => {
		const rule = defaultRule(channel);
		return { channel, threshold_ms: rule.thresholdMs, short_abandon_ms: rule.shortAbandonMs };
	});
	rows.push({ channel: '', threshold_ms: OTHER_THRESHOLD_MS, short_abandon_ms: 0 });
	const lines = rows.map((row) => JSON.stringify(row)).join('\n');
	// A token of its own each time: what was written before and since replaced must be written again.
	await clickhouse.insert('channel_defaults', lines, { token: randomUUID() });
}
