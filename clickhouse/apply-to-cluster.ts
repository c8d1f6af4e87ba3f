/** Applies the schema files to every node of a cluster, in its form. Each node keeps by itself what it has been told. */
import { ClickHouseError } from '@clickhouse/client';
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { QueryError, defineQuery } from '#lib/server/clickhouse/query.ts';
import { OWN_TABLES } from '#lib/server/queries/row-scope.ts';
import { readPending, recordApplied } from './applied-files.ts';
import { clusterStatements, createDatabases } from './cluster-form.ts';
import type { ClusterForm } from './cluster-form.ts';
import { SchemaError } from './schema-files.ts';
import type { SchemaFile } from './schema-files.ts';

const replication = defineQuery({
	name: 'schema-replication',
	sql: `SELECT
			(SELECT count() FROM system.macros WHERE macro IN ('shard', 'replica')) = 2
				AND (SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper') = 1 AS hasReplicas,
			(SELECT any(engine) FROM system.tables WHERE database = currentDatabase() AND name = 'events') AS present,
			(SELECT max(replica_num) FROM system.clusters WHERE cluster = {cluster: String}) AS replicas`,
	scope: OWN_TABLES,
	params: Type.Object({ cluster: Type.String() }),
	row: Type.Object({
		hasReplicas: Type.Integer(),
		/** Engine of a table that is there already; empty: none is. */
		present: Type.String(),
		replicas: Type.Integer()
	})
});

/** As the first tables were made; at first, whether every node has Keeper and the macros. */
async function isReplicated(nodes: readonly ClickHouse[], cluster: string): Promise<boolean> {
	const found = (
		await Promise.all(nodes.map((node) => node.query('ingest', replication, { cluster })))
	).flat();
	const present = found.find((node) => node.present !== '')?.present;
	if (present !== undefined) return present.startsWith('Replicated');
	const ready = found.filter(({ hasReplicas }) => hasReplicas === 1).length;
	const needed = found.some(({ replicas }) => replicas > 1);
	if (ready === nodes.length) return true;
	if (ready > 0 || needed) {
		throw new SchemaError(
			`replicated tables need Keeper and the macros {shard} and {replica} on every node of "${cluster}": ${ready} of ${nodes.length} have them`
		);
	}
	return false;
}

/** Distributed DDL is prohibited, or there is no Keeper to pass it on. */
const NO_ON_CLUSTER = new Set(['392', '139', '225']);

/** Whether the server passes statements on to the other nodes; asked with one that does no harm. */
async function takesOnCluster(clickhouse: ClickHouse, form: ClusterForm): Promise<boolean> {
	try {
		for (const statement of createDatabases(form))
			await clickhouse.command('schema-database', statement(true));
		return true;
	} catch (error) {
		const cause = error instanceof QueryError ? error.cause : error;
		if (cause instanceof ClickHouseError && NO_ON_CLUSTER.has(cause.code)) return false;
		throw error;
	}
}

/** Nodes that were not told of a file, by its name. */
async function readLacking(
	nodes: readonly ClickHouse[],
	files: readonly SchemaFile[]
): Promise<Map<string, ClickHouse[]>> {
	const lacking = new Map<string, ClickHouse[]>();
	for (const node of nodes) {
		for (const { file } of await readPending(node, files))
			lacking.set(file, [...(lacking.get(file) ?? []), node]);
	}
	return lacking;
}

/** Files that a node was not told before. */
export async function applyToCluster(
	clickhouse: ClickHouse,
	cluster: string,
	files: readonly SchemaFile[]
): Promise<SchemaFile[]> {
	const nodes = await clickhouse.nodes();
	const lacking = await readLacking(nodes, files);
	if (lacking.size === 0) return [];
	const form: ClusterForm = {
		cluster,
		database: clickhouse.database,
		replicated: await isReplicated(nodes, cluster)
	};
	const onCluster = await takesOnCluster(clickhouse, form);
	const applied = files.filter(({ file }) => lacking.has(file));
	for (const file of applied) {
		const told = lacking.get(file.file) ?? [];
		// A node that joins is told alone: the others may have gone further with what a later file replaces.
		const isForAll = onCluster && told.length === nodes.length;
		for (const statement of clusterStatements(file, form)) {
			for (const node of isForAll ? [clickhouse] : told)
				await node.command(`schema-${file.file}`, statement(isForAll));
		}
		for (const node of told) await recordApplied(node, file);
	}
	return applied;
}
