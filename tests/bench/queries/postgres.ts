/** The raw events in PostgreSQL, with the indexes somebody would give them. */
import pg from 'pg';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { Type } from '@sinclair/typebox';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { postgresBin, startTestPostgres } from '../../support/postgres.ts';

const rows = defineQuery({
	name: 'bench-copy',
	sql: `SELECT e.name AS name, e.subject AS subject, toString(e.occurred_at) AS occurred_at, e.queue AS queue, e.agent AS agent, e.channel AS channel FROM events AS e
		WHERE e.occurred_at >= fromUnixTimestamp64Milli({fromMs: Int64}) AND e.occurred_at < fromUnixTimestamp64Milli({toMs: Int64})`,
	scope: { none: 'a bench' },
	params: Type.Object({ fromMs: Type.Integer(), toMs: Type.Integer() }),
	row: Type.Object({
		name: Type.String(),
		subject: Type.String(),
		occurred_at: Type.String(),
		queue: Type.String(),
		agent: Type.String(),
		channel: Type.String()
	})
});

export interface Peer {
	ask(sql: string): Promise<void>;
	stop(): Promise<void>;
}

const SLICE_MS = 3 * 3_600_000;
const AT_ONCE = 5000;

/** Null where Debian's package is not installed. */
export async function startPeer(
	clickhouse: ClickHouse,
	fromMs: number,
	toMs: number
): Promise<Peer | null> {
	const bin = postgresBin();
	if (bin === null) return null;
	const server = await startTestPostgres(bin);
	const client = new pg.Client({ connectionString: await server.createDatabase() });
	await client.connect();
	await client.query(
		'create unlogged table events (name text, subject text, occurred_at timestamp, queue text, agent text, channel text)'
	);
	for (let at = fromMs; at < toMs; at += SLICE_MS) {
		const slice = await clickhouse.query('ingest', rows, { fromMs: at, toMs: at + SLICE_MS });
		for (let index = 0; index < slice.length; index += AT_ONCE) {
			const part = slice.slice(index, index + AT_ONCE);
			const column = (name: keyof (typeof part)[number]): string[] => part.map((row) => row[name]);
			await client.query(
				'insert into events select * from unnest($1::text[], $2::text[], $3::timestamp[], $4::text[], $5::text[], $6::text[])',
				(['name', 'subject', 'occurred_at', 'queue', 'agent', 'channel'] as const).map(column)
			);
		}
	}
	await client.query('create index on events (occurred_at)');
	await client.query('create index on events (subject)');
	await client.query("set work_mem = '256MB'");
	await client.query('vacuum analyze events');
	return {
		ask: async (sql) => {
			await client.query(sql);
		},
		stop: async () => {
			await client.end();
			await server.stop();
		}
	};
}
