/** The state of the floor that boards are computed from: read by a handful of questions for all boards together. */
import { noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { QUARTER_MS, startOfDayMs } from '#lib/domain/metrics/interval.ts';
import type { UsualDay } from '#lib/domain/outlook/usual-day.ts';
import { ROLLING_MINUTES } from '#lib/domain/boards/board.ts';
import type { Window } from '#lib/domain/boards/board.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { liveAgents } from '../queries/live-agents.ts';
import { liveWaiting } from '../queries/live-waiting.ts';
import { queueSettings } from '../queries/queue-settings.ts';
import type { FloorLedger } from './ledger/floor-ledger.ts';
import type { BoardNeeds } from './needs.ts';
import type { QualityByQueue } from './quality-sums.ts';

export type Waiting = RowOf<typeof liveWaiting>;
export type AgentNow = RowOf<typeof liveAgents>;
export type QueueSettings = RowOf<typeof queueSettings>;
export type ByQueue = ReadonlyMap<string, Measures>;

export interface TrendBucket {
	readonly startMs: number;
	readonly measures: Measures;
}

export interface Floor {
	readonly waiting: ReadonlyMap<string, Waiting>;
	readonly rolling: Readonly<Record<Exclude<Window, 'today'>, ByQueue>>;
	/** By zone. */
	readonly today: ReadonlyMap<string, ByQueue>;
	readonly agents: readonly AgentNow[];
	/** By queue, oldest bucket first, for every quarter of the last four hours. */
	readonly trend: ReadonlyMap<string, readonly TrendBucket[]>;
	readonly queues: ReadonlyMap<string, QueueSettings>;
	/** By zone: what such a weekday usually brings each queue. */
	readonly usual: ReadonlyMap<string, ReadonlyMap<string, UsualDay>>;
	readonly quality: QualityByQueue;
}

export const EMPTY_FLOOR: Floor = {
	waiting: new Map(),
	rolling: { '15m': new Map(), '30m': new Map(), '60m': new Map() },
	today: new Map(),
	agents: [],
	trend: new Map(),
	queues: new Map(),
	usual: new Map(),
	quality: new Map()
};

const MINUTE_MS = 60_000;
const TREND_MS = 4 * 60 * MINUTE_MS;

interface ReadOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly nowMs: number;
	readonly needs: BoardNeeds;
	readonly before: Floor;
}

export interface TotalsOptions extends ReadOptions {
	readonly ledger: FloorLedger;
}

type Sums = Pick<Floor, 'rolling' | 'today'>;

/** The rolling windows, and today in each zone. Boards that show neither keep what was there before. */
function sumsOf({ ledger, nowMs, needs, before }: TotalsOptions): Sums {
	const { todayZones } = needs;
	if (todayZones.size === 0 && !needs.rolling) return before;
	const rolling = ledger.windows({
		'15m': nowMs - ROLLING_MINUTES['15m'] * MINUTE_MS,
		'30m': nowMs - ROLLING_MINUTES['30m'] * MINUTE_MS,
		'60m': nowMs - ROLLING_MINUTES['60m'] * MINUTE_MS
	});
	// Midnight of the zone at this reading, so that a board left on overnight starts the new day.
	const today = [...todayZones].map(
		(zone) => [zone, ledger.since(startOfDayMs(nowMs, zone))] as const
	);
	return { rolling, today: new Map(today) };
}

function trendOf({ ledger, nowMs }: TotalsOptions): Floor['trend'] {
	const fromMs = Math.floor((nowMs - TREND_MS) / QUARTER_MS + 1) * QUARTER_MS;
	const trend = new Map<string, TrendBucket[]>();
	for (const [startMs, byQueue] of ledger.quarters(fromMs)) {
		for (const [queue, measures] of byQueue) {
			const buckets = trend.get(queue) ?? [];
			buckets.push({ startMs, measures });
			trend.set(queue, buckets);
		}
	}
	return new Map(
		[...trend].map(([queue, buckets]) => [queue, withoutHoles(buckets, fromMs, nowMs)])
	);
}

function withoutHoles(
	buckets: readonly TrendBucket[],
	fromMs: number,
	toMs: number
): TrendBucket[] {
	const byStart = new Map(buckets.map((bucket) => [bucket.startMs, bucket]));
	const all: TrendBucket[] = [];
	for (let startMs = fromMs; startMs <= toMs; startMs += QUARTER_MS) {
		all.push(byStart.get(startMs) ?? { startMs, measures: noMeasures() });
	}
	return all;
}

async function readQueues({ clickhouse, tenant }: ReadOptions): Promise<Floor['queues']> {
	const rows = await clickhouse.query('live', queueSettings, { tenant });
	return new Map(rows.map((row) => [row.queue, row]));
}

type Database = Pick<ReadOptions, 'clickhouse' | 'tenant'>;

/** Who waits. Rejects with QueryError when the database does not answer. */
export async function readWaiting({ clickhouse, tenant }: Database): Promise<Floor['waiting']> {
	const rows = await clickhouse.query('live', liveWaiting, { tenant });
	return new Map(rows.map((row) => [row.queue, row]));
}

/** Who is there, by agent. Rejects with QueryError when the database does not answer. */
export const readAgents = ({ clickhouse, tenant }: Database): Promise<Floor['agents']> =>
	clickhouse.query('live', liveAgents, { tenant });

/** Sums of windows; `slow` as well what changes slowly. What is not needed is kept from before. */
export async function readTotals(
	options: TotalsOptions,
	slow: boolean
): Promise<Pick<Floor, 'rolling' | 'today' | 'trend' | 'queues'>> {
	const { ledger, nowMs, needs, before } = options;
	const readsLedger = needs.rolling || needs.todayZones.size > 0 || (needs.trend && slow);
	const [queues] = await Promise.all([
		slow ? readQueues(options) : before.queues,
		readsLedger ? ledger.refresh(nowMs) : undefined
	]);
	const trend = needs.trend && slow ? trendOf(options) : before.trend;
	const { rolling, today } = sumsOf(options);
	return { rolling, today, trend, queues };
}
