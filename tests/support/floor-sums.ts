/** The sums of the floor as one question each over everything that changed since: the second witness of the ledger. */
import { Type } from '@sinclair/typebox';
import { ROLLING_MINUTES } from '#lib/domain/boards/board.ts';
import { QUARTER_MS, startOfDayMs } from '#lib/domain/metrics/interval.ts';
import { addMeasures, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import {
	SUM_OF_SEGMENT_MEASURES,
	segmentMeasureFields
} from '#lib/server/queries/measure-columns.ts';
import { FLOOR } from '#lib/server/queries/row-scope.ts';
import { BOOKED_SINCE } from './booked-since.ts';

// Asked on the lane for reports: the witness may take longer than a wall would wait.
const params = Type.Object({ tenant: Type.String(), fromS: Type.Integer() });

/** Measures by queue since an instant, in classes of age and apart for today. */
const liveSums = defineQuery({
	name: 'live-sums',
	sql: `SELECT m.queue AS queue,
			multiIf(m.booked_at >= fromUnixTimestamp64Milli({from15: Int64}), 15, m.booked_at >= fromUnixTimestamp64Milli({from30: Int64}), 30,
				m.booked_at >= fromUnixTimestamp64Milli({from60: Int64}), 60, 0) AS minutes,
			m.booked_at >= fromUnixTimestamp64Milli({midnight: Int64}) AS today,
			${SUM_OF_SEGMENT_MEASURES}
		FROM (${BOOKED_SINCE}) AS m
		GROUP BY queue, minutes, today`,
	scope: FLOOR,
	params: Type.Object({
		...params.properties,
		from15: Type.Integer(),
		from30: Type.Integer(),
		from60: Type.Integer(),
		midnight: Type.Integer()
	}),
	row: Type.Object({
		queue: Type.String(),
		/** The shortest window it is in; 0 when older than an hour. */
		minutes: Type.Integer(),
		today: Type.Integer(),
		...segmentMeasureFields
	})
});

const liveTrend = defineQuery({
	name: 'live-trend',
	sql: `SELECT m.queue AS queue, toUnixTimestamp(toStartOfFifteenMinutes(m.booked_at)) AS intervalStartS, ${SUM_OF_SEGMENT_MEASURES}
		FROM (${BOOKED_SINCE}) AS m GROUP BY queue, intervalStartS ORDER BY queue, intervalStartS`,
	scope: FLOOR,
	params,
	row: Type.Object({
		queue: Type.String(),
		intervalStartS: Type.Integer(),
		...segmentMeasureFields
	})
});

interface Asked {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly nowMs: number;
}

export type SumsByQueue = Partial<Record<string, Measures>>;
const MINUTE_MS = 60_000;

function addTo(sums: SumsByQueue, queue: string, row: Partial<Measures>): void {
	const sum = (sums[queue] ??= noMeasures());
	addMeasures(sum, { ...noMeasures(), ...row });
}

/** By window, and `today` in the zone. */
export async function witnessSums(
	{ clickhouse, tenant, nowMs }: Asked,
	zone: string
): Promise<Record<'15m' | '30m' | '60m' | 'today', SumsByQueue>> {
	const midnight = startOfDayMs(nowMs, zone);
	const [from15, from30, from60] = [15, 30, 60].map((minutes) => nowMs - minutes * MINUTE_MS);
	const rows = await clickhouse.query('report', liveSums, {
		tenant,
		fromS: Math.floor(Math.min(midnight, from60 ?? 0) / 1000),
		from15: from15 ?? 0,
		from30: from30 ?? 0,
		from60: from60 ?? 0,
		midnight
	});
	const sums = { '15m': {}, '30m': {}, '60m': {}, today: {} };
	for (const row of rows) {
		for (const [window, minutes] of Object.entries(ROLLING_MINUTES)) {
			if (row.minutes > 0 && row.minutes <= minutes)
				addTo(sums[window as keyof typeof ROLLING_MINUTES], row.queue, measuresIn(row));
		}
		if (row.today === 1) addTo(sums.today, row.queue, measuresIn(row));
	}
	return sums;
}

/** By quarter and queue, since a quarter of an hour. */
export async function witnessQuarters(
	{ clickhouse, tenant }: Asked,
	fromMs: number
): Promise<Partial<Record<string, SumsByQueue>>> {
	const quarters: Partial<Record<string, SumsByQueue>> = {};
	const rows = await clickhouse.query('report', liveTrend, { tenant, fromS: fromMs / 1000 });
	for (const row of rows)
		addTo((quarters[row.intervalStartS * 1000] ??= {}), row.queue, measuresIn(row));
	return quarters;
}

/** The first quarter of the trend. */
export const trendFrom = (nowMs: number): number =>
	Math.floor((nowMs - 4 * 60 * MINUTE_MS) / QUARTER_MS + 1) * QUARTER_MS;

function measuresIn(row: Partial<Measures>): Partial<Measures> {
	return Object.fromEntries(
		Object.keys(segmentMeasureFields).map((measure) => [measure, row[measure as keyof Measures]])
	);
}
