/** A table of events somebody else keeps: rows go in durably, and a board is asked for. */
import { Socket } from 'node:net';
import pg from 'pg';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { ENGINE } from './contacts-sql.ts';
import { EVENT_COLUMNS } from './data.ts';
import { plainClient } from './engine-events.ts';
import type { Moment } from './moment.ts';
import { cellOf } from './peer.ts';
import type { Answer } from './questions.ts';
import { rawSql } from './raw-questions.ts';
import { rolledSql } from './rolled-questions.ts';

export type SqlTarget =
	| { readonly kind: 'postgres'; readonly url: string }
	| { readonly kind: 'engine'; readonly connection: Connection };

export interface EventRow {
	readonly event_id: string;
	readonly name: string;
	readonly subject: string;
	readonly at_ms: number;
	readonly queue: string;
	readonly agent: string;
	readonly channel: string;
}

/** The columns of a producer that writes into a table instead of sending events. */
export function rowOf({ id, source, type, subject, time, data }: CloudEvent): EventRow {
	const fields = data as Readonly<Record<string, unknown>>;
	const text = (name: string): string => {
		const value = fields[name];
		return typeof value === 'string' ? value : '';
	};
	return {
		event_id: `${id}@${source}`,
		name: type.replace(/^atalaya\.|\.v\d+$/g, ''),
		subject,
		at_ms: Date.parse(time),
		queue: text('queue'),
		agent: text('agent'),
		channel: text('channel')
	};
}

export interface SqlStore {
	/** Resolves when they are as durable as the store makes them by default. */
	insert(rows: readonly EventRow[]): Promise<void>;
	/** Who waits, by queue; the sums of windows are asked as well, as a board shows both. */
	board(moment: Moment): Promise<Answer>;
	/** Received since it was opened. */
	bytes(): number;
	close(): Promise<void>;
}

const BOARD = ['waiting', 'windows'] as const;

const INSERT = `insert into events (${EVENT_COLUMNS.join(', ')})
	select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])`;

class PostgresStore implements SqlStore {
	readonly #pool: pg.Pool;
	readonly #sockets: Socket[] = [];

	constructor(url: string, connections: number) {
		this.#pool = new pg.Pool({
			connectionString: url,
			max: connections,
			idleTimeoutMillis: 0,
			// Its own would do; this one says how much came.
			stream: () => {
				const socket = new Socket();
				this.#sockets.push(socket);
				return socket;
			}
		});
	}

	async insert(rows: readonly EventRow[]): Promise<void> {
		const columns = EVENT_COLUMNS.map((column) => rows.map((row) => row[column]));
		await this.#pool.query(INSERT, columns);
	}

	async board(moment: Moment): Promise<Answer> {
		const [waiting = []] = await Promise.all(BOARD.map((question) => this.#ask(question, moment)));
		return waiting;
	}

	bytes(): number {
		return this.#sockets.reduce((total, socket) => total + socket.bytesRead, 0);
	}

	close(): Promise<void> {
		return this.#pool.end();
	}

	async #ask(question: (typeof BOARD)[number], moment: Moment): Promise<Answer> {
		const rows: unknown[][] = [];
		for (const text of rolledSql(question, moment)) {
			rows.push(...(await this.#pool.query<unknown[]>({ text, rowMode: 'array' })).rows);
		}
		return rows.map((row) => row.map(cellOf));
	}
}

class EngineStore implements SqlStore {
	readonly #client: ClickHouseClient;
	#bytes = 0;

	constructor(connection: Connection) {
		this.#client = plainClient(connection);
	}

	async insert(rows: readonly EventRow[]): Promise<void> {
		await this.#client.insert({
			table: ENGINE.events,
			values: [...rows],
			format: 'JSONEachRow',
			// As its guide tells for many small inserts: gathered by the server, answered when they are in.
			clickhouse_settings: { async_insert: 1, wait_for_async_insert: 1 }
		});
	}

	async board(moment: Moment): Promise<Answer> {
		const [waiting = []] = await Promise.all(
			BOARD.flatMap((question) => rawSql(question, ENGINE, moment)).map((sql) => this.#ask(sql))
		);
		return waiting;
	}

	bytes(): number {
		return this.#bytes;
	}

	close(): Promise<void> {
		return this.#client.close();
	}

	async #ask(query: string): Promise<Answer> {
		const answer = await this.#client.query({ query, format: 'JSONCompactEachRow' });
		const text = await answer.text();
		this.#bytes += Buffer.byteLength(text);
		const lines = text.split('\n').filter((line) => line !== '');
		return lines.map((line) => (JSON.parse(line) as unknown[]).map(cellOf));
	}
}

/** At most that many connections at once. */
export const openSqlStore = (target: SqlTarget, connections: number): SqlStore =>
	target.kind === 'postgres'
		? new PostgresStore(target.url, connections)
		: new EngineStore(target.connection);
