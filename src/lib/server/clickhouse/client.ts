/** Talks to ClickHouse over HTTP, one client a lane. Names no table. */
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import type { Static, TObject } from '@sinclair/typebox';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { localDatabase } from './cluster-names.ts';
import { ClusterNodes } from './cluster-nodes.ts';
import { LANES } from './connection.ts';
import type { Connection, Lane } from './connection.ts';
import { expectStored } from './insert-answer.ts';
import { QueryError } from './query.ts';
import type { QueryDefinition, Scoping } from './query.ts';
import { scopeParams } from './scope-params.ts';
import {
	CLUSTER_SETTINGS,
	INSERT_SETTINGS,
	LANE_SETTINGS,
	READ_CAPS,
	READ_SETTINGS,
	REQUEST_TIMEOUT_MS
} from './settings.ts';

export interface ClickHouse {
	readonly database: string;
	/** Name of the cluster this database is spread over; null: all rows are here. */
	readonly cluster: string | null;
	/**
	 * The databases the rows are in, one a shard, each with the tables of a single server: this one itself where there is no
	 * cluster. What changes parts, or asks the database about its own tables, is done there.
	 */
	shards(): Promise<readonly ClickHouse[]>;
	/** The same of every replica. */
	nodes(): Promise<readonly ClickHouse[]>;
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

class HttpClickHouse implements ClickHouse {
	readonly database: string;
	readonly cluster: string | null;
	readonly #lanes: Record<Lane, ClickHouseClient>;
	readonly #nodes: ClusterNodes<ClickHouse> | null;

	constructor(connection: Connection, isNode = false) {
		this.database = connection.database;
		const { cluster, ...single } = connection;
		this.cluster = cluster?.name ?? null;
		const database = localDatabase(connection.database);
		this.#nodes = cluster
			? new ClusterNodes(
					{ ...connection, cluster },
					(url) => new HttpClickHouse({ ...single, url, database }, true)
				)
			: null;
		const settings = cluster || isNode ? CLUSTER_SETTINGS : {};
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
				clickhouse_settings: { ...settings, ...LANE_SETTINGS[lane] }
			});
		const [ingest, live, report] = LANES.map(open);
		if (!ingest || !live || !report) throw new Error('a lane is missing');
		this.#lanes = { ingest, live, report };
	}

	async shards(): Promise<readonly ClickHouse[]> {
		return this.#nodes ? this.#nodes.shards() : [this];
	}

	async nodes(): Promise<readonly ClickHouse[]> {
		return this.#nodes ? this.#nodes.all() : [this];
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
		await this.#nodes?.close();
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

export const openClickHouse = (connection: Connection): ClickHouse =>
	new HttpClickHouse(connection);
