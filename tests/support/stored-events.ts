/** What the table of events holds, as a reader sees it. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';

const idsOfSource = defineQuery({
	name: 'test-ids-of-source',
	sql: 'SELECT event_id AS id FROM events FINAL WHERE source = {source: String} ORDER BY id',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ source: Type.String() }),
	row: Type.Object({ id: Type.String() })
});

const rowsOfSource = defineQuery({
	name: 'test-rows-of-source',
	sql: 'SELECT count() AS n FROM events FINAL WHERE source = {source: String}',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ source: Type.String() }),
	row: Type.Object({ n: Type.Integer() })
});

/** With a copy for each row, so that an event stored twice shows up twice. */
export async function storedIds(clickhouse: ClickHouse, source: string): Promise<string[]> {
	return (await clickhouse.query('ingest', idsOfSource, { source })).map(({ id }) => id);
}

export async function storedCount(clickhouse: ClickHouse, source: string): Promise<number> {
	return (await clickhouse.query('ingest', rowsOfSource, { source }))[0]?.n ?? 0;
}
