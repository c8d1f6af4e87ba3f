/** All measures of all time, by quarter of an hour, queue, channel and agent, with their quantiles: one text to compare. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { QUANTILES_OF_SKETCHES, SUM_OF_MEASURES } from '#lib/server/queries/measure-columns.ts';

const sums = defineQuery({
	name: 'test-all-sums',
	sql: `SELECT toUnixTimestamp(m.interval_start) AS fromS, m.queue AS queue, m.channel AS channel, m.agent AS agent,
			${SUM_OF_MEASURES}, ${QUANTILES_OF_SKETCHES}
		FROM metric_intervals AS m
		WHERE m.interval_start >= toDateTime({fromS: UInt32}, 'UTC') AND m.interval_start < toDateTime({toS: UInt32}, 'UTC')
		GROUP BY fromS, queue, channel, agent ORDER BY fromS, queue, channel, agent`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ fromS: Type.Integer(), toS: Type.Integer() }),
	row: Type.Object({ fromS: Type.Integer() })
});

const LAST_S = 4_000_000_000;

export async function allSums(clickhouse: ClickHouse, fromMs = 0, toMs = LAST_S * 1000) {
	const params = { fromS: Math.floor(fromMs / 1000), toS: Math.floor(toMs / 1000) };
	return JSON.stringify(await clickhouse.query('ingest', sums, params));
}
