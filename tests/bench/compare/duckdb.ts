/** DuckDB on a file of its own, as somebody would who asks a table of events from a program. */
import { stat } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DUCKDB } from './contacts-sql.ts';
import type { Moment } from './moment.ts';
import { cellOf } from './peer.ts';
import type { Peer } from './peer.ts';
import type { Answer, Question } from './questions.ts';
import { rawSql } from './raw-questions.ts';

const EVENTS =
	'CREATE TABLE events (event_id VARCHAR, name VARCHAR, subject VARCHAR, at_ms BIGINT, queue VARCHAR, agent VARCHAR, channel VARCHAR)';

class DuckDbPeer implements Peer {
	readonly name = 'DuckDB, events';
	readonly #file: string;
	readonly #moment: Moment;
	#opened: { instance: DuckDBInstance; connection: DuckDBConnection } | null = null;

	constructor(file: string, moment: Moment) {
		this.#file = file;
		this.#moment = moment;
	}

	async load(events: string): Promise<void> {
		const connection = await this.#connection();
		await connection.run(EVENTS);
		await connection.run(
			`COPY events FROM '${events}' (FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '', NULLSTR '\\N')`
		);
		await connection.run('CHECKPOINT');
	}

	async ask(question: Question): Promise<Answer> {
		const connection = await this.#connection();
		const rows: (readonly unknown[])[] = [];
		for (const sql of rawSql(question, DUCKDB, this.#moment)) {
			rows.push(...(await connection.runAndReadAll(sql)).getRows());
		}
		return rows.map((row) => row.map(cellOf));
	}

	async bytes(): Promise<number> {
		return (await stat(this.#file)).size;
	}

	async restart(): Promise<void> {
		await this.stop();
	}

	stop(): Promise<void> {
		this.#opened?.connection.closeSync();
		this.#opened?.instance.closeSync();
		this.#opened = null;
		return Promise.resolve();
	}

	async #connection(): Promise<DuckDBConnection> {
		if (this.#opened === null) {
			const instance = await DuckDBInstance.create(this.#file);
			this.#opened = { instance, connection: await instance.connect() };
		}
		return this.#opened.connection;
	}
}

export async function duckDbPeer(file: string, events: string, moment: Moment): Promise<Peer> {
	const peer = new DuckDbPeer(file, moment);
	await peer.load(events);
	return peer;
}
