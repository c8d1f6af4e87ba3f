/** The same engine with a plain table of events: no states, no roll-ups, and all the cores it wants. */
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import { ENGINE } from './contacts-sql.ts';
import { SELECT_EVENTS } from './data.ts';
import type { Moment } from './moment.ts';
import { cellOf } from './peer.ts';
import type { System } from './questions.ts';
import { rawSql } from './raw-questions.ts';

const CREATE = `CREATE TABLE ${ENGINE.events} (event_id String, name LowCardinality(String), subject String, at_ms Int64,
	queue LowCardinality(String), agent LowCardinality(String), channel LowCardinality(String))
	ENGINE = MergeTree ORDER BY (at_ms, subject)`;

export const plainClient = (connection: Connection): ClickHouseClient =>
	createClient({
		url: connection.url,
		...connection.lanes.ingest,
		database: connection.database,
		http_headers: connection.headers,
		log: { level: ClickHouseLogLevel.OFF },
		max_open_connections: 32
	});

export const createPlainEvents = (clickhouse: ClickHouse): Promise<void> =>
	clickhouse.command('bench-plain', CREATE);

export async function copyPlainEvents(clickhouse: ClickHouse): Promise<void> {
	await createPlainEvents(clickhouse);
	await clickhouse.command(
		'bench-plain',
		`INSERT INTO ${ENGINE.events} ${SELECT_EVENTS} ORDER BY at_ms`
	);
	await clickhouse.command('bench-plain', `OPTIMIZE TABLE ${ENGINE.events} FINAL`);
}

export const engineEvents = (client: () => ClickHouseClient, moment: Moment): System => ({
	name: 'the same engine, events',
	async ask(question) {
		const rows: unknown[][] = [];
		for (const query of rawSql(question, ENGINE, moment)) {
			const answer = await client().query({ query, format: 'JSONCompactEachRow' });
			rows.push(...(await answer.json<unknown[]>()));
		}
		return rows.map((row) => row.map(cellOf));
	}
});
