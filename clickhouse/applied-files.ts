/** Which schema files a database has been told, with their checksums. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { SchemaError, readSchemaFiles } from './schema-files.ts';
import type { SchemaFile } from './schema-files.ts';

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

/** Those it has not been told yet, in order. */
export async function readPending(
	clickhouse: ClickHouse,
	files: readonly SchemaFile[]
): Promise<SchemaFile[]> {
	await clickhouse.command('schema-migrations-table', MIGRATIONS_TABLE);
	return pendingFiles(files, await clickhouse.query('ingest', appliedFiles, {}));
}

/** What this program needs and one server does not have yet. One that has more is of a later program. */
export async function missingFiles(clickhouse: ClickHouse): Promise<SchemaFile[]> {
	const applied = await clickhouse.query('ingest', appliedFiles, {});
	const done = new Set(applied.map(({ file }) => file));
	return readSchemaFiles().filter(({ file }) => !done.has(file));
}

export async function recordApplied(
	clickhouse: ClickHouse,
	{ file, sha256 }: SchemaFile
): Promise<void> {
	await clickhouse.insert('schema_migrations', JSON.stringify({ file, sha256 }), {
		token: `schema-${file}-${sha256}`
	});
}
