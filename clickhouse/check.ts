/** Compares the database with what the schema files promise. */
import { Type } from '@sinclair/typebox';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { SCHEMA_DIRECTORY, readSchemaFiles } from './apply.ts';
import { findUnfit } from './self-test.ts';
import { OWN_TABLES } from '#lib/server/queries/row-scope.ts';

export const GOLDEN_FILE = fileURLToPath(new URL('./schema.golden.txt', import.meta.url));

/** Tables that are there for the time of a job: an erasure, an export, a rebuild. */
const LASTING = (column: string): string =>
	`NOT startsWith(${column}, 'privacy_job_') AND NOT endsWith(${column}, '_rebuild')`;

const params = Type.Object({});
const NameRow = Type.Object({ name: Type.String() });

const unnamedStates = defineQuery({
	name: 'schema-unnamed-states',
	sql: `SELECT concat(table, '.', name) AS name FROM system.columns WHERE database = currentDatabase()
		AND startsWith(type, 'AggregateFunction') AND NOT endsWith(name, '_state') AND ${LASTING('table')} ORDER BY name`,
	scope: OWN_TABLES,
	params,
	row: NameRow
});

const uncommentedColumns = defineQuery({
	name: 'schema-uncommented-columns',
	// Columns of materialized views cannot have comments.
	sql: `SELECT concat(c.table, '.', c.name) AS name FROM system.columns AS c
		INNER JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
		WHERE c.database = currentDatabase() AND t.engine != 'MaterializedView' AND c.comment = ''
			AND ${LASTING('c.table')} ORDER BY name`,
	scope: OWN_TABLES,
	params,
	row: NameRow
});

const uncommentedTables = defineQuery({
	name: 'schema-uncommented-tables',
	sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND comment = ''
		AND ${LASTING('name')} ORDER BY name`,
	scope: OWN_TABLES,
	params,
	row: NameRow
});

const columns = defineQuery({
	name: 'schema-columns',
	sql: `SELECT c.table AS table, t.engine AS engine, t.sorting_key AS sortingKey, c.name AS name, c.type AS type
		FROM system.columns AS c
		INNER JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
		WHERE c.database = currentDatabase() AND t.engine != 'MaterializedView' AND ${LASTING('c.table')}
		ORDER BY table, c.position`,
	scope: OWN_TABLES,
	params,
	row: Type.Object({
		table: Type.String(),
		engine: Type.String(),
		sortingKey: Type.String(),
		name: Type.String(),
		type: Type.String()
	})
});

/** The database as text, one line a column: what the golden file holds. */
export async function describeSchema(clickhouse: ClickHouse): Promise<string> {
	const rows = await clickhouse.query('ingest', columns, {});
	const lines: string[] = [];
	let table = '';
	for (const row of rows) {
		if (row.table !== table) {
			table = row.table;
			lines.push(`${table}: ${row.engine}${row.sortingKey ? ` by ${row.sortingKey}` : ''}`);
		}
		lines.push(`\t${row.name} ${row.type}`);
	}
	return `${lines.join('\n')}\n`;
}

function differences(golden: string, actual: string): string[] {
	const wanted = golden.split('\n');
	const found = actual.split('\n');
	return [
		...wanted.filter((line) => !found.includes(line)).map((line) => `missing: ${line.trim()}`),
		...found
			.filter((line) => !wanted.includes(line))
			.map((line) => `not in the golden file: ${line.trim()}`)
	];
}

/** What does not conform, in words; empty when all is well. */
export async function checkSchema(
	clickhouse: ClickHouse,
	goldenFile = GOLDEN_FILE
): Promise<string[]> {
	const faults: string[] = [];
	for (const [what, question] of [
		['holds an aggregate state and does not end in _state', unnamedStates],
		['column has no comment', uncommentedColumns],
		['table has no comment', uncommentedTables]
	] as const) {
		for (const { name } of await clickhouse.query('ingest', question, {}))
			faults.push(`${name}: ${what}`);
	}
	for (const { file, object, sql } of readSchemaFiles(SCHEMA_DIRECTORY)) {
		if (!sql.includes(object)) faults.push(`${file} does not name ${object}`);
	}
	const golden = readFileSync(goldenFile, 'utf8');
	const unfit = await findUnfit(clickhouse);
	return [...faults, ...unfit, ...differences(golden, await describeSchema(clickhouse))];
}
