/**
 * The schema files as a cluster needs them. Each node gets the tables and views of a single server in `…_local`, and in the
 * database everybody asks a Distributed table over each. The files stay what a single server is told.
 */
import { localDatabase } from '#lib/server/clickhouse/cluster-names.ts';
import type { SchemaFile } from './schema-files.ts';
import { isRelation, isShared, isSharedView, shardingKey } from './cluster-layout.ts';

export interface ClusterForm {
	readonly cluster: string;
	readonly database: string;
	/** Tables have replicas, kept in step by Keeper under the macros {shard} and {replica}. */
	readonly replicated: boolean;
}

/** A statement for every node; `onCluster` is said where the server passes it on by itself. */
export type ClusterStatement = (onCluster: boolean) => string;

const ON_CLUSTER = ({ cluster }: ClusterForm, said: boolean): string =>
	said ? ` ON CLUSTER '${cluster}'` : '';

export const createDatabases = (form: ClusterForm): ClusterStatement[] =>
	[form.database, localDatabase(form.database)].map(
		(name) => (onCluster) => `CREATE DATABASE IF NOT EXISTS ${name}${ON_CLUSTER(form, onCluster)}`
	);

const HEAD =
	/^(CREATE TABLE IF NOT EXISTS|CREATE (?:MATERIALIZED )?VIEW IF NOT EXISTS|CREATE OR REPLACE VIEW|ALTER TABLE) (\w+)/m;
const READ = /\b(FROM|JOIN) (\w+)\b(?!\.)/g;
const TARGET = /^(CREATE MATERIALIZED VIEW .*?) TO (\w+)/m;
const ENGINE = /^ENGINE = (\w*MergeTree)(?:\((.*)\))?/m;
const REPLICA_PATH = `'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'`;

/** Engines and settings of a table that has replicas. */
export function replicatedEngine(sql: string): string {
	return sql
		.replace(
			ENGINE,
			(_, engine: string, args: string | undefined) =>
				`ENGINE = Replicated${engine}(${[REPLICA_PATH, ...(args ? [args] : [])].join(', ')})`
		)
		.replace('non_replicated_deduplication_window', 'replicated_deduplication_window');
}

/** The object in its place, reading what it reads by full names. */
function placed(sql: string, form: ClusterForm): ClusterStatement {
	const local = localDatabase(form.database);
	const object = HEAD.exec(sql)?.[2] ?? '';
	const isAbove = isSharedView(object);
	const named = sql
		.replace(READ, (found, word: string, name: string) =>
			isRelation(name) ? `${word} ${readFrom(name)}` : found
		)
		.replace(TARGET, (_, head: string, target: string) => `${head} TO ${local}.${target}`);
	const text = form.replicated ? replicatedEngine(named) : named;
	return (onCluster) =>
		text.replace(
			HEAD,
			(_, head: string, name: string) =>
				`${head} ${isAbove ? form.database : local}.${name}${ON_CLUSTER(form, onCluster)}`
		);

	function readFrom(name: string): string {
		// What feeds a table reads the events of its own shard.
		return `${isAbove || isShared(name) ? form.database : local}.${name}`;
	}
}

/** Made anew whenever the relation changes: it holds no rows. */
function distributed(object: string, form: ClusterForm): ClusterStatement {
	const { cluster, database } = form;
	const local = localDatabase(database);
	const key = shardingKey(object);
	const engine = [`'${cluster}'`, `'${local}'`, `'${object}'`, ...(key === null ? [] : [key])];
	return (onCluster) =>
		`CREATE OR REPLACE TABLE ${database}.${object}${ON_CLUSTER(form, onCluster)} AS ${local}.${object}
ENGINE = Distributed(${engine.join(', ')})
COMMENT 'Rows of ${object} of all shards'`;
}

/** What one file comes to, in order. */
export function clusterStatements(
	{ object, sql }: Pick<SchemaFile, 'object' | 'sql'>,
	form: ClusterForm
): ClusterStatement[] {
	const isWhole = object.endsWith('_mv') || isSharedView(object);
	return [placed(sql, form), ...(isWhole ? [] : [distributed(object, form)])];
}

/** The whole cluster form as text, for who wants to read it or apply it by hand. */
export function printClusterForm(files: readonly SchemaFile[], form: ClusterForm): string {
	const statements = [
		...createDatabases(form),
		...files.flatMap((file) => clusterStatements(file, form))
	];
	return statements.map((statement) => `${statement(true).trimEnd()};\n`).join('\n');
}
