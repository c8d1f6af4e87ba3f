/** Talks to ClickHouse over HTTP, one client a lane. Names no table. */
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import type { Static, TObject } from '@sinclair/typebox';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { LANES } from './connection.ts';
import type { Connection, Lane } from './connection.ts';
import { expectStored } from './insert-answer.ts';
import { QueryError } from './query.ts';
import type { QueryDefinition, Scoping } from './query.ts';
import { scopeParams } from './scope-params.ts';

/** Sent with each request, so that an external server with other defaults answers the same. */
const LANE_SETTINGS: Record<Lane, ClickHouseSettings> = {
	ingest: { max_execution_time: 600, max_memory_usage: '8000000000' },
	live: {
		priority: '1',
		max_execution_time: 5,
		max_threads: 1,
		readonly: '2',
		max_memory_usage: '600000000',
		cancel_http_readonly_queries_on_client_close: 1
	},
	report: {
		priority: '10',
		max_execution_time: 60,
		max_threads: 1,
		readonly: '2',
		max_memory_usage: '800000000',
		max_bytes_before_external_group_by: '300000000',
		cancel_http_readonly_queries_on_client_close: 1
	}
};

/** What one question may read and answer. More is a fault of the question, and is said instead of waited for. */
const caps = (readRows: number, resultRows: number): ClickHouseSettings => ({
	max_rows_to_read: String(readRows),
	max_result_rows: String(resultRows),
	result_overflow_mode: 'throw'
});
const READ_CAPS: Record<Lane, ClickHouseSettings> = {
	ingest: caps(20_000_000_000, 5_000_000),
	live: caps(500_000_000, 200_000),
	report: caps(2_000_000_000, 200_000)
};

/** A little more than the database itself allows: for a server that went away without saying so. */
const REQUEST_TIMEOUT_MS: Record<Lane, number> = { ingest: 600_000, live: 8000, report: 70_000 };

/** What every question relies on: a server of another default would answer otherwise. */
export const READ_SETTINGS: ClickHouseSettings = {
	do_not_merge_across_partitions_select_final: 1,
	use_skip_indexes_if_final: 1,
	use_skip_indexes_if_final_exact_mode: 1,
	output_format_json_quote_64bit_integers: 0,
	output_format_json_quote_denormals: 0,
	join_use_nulls: 0
};

export interface ClickHouse {
	readonly database: string;
	/**
	 * Rows of a question, each checked against its schema. One about contacts or agents takes the scope of whoever asks and
	 * cannot be asked without. Throws QueryError.
	 */
	query<P extends TObject, R extends TObject, S extends Scoping>(
		lane: Lane,
		definition: QueryDefinition<P, R, S>,
		params: Static<P>,
		...options: OptionsOf<S>
	): Promise<Static<R>[]>;
	/** Newline-delimited JSON rows into a table; the same token twice stores them once. */
	insert(table: string, lines: string, options: InsertOptions): Promise<void>;
	/** A statement that answers nothing (DDL, INSERT … SELECT) on the ingest lane. */
	command(name: string, sql: string, params?: Record<string, unknown>): Promise<void>;
	/** Resolves when the server answers, rejects with its reason. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

export interface QueryOptions {
	readonly signal?: AbortSignal;
	readonly settings?: ClickHouseSettings;
	readonly scope?: never;
}

export interface ScopedOptions extends Omit<QueryOptions, 'scope'> {
	readonly scope: RowScope;
}

type OptionsOf<S extends Scoping> = S extends 'rows'
	? [options: ScopedOptions]
	: [options?: QueryOptions];

export interface InsertOptions {
	readonly token: string;
	readonly queryId?: string;
	readonly signal?: AbortSignal;
}

/** Pinned for each insert: the defaults of the server have moved before and would change what a retry does. */
const INSERT_SETTINGS: ClickHouseSettings = {
	async_insert: 0,
	wait_for_async_insert: 1,
	insert_deduplicate: 1,
	deduplicate_blocks_in_dependent_materialized_views: 1,
	materialized_views_ignore_errors: 0,
	input_format_skip_unknown_fields: 0,
	input_format_null_as_default: 0,
	input_format_allow_errors_num: '0',
	input_format_parallel_parsing: 0,
	date_time_input_format: 'best_effort',
	// A batch is one block, so that its token protects it as a whole.
	max_insert_block_size: '1000000',
	min_insert_block_size_rows: '1000000',
	min_insert_block_size_bytes: '1000000000',
	max_partitions_per_insert_block: '10000',
	max_execution_time: 60
};

/** A server that lacks one of them cannot be written to. */
export const INSERT_SETTING_NAMES: readonly string[] = [
	...Object.keys(INSERT_SETTINGS),
	'insert_deduplication_token'
];

class HttpClickHouse implements ClickHouse {
	readonly database: string;
	readonly #lanes: Record<Lane, ClickHouseClient>;

	constructor(connection: Connection) {
		this.database = connection.database;
		const open = (lane: Lane) =>
			createClient({
				url: connection.url,
				username: connection.lanes[lane].username,
				password: connection.lanes[lane].password,
				database: connection.database,
				http_headers: connection.headers,
				application: 'atalaya',
				// Its own log prints whole requests; our errors carry the cause.
				log: { level: ClickHouseLogLevel.OFF },
				request_timeout: REQUEST_TIMEOUT_MS[lane],
				max_open_connections: lane === 'live' ? 4 : 10,
				keep_alive: { enabled: true, idle_socket_ttl: 2000 },
				// A scope may name more queues than an address is long.
				use_multipart_params_auto: true,
				clickhouse_settings: LANE_SETTINGS[lane]
			});
		const [ingest, live, report] = LANES.map(open);
		if (!ingest || !live || !report) throw new Error('a lane is missing');
		this.#lanes = { ingest, live, report };
	}

	async query<P extends TObject, R extends TObject, S extends Scoping>(
		lane: Lane,
		definition: QueryDefinition<P, R, S>,
		params: Static<P>,
		...[options = {}]: OptionsOf<S> | []
	): Promise<Static<R>[]> {
		const result = await this.#ask(lane, definition, params, options);
		try {
			const rows: unknown[] = await result.json();
			return rows.map((row) => parseRow(definition, row));
		} catch (cause) {
			throw asQueryError(definition.name, cause);
		}
	}

	async #ask<P extends TObject, R extends TObject>(
		lane: Lane,
		definition: QueryDefinition<P, R>,
		params: Static<P>,
		{ signal, settings, scope }: QueryOptions | ScopedOptions
	) {
		const { name, sql } = definition;
		const queryParams = allParams(definition, params, scope ?? null);
		try {
			return await this.#lanes[lane].query({
				query: sql,
				format: 'JSONEachRow',
				query_params: queryParams,
				clickhouse_settings: {
					...READ_SETTINGS,
					...READ_CAPS[lane],
					...settings,
					log_comment: name
				},
				...(signal ? { abort_signal: signal } : {})
			});
		} catch (cause) {
			throw new QueryError(name, { cause });
		}
	}

	async insert(
		table: string,
		lines: string,
		{ token, queryId, signal }: InsertOptions
	): Promise<void> {
		const answer = await this.#lanes.ingest.exec({
			query: `INSERT INTO ${quoteIdentifier(table)} FORMAT JSONEachRow\n${lines}`,
			clickhouse_settings: {
				...INSERT_SETTINGS,
				insert_deduplication_token: token,
				log_comment: `insert-${table}`
			},
			...(queryId ? { query_id: queryId } : {}),
			...(signal ? { abort_signal: signal } : {})
		});
		await expectStored(answer);
	}

	async command(name: string, sql: string, params: Record<string, unknown> = {}): Promise<void> {
		try {
			await this.#lanes.ingest.command({
				query: sql,
				query_params: params,
				clickhouse_settings: {
					...READ_SETTINGS,
					max_partitions_per_insert_block: '10000',
					log_comment: name
				}
			});
		} catch (cause) {
			throw new QueryError(name, { cause });
		}
	}

	async ping(): Promise<void> {
		// A question, not /ping: it also proves the user, the password and the database.
		const result = await this.#lanes.live.query({ query: 'SELECT 1', format: 'JSONEachRow' });
		await result.json();
	}

	async close(): Promise<void> {
		await Promise.all(Object.values(this.#lanes).map((client) => client.close()));
	}
}

/** Throws QueryError for parameters that do not fit, and for a question of rows without a scope or the reverse. */
function allParams<P extends TObject, R extends TObject>(
	{ name, params: check, scope: scoping }: QueryDefinition<P, R>,
	params: Static<P>,
	scope: RowScope | null
): Record<string, unknown> {
	if (!check.Check(params)) {
		const fault = check.Errors(params).First();
		throw new QueryError(name, {
			cause: new TypeError(`parameter ${fault?.path}: ${fault?.message}`)
		});
	}
	if ((scoping === 'rows') !== (scope !== null)) {
		throw new QueryError(name, {
			cause: new TypeError(scope ? 'takes no scope' : 'cannot be asked without a scope')
		});
	}
	return scope ? { ...params, ...scopeParams(scope) } : params;
}

function parseRow<P extends TObject, R extends TObject>(
	definition: QueryDefinition<P, R>,
	row: unknown
): Static<R> {
	if (definition.row.Check(row)) return row;
	const fault = definition.row.Errors(row).First();
	throw new TypeError(`column ${fault?.path}: ${fault?.message}`);
}

const asQueryError = (name: string, cause: unknown): QueryError =>
	cause instanceof QueryError ? cause : new QueryError(name, { cause });

/** A table name of ours, or of a configured database; never a value from outside. */
export function quoteIdentifier(name: string): string {
	if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name)) throw new TypeError(`not an identifier: ${name}`);
	return name;
}

/** For a server of one's own, where the database may not exist yet. */
export async function createDatabase(connection: Connection): Promise<void> {
	const client = createClient({
		url: connection.url,
		...connection.lanes.ingest,
		http_headers: connection.headers,
		application: 'atalaya',
		log: { level: ClickHouseLogLevel.OFF }
	});
	try {
		await client.command({
			query: `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(connection.database)}`
		});
	} finally {
		await client.close();
	}
}

export const openClickHouse = (connection: Connection): ClickHouse =>
	new HttpClickHouse(connection);
