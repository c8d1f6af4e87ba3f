/** A database that tells how long each of its questions took. */
import type { Static, TObject } from '@sinclair/typebox';
import type { ClickHouse } from './client.ts';
import type { Lane } from './connection.ts';
import type { QueryDefinition, Scoping } from './query.ts';

type OnAnswer = (seconds: number, lane: Lane, isAnswered: boolean) => void;

export function timed(clickhouse: ClickHouse, onAnswer: OnAnswer): ClickHouse {
	async function query<P extends TObject, R extends TObject, S extends Scoping>(
		lane: Lane,
		definition: QueryDefinition<P, R, S>,
		params: Static<P>,
		...options: never
	): Promise<Static<R>[]> {
		const startedAt = performance.now();
		let isAnswered = false;
		try {
			const rows = await clickhouse.query(lane, definition, params, ...options);
			isAnswered = true;
			return rows;
		} finally {
			onAnswer((performance.now() - startedAt) / 1000, lane, isAnswered);
		}
	}
	return {
		database: clickhouse.database,
		cluster: clickhouse.cluster,
		shards: () => clickhouse.shards(),
		nodes: () => clickhouse.nodes(),
		query,
		insert: (table, lines, options) => clickhouse.insert(table, lines, options),
		command: (name, sql, params) => clickhouse.command(name, sql, params),
		ping: () => clickhouse.ping(),
		close: () => clickhouse.close()
	};
}
