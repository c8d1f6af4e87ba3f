/** From which placement hour on a rebuild may start over: below it events or facts are deleted by age. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { AGED_EVENTS, readFactDays, readTtlDays } from '#lib/server/queries/table-ttl.ts';

/** An event may be placed up to 24 hours ahead of its arrival; the rest is for clocks that differ. */
const MARGIN_HOURS = 48;

const horizon = defineQuery({
	name: 'rebuild-horizon',
	sql: `WITH
			(SELECT max(deleted_until) FROM retention_horizons WHERE table_name = 'events') AS before,
			if({eventDays: UInt32} = 0, toDateTime(0, 'UTC'), now('UTC') - toIntervalDay({eventDays: UInt32})) AS present,
			greatest(before, present) AS deleted,
			if(deleted = toDateTime(0, 'UTC'), toDateTime(0, 'UTC'), toStartOfHour(deleted) + toIntervalHour({margin: UInt32})) AS whole,
			if({factDays: UInt32} = 0, toDateTime(0, 'UTC'), toStartOfHour(now('UTC') - toIntervalDay({factDays: UInt32})) + toIntervalHour(1)) AS facts
		SELECT toUnixTimestamp(whole) AS eventsFromS, toUnixTimestamp(greatest(whole, facts)) AS fromS,
			toUInt32(toYYYYMM(greatest(whole, facts))) AS fromMonth`,
	scope: { none: 'what is left of raw events by month, for the rebuild' },
	params: Type.Object({
		eventDays: Type.Integer(),
		factDays: Type.Integer(),
		margin: Type.Integer()
	}),
	row: Type.Object({
		eventsFromS: Type.Integer(),
		fromS: Type.Integer(),
		fromMonth: Type.Integer()
	})
});

export interface Reach {
	/** All events of hours from here on are there; 0: none was ever deleted. */
	readonly eventsFromS: number;
	/** The same, and their facts are kept. */
	readonly fromS: number;
	/** The month of `fromS` as partitions are named, such as 202611. */
	readonly fromMonth: number;
}

export async function readReach(clickhouse: ClickHouse): Promise<Reach> {
	const [eventDays = 0] = await readTtlDays(clickhouse, [AGED_EVENTS]);
	const factDays = await readFactDays(clickhouse);
	const params = { eventDays, factDays, margin: MARGIN_HOURS };
	const [reach] = await clickhouse.query('ingest', horizon, params);
	if (!reach) throw new Error('the database does not say what it keeps');
	return reach;
}
