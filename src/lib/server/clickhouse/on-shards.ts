/** Statements about tables themselves (ALTER, DELETE, their parts) mean the rows of one server: each shard is told. */
import type { ClickHouse } from './client.ts';

export async function commandOnShards(
	clickhouse: ClickHouse,
	name: string,
	sql: string,
	params: Record<string, unknown> = {}
): Promise<void> {
	for (const shard of await clickhouse.shards()) await shard.command(name, sql, params);
}

/** What each shard answers, in their order. */
export async function askShards<T>(
	clickhouse: ClickHouse,
	ask: (shard: ClickHouse) => Promise<T>
): Promise<T[]> {
	return Promise.all((await clickhouse.shards()).map(ask));
}
