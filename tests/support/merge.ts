/** What the engine does in its own time, now. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { askShards, commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { until } from './until.ts';

const openChanges = defineQuery({
	name: 'test-open-changes',
	sql: `SELECT count() AS changes FROM system.mutations
		WHERE database = currentDatabase() AND table IN {tables: Array(String)} AND NOT is_done`,
	scope: { none: 'the engine of a test' },
	params: Type.Object({ tables: Type.Array(Type.String()) }),
	row: Type.Object({ changes: Type.Integer() })
});

/** Each table as one part, with all that its ages say. A change of ages is still on its way when it was answered. */
export async function mergeNow(clickhouse: ClickHouse, tables: readonly string[]): Promise<void> {
	await until('no table is being changed', async () => {
		const open = await askShards(clickhouse, (shard) =>
			shard.query('ingest', openChanges, { tables: [...tables] })
		);
		return open.flat().every(({ changes }) => changes === 0);
	});
	for (const table of tables)
		await commandOnShards(clickhouse, 'test-merge', `OPTIMIZE TABLE ${table} FINAL`);
}
