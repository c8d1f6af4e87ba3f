/** At the end: is every acknowledged event in the database, and once. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { ID_SUM_SQL } from '../support/id-sum.ts';

const presentEvents = defineQuery({
	name: 'soak-present',
	sql: `SELECT toUInt32(count()) AS rows, toUInt32(uniqExact(event_id)) AS distinctIds, ${ID_SUM_SQL('event_id')} AS sum
		FROM events FINAL WHERE source = {source: String}`,
	scope: { none: 'counts of what the soak itself sent' },
	params: Type.Object({ source: Type.String() }),
	row: Type.Object({ rows: Type.Integer(), distinctIds: Type.Integer(), sum: Type.String() })
});

export interface Present {
	readonly rows: number;
	readonly distinctIds: number;
	readonly sum: string;
}

export async function presentOf(clickhouse: ClickHouse, source: string): Promise<Present> {
	const [present] = await clickhouse.query('ingest', presentEvents, { source });
	return present ?? { rows: 0, distinctIds: 0, sum: '0' };
}
