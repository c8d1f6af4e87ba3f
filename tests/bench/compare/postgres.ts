/** PostgreSQL with the events and sensible indexes, and again with roll-up tables that a trigger keeps. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TestPostgres } from '../../support/postgres.ts';
import { POSTGRES } from './contacts-sql.ts';
import { EVENT_COLUMNS } from './data.ts';
import type { Moment } from './moment.ts';
import { cellOf } from './peer.ts';
import type { Peer } from './peer.ts';
import type { Answer, Question } from './questions.ts';
import { rawSql } from './raw-questions.ts';
import { ROLLUP_SCHEMA, rolledSql } from './rolled-questions.ts';

/** What its own guide tells for a server that has a part of a machine to itself; durability is as it comes. */
export const POSTGRES_SETTINGS = [
	...[
		'shared_buffers=1GB',
		'effective_cache_size=4GB',
		'work_mem=128MB',
		'maintenance_work_mem=512MB'
	],
	...['random_page_cost=1.1', 'max_wal_size=8GB', 'jit=off', 'max_connections=250']
];

const EVENTS =
	'create table events (event_id text primary key, name text not null, subject text not null, at_ms bigint not null, queue text not null, agent text not null, channel text not null)';
const INDEXES = ['create index on events (at_ms)', 'create index on events (subject, at_ms)'];

export interface PostgresOptions {
	readonly server: TestPostgres;
	readonly rollUps: boolean;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return await use(client);
	} finally {
		await client.end();
	}
}

/** A database with the tables and nothing in them; its address. */
export async function createEvents({ server, rollUps }: PostgresOptions): Promise<string> {
	const url = await server.createDatabase();
	const statements = [EVENTS, ...INDEXES, ...(rollUps ? ROLLUP_SCHEMA : [])];
	await withClient(url, async (client) => {
		for (const statement of statements) await client.query(statement);
	});
	return url;
}

export const copyInto = (client: pg.ClientBase) =>
	client.query(copyFrom(`copy events (${EVENT_COLUMNS.join(', ')}) from stdin`));

const LINES_AT_ONCE = 20_000;

/** Lines as they would have come, some thousands in a transaction. */
async function* batchesOf(file: string): AsyncGenerator<string> {
	let lines: string[] = [];
	for await (const line of createInterface({ input: createReadStream(file) })) {
		lines.push(`${line}\n`);
		if (lines.length < LINES_AT_ONCE) continue;
		yield lines.join('');
		lines = [];
	}
	yield lines.join('');
}

export const copyEvents = (url: string, file: string): Promise<void> =>
	withClient(url, async (client) => {
		for await (const batch of batchesOf(file)) {
			await pipeline(Readable.from([batch], { objectMode: false }), copyInto(client));
		}
		await client.query('vacuum analyze');
	});

class PostgresPeer implements Peer {
	readonly name: string;
	readonly #url: string;
	readonly #options: PostgresOptions & { readonly moment: Moment };
	#client: pg.Client | null = null;

	constructor(url: string, options: PostgresOptions & { readonly moment: Moment }) {
		this.name = options.rollUps
			? 'PostgreSQL, roll-ups by triggers'
			: 'PostgreSQL, events and indexes';
		this.#url = url;
		this.#options = options;
	}

	async ask(question: Question): Promise<Answer> {
		const { rollUps, moment } = this.#options;
		const client = await this.#connected();
		const rows: unknown[][] = [];
		const statements = rollUps ? rolledSql(question, moment) : rawSql(question, POSTGRES, moment);
		for (const text of statements) {
			rows.push(...(await client.query<unknown[]>({ text, rowMode: 'array' })).rows);
		}
		return rows.map((row) => row.map(cellOf));
	}

	async bytes(): Promise<number> {
		const client = await this.#connected();
		const { rows } = await client.query<{ bytes: string }>(
			'select pg_database_size(current_database()) as bytes'
		);
		return Number(rows[0]?.bytes);
	}

	/** The server itself is started again by whoever owns it, once for both databases. */
	async restart(): Promise<void> {
		await this.stop();
	}

	async stop(): Promise<void> {
		await this.#client?.end();
		this.#client = null;
	}

	async #connected(): Promise<pg.Client> {
		if (this.#client === null) {
			this.#client = new pg.Client({ connectionString: this.#url });
			await this.#client.connect();
		}
		return this.#client;
	}
}

export async function postgresPeer(
	file: string,
	options: PostgresOptions & { readonly moment: Moment }
): Promise<Peer> {
	const url = await createEvents(options);
	await copyEvents(url, file);
	return new PostgresPeer(url, options);
}
