/** Tables of jobs that nobody works on any more. */
import { Type } from '@sinclair/typebox';
import { quoteIdentifier } from '../clickhouse/client.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { workTables } from '../queries/customer-subjects.ts';
import { PERSONAL_DATA } from '../queries/row-scope.ts';

/** Longer than any export takes: another process may be at one. */
const OLD_HOURS = 6;

const oldTables = defineQuery({
	name: 'privacy-leftovers',
	sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'privacy_job_')
		AND metadata_modification_time < now() - toIntervalHour({hours: UInt32}) ORDER BY name`,
	scope: PERSONAL_DATA,
	params: Type.Object({ hours: Type.Integer() }),
	row: Type.Object({ name: Type.String() })
});

export async function dropLeftovers(
	clickhouse: ClickHouse,
	openJobs: readonly string[]
): Promise<void> {
	const kept = new Set(openJobs.flatMap((id) => Object.values(workTables(id)) as string[]));
	for (const node of await clickhouse.nodes()) {
		for (const { name } of await node.query('ingest', oldTables, { hours: OLD_HOURS })) {
			if (kept.has(name.replace(/_whole$/, ''))) continue;
			for (const table of clickhouse.cluster === null
				? [name]
				: [name, `${clickhouse.database}.${name}`]) {
				const sql = `DROP TABLE IF EXISTS ${quoteIdentifier(table)} SYNC`;
				await node.command('privacy-drop', sql);
			}
		}
	}
}
