/** Ways to give events to somebody who keeps them: a request resolves when they are as durable as it gets there. */
import { Agent } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import type { ClickHouseClient } from '@clickhouse/client';
import type { ClickHouseSettings } from '@clickhouse/client';
import type { TestIngest } from '../../support/ingest.ts';
import { until } from '../../support/until.ts';
import type { GeneratedRow, Generator } from '../ingest/generator.ts';
import { post } from '../ingest/post.ts';
import { EVENT_COLUMNS } from './data.ts';
import { copyInto } from './postgres.ts';

export interface Shape {
	readonly name: string;
	/** In a request. */
	readonly events: number;
	readonly connections: number;
}

/** A connection of somebody who sends; it has one request at a time. */
export interface Sender {
	send(count: number): Promise<void>;
	close(): Promise<void>;
}

export interface Way {
	readonly name: string;
	takes(shape: Shape): boolean;
	open(): Promise<Sender>;
	/** Resolves when everything that was answered can be asked for; absent: it can when it is answered. */
	settle?(): Promise<void>;
}

const SETTLE_MS = 300_000;
const always = (): boolean => true;
const onlyBatches = ({ events }: Shape): boolean => events > 1;

export const throughOurDoor = (ingest: TestIngest, generator: Generator): Way => ({
	name: 'Atalaya',
	takes: always,
	open() {
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		return Promise.resolve({
			async send(count: number) {
				const [first = '', ...others] = generator.events(count);
				const status =
					others.length === 0
						? await post(agent, ingest.url, 'application/cloudevents+json', first)
						: await post(
								agent,
								ingest.url,
								'application/cloudevents-batch+json',
								`[${[first, ...others].join(',')}]`
							);
				if (status !== 202) throw new Error(`answered ${status}`);
			},
			close() {
				agent.destroy();
				return Promise.resolve();
			}
		});
	},
	async settle() {
		const isEmpty = async () => (await ingest.status()).total.inSpool === 0;
		await until('the spool is empty', isEmpty, SETTLE_MS);
	}
});

const INSERT = `insert into events (${EVENT_COLUMNS.join(', ')})
	select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
	on conflict do nothing`;

const insertRows = (client: pg.Client, rows: readonly GeneratedRow[]): Promise<unknown> =>
	client.query({
		name: 'insert-events',
		text: INSERT,
		values: EVENT_COLUMNS.map((column) => rows.map((row) => row[column]))
	});

const copyRows = (client: pg.Client, rows: readonly GeneratedRow[]): Promise<void> => {
	const lines = rows.map((row) => EVENT_COLUMNS.map((column) => row[column]).join('\t'));
	const text = Readable.from([`${lines.join('\n')}\n`], { objectMode: false });
	return pipeline(text, copyInto(client));
};

interface Postgres {
	readonly name: string;
	readonly url: string;
	readonly write: 'insert' | 'copy';
	/** The triggers count right only while nobody else writes the same contact. */
	readonly isAlone?: boolean;
}

export const intoPostgres = (
	{ name, url, write, isAlone = false }: Postgres,
	generator: Generator
): Way => ({
	name,
	takes: (shape) =>
		(write === 'insert' || onlyBatches(shape)) && (!isAlone || shape.connections === 1),
	async open() {
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		const into = write === 'copy' ? copyRows : insertRows;
		return {
			send: async (count: number) => {
				await into(client, generator.rows(count));
			},
			close: () => client.end()
		};
	}
});

interface IntoEngine {
	readonly name: string;
	readonly table: string;
	readonly settings: ClickHouseSettings;
}

/** `client` has as many connections as a shape needs, and is closed by whoever opened it. */
export const intoEngine = (
	{ name, table, settings }: IntoEngine,
	client: ClickHouseClient,
	generator: Generator
): Way => ({
	name,
	takes: always,
	open: () =>
		Promise.resolve({
			send: async (count: number) => {
				await client.insert({
					...{ table, format: 'JSONEachRow' as const, clickhouse_settings: settings },
					values: generator.rows(count)
				});
			},
			close: () => Promise.resolve()
		})
});
