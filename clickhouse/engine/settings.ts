/** What the engine is told: its config file and its users, each with no more rights than its lane needs. */
import { createHash } from 'node:crypto';
import { localDatabase } from '#lib/server/clickhouse/cluster-names.ts';
import type { Connection, Lane } from '#lib/server/clickhouse/connection.ts';
import type { EngineFiles } from './files.ts';
import { writePrivately } from './files.ts';
import { KEY_HEADER } from './secrets.ts';

const MIB = 1024 * 1024;

/** Engines that know of each other, by the ports of their native protocol on this machine. */
export interface EngineCluster {
	readonly name: string;
	readonly ownPort: number;
	/** One a shard. */
	readonly ports: readonly number[];
}

export interface EngineSettings {
	readonly memoryBytes: number;
	readonly cluster?: EngineCluster;
}

/** Rewritten before each start of the engine, so that the files always match the connection. */
export function writeSettings(
	files: EngineFiles,
	connection: Connection,
	settings: EngineSettings
): void {
	writePrivately(files.users, usersXml(connection, settings));
	writePrivately(files.config, configXml(files, connection, settings));
}

/** Whoever asks one engine asks the others as the same user, by the secret they share. */
function clusterXml({ name, ports }: EngineCluster, secret: string): string {
	const shards = ports.map(
		(port) =>
			`<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`
	);
	return `	<remote_servers><${name}><secret>${escapeXml(secret)}</secret>${shards.join('')}</${name}></remote_servers>
`;
}

/**
 * The order of the rules matters: /ping for everybody, all else only with the key, and no /play or /dashboard. By themselves
 * the pools of threads grow to hundreds and keep them, each with three open files and memory of its own.
 */
const configXml = (
	files: EngineFiles,
	connection: Connection,
	{ memoryBytes, cluster }: EngineSettings
): string =>
	`<clickhouse>
	<users_config>${escapeXml(files.users)}</users_config>
	<user_files_path>${escapeXml(files.userFiles)}/</user_files_path>
	<backups><allowed_path>${escapeXml(files.backups)}</allowed_path></backups>
	<max_server_memory_usage>${memoryBytes}</max_server_memory_usage>
	<mark_cache_size>${256 * MIB}</mark_cache_size>
	<index_mark_cache_size>${64 * MIB}</index_mark_cache_size>
	<background_pool_size>2</background_pool_size>
	<background_schedule_pool_size>8</background_schedule_pool_size>
	<max_concurrent_queries>60</max_concurrent_queries>
	<max_thread_pool_free_size>16</max_thread_pool_free_size>
	<max_parts_cleaning_thread_pool_size>4</max_parts_cleaning_thread_pool_size>
	<threadpool_local_fs_reader_pool_size>16</threadpool_local_fs_reader_pool_size>
	<http_handlers>
		<rule><url>/ping</url><handler><type>ping</type></handler></rule>
		<rule>
			<headers><${KEY_HEADER}>${escapeXml(connection.headers[KEY_HEADER] ?? '')}</${KEY_HEADER}></headers>
			<handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
		</rule>
	</http_handlers>
${cluster ? clusterXml(cluster, connection.headers[KEY_HEADER] ?? '') : ''}</clickhouse>
`;

type Settings = Readonly<Record<string, number>>;

/** The same limits the client sends, for whoever comes with curl and forgets them. */
function profiles(memoryBytes: number): Record<'boot' | Lane, Settings> {
	const reader: Settings = {
		// 2, not 1: a reader may send settings of its own. Queries end with their reader only while this is set.
		readonly: 2,
		cancel_http_readonly_queries_on_client_close: 1,
		max_threads: 1,
		max_result_rows: 200_000,
		do_not_merge_across_partitions_select_final: 1,
		log_queries: 0
	};
	return {
		boot: { max_memory_usage: 50_000_000, log_queries: 0 },
		ingest: { max_threads: 1, async_insert: 0, log_queries: 0 },
		live: {
			...reader,
			priority: 1,
			max_execution_time: 5,
			max_rows_to_read: 500_000_000,
			max_memory_usage: Math.min(600_000_000, Math.floor(memoryBytes / 2))
		},
		report: {
			...reader,
			priority: 10,
			max_execution_time: 60,
			max_rows_to_read: 2_000_000_000,
			max_memory_usage: Math.min(800_000_000, Math.floor(memoryBytes / 2)),
			max_bytes_before_external_group_by: Math.min(300_000_000, Math.floor(memoryBytes / 4))
		}
	};
}

const READER_GRANTS = (databases: readonly string[]): readonly string[] => [
	...databases.map((database) => `GRANT SELECT, dictGet ON ${database}.*`),
	'GRANT SELECT ON system.tables',
	'GRANT SELECT ON system.columns',
	'GRANT SELECT ON system.parts'
];

/** `file()`, `url()`, `remote()` and the like are in no list: a question that slips through cannot leave the database. */
const grants = (databases: readonly string[]): Record<'boot' | Lane, readonly string[]> => ({
	boot: ['GRANT SYSTEM LISTEN ON *.*'],
	ingest: [
		...databases.flatMap((database) => [
			`GRANT SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, SHOW, dictGet ON ${database}.*`,
			`GRANT SYSTEM MERGES, SYSTEM TTL MERGES, SYSTEM VIEWS ON ${database}.*`
		]),
		'GRANT SELECT ON system.*',
		'GRANT TABLE ENGINE ON *',
		...databases.map((database) => `GRANT BACKUP ON ${database}.*`),
		'GRANT KILL QUERY ON *.*'
	],
	live: READER_GRANTS(databases),
	report: READER_GRANTS(databases)
});

function usersXml(
	{ database, lanes }: Connection,
	{ memoryBytes, cluster }: EngineSettings
): string {
	const rights = grants(cluster ? [database, localDatabase(database)] : [database]);
	const lane = (name: Lane): string => {
		const hash = createHash('sha256').update(lanes[name].password).digest('hex');
		return userXml(name, `<password_sha256_hex>${hash}</password_sha256_hex>`, name, rights[name]);
	};
	const profilesXml = Object.entries(profiles(memoryBytes)).map(
		([name, settings]) => `\t\t<${name}>${settingsXml(settings)}</${name}>`
	);
	// The engine's first connection to itself is always "default" without a password: it may do that and nothing else.
	const boot = userXml('default', '<no_password/>', 'boot', rights.boot);
	return `<clickhouse>
	<profiles>
		<default><http_max_field_value_size>${4 * MIB}</http_max_field_value_size></default>
${profilesXml.join('\n')}
	</profiles>
	<users>
${[boot, lane('ingest'), lane('live'), lane('report')].join('\n')}
	</users>
	<quotas><default/></quotas>
</clickhouse>
`;
}

const settingsXml = (settings: Settings): string =>
	Object.entries(settings)
		.map(([name, value]) => `<${name}>${value}</${name}>`)
		.join('');

const userXml = (
	name: string,
	secret: string,
	profile: string,
	rights: readonly string[]
): string =>
	`		<${name}>
			${secret}
			<networks><ip>127.0.0.1</ip></networks>
			<profile>${profile}</profile>
			<quota>default</quota>
			<grants>${rights.map((right) => `<query>${escapeXml(right)}</query>`).join('')}</grants>
		</${name}>`;

const escapeXml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
