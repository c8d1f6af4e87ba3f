/** Compares the database with what the schema files promise. */
import { Type } from '@sinclair/typebox';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { SCHEMA_DIRECTORY, readSchemaFiles } from './schema-files.ts';
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
	sql: `SELECT c.table AS table, replaceRegexpOne(t.engine, '^Replicated', '') AS engine, t.sorting_key AS sortingKey, c.name AS name, c.type AS type
		FROM system.columns AS c
		INNER JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
		WHERE (c.database = currentDatabase() OR (c.database = {above: String} AND t.engine = 'View'))
			AND t.engine != 'MaterializedView' AND ${LASTING('c.table')}
		ORDER BY table, c.position`,
	scope: OWN_TABLES,
	params: Type.Object({
		/** Of a node of a cluster, the database whose views are asked as they are; empty otherwise. */
		above: Type.String()
	}),
	row: Type.Object({
		table: Type.String(),
		engine: Type.String(),
		sortingKey: Type.String(),
		name: Type.String(),
		type: Type.String()
	})
});

const strayColumns = defineQuery({
	name: 'schema-stray-columns',
	sql: `SELECT concat(c.table, '.', c.name) AS name FROM system.columns AS c
		WHERE c.database IN (currentDatabase(), {above: String}) AND ${LASTING('c.table')}
			AND c.table IN (SELECT t.name FROM system.tables AS t WHERE t.database = {above: String} AND t.engine = 'Distributed')
		GROUP BY c.table, c.name HAVING count() != 2 OR uniqExact(c.type) != 1 ORDER BY name`,
	scope: OWN_TABLES,
	params: Type.Object({ above: Type.String() }),
	row: NameRow
});

/** The database as text, one line a column: what the golden file holds. Of a cluster, one shard, with what all share. */
export async function describeSchema(clickhouse: ClickHouse): Promise<string> {
	const [shard] = await clickhouse.shards();
	return describe(shard ?? clickhouse, aboveOf(clickhouse));
}

const aboveOf = ({ cluster, database }: ClickHouse): string => (cluster === null ? '' : database);

async function describe(node: ClickHouse, above: string): Promise<string> {
	const rows = await node.query('ingest', columns, { above });
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
	const golden = readFileSync(goldenFile, 'utf8');
	const faults: string[] = [];
	for (const { file, object, sql } of readSchemaFiles(SCHEMA_DIRECTORY)) {
		if (!sql.includes(object)) faults.push(`${file} does not name ${object}`);
	}
	const nodes = await clickhouse.nodes();
	for (const [index, node] of nodes.entries()) {
		const found = await checkNode(node, aboveOf(clickhouse), golden);
		faults.push(
			...(nodes.length === 1 ? found : found.map((fault) => `node ${index + 1}: ${fault}`))
		);
	}
	return faults;
}

async function checkNode(node: ClickHouse, above: string, golden: string): Promise<string[]> {
	const faults: string[] = [];
	for (const [what, question] of [
		['holds an aggregate state and does not end in _state', unnamedStates],
		['column has no comment', uncommentedColumns],
		['table has no comment', uncommentedTables]
	] as const) {
		for (const { name } of await node.query('ingest', question, {}))
			faults.push(`${name}: ${what}`);
	}
	if (above !== '') {
		for (const { name } of await node.query('ingest', strayColumns, { above }))
			faults.push(`${name}: not alike in the cluster and on the node`);
	}
	const unfit = await findUnfit(node);
	return [...faults, ...unfit, ...differences(golden, await describe(node, above))];
}
