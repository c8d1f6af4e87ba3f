/** The state of the floor that boards are computed from: read by a handful of questions for all boards together. */
import { addMeasures, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { QUARTER_MS, startOfDayMs } from '#lib/domain/metrics/interval.ts';
import type { UsualDay } from '#lib/domain/outlook/usual-day.ts';
import { ROLLING_MINUTES } from '#lib/domain/boards/board.ts';
import type { Window } from '#lib/domain/boards/board.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { liveAgents } from '../queries/live-agents.ts';
import { liveSince, liveTrend } from '../queries/live-since.ts';
import { liveWaiting } from '../queries/live-waiting.ts';
import { liveSums } from '../queries/live-sums.ts';
import { queueSettings } from '../queries/queue-settings.ts';
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
const ROLLING = Object.entries(ROLLING_MINUTES) as [keyof typeof ROLLING_MINUTES, number][];

/** Messages are not asked for on a wall: their measures are 0 here and no tile shows them. */
const withMessages = (row: Partial<Measures>): Measures => ({ ...noMeasures(), ...row });

interface ReadOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly nowMs: number;
	readonly needs: BoardNeeds;
	readonly before: Floor;
}

type Sums = Pick<Floor, 'rolling' | 'today'>;

function addTo(sums: Map<string, Measures>, queue: string, part: Measures): void {
	const sum = sums.get(queue) ?? noMeasures();
	addMeasures(sum, part);
	sums.set(queue, sum);
}

/** The rolling windows, and today in one zone. */
async function readSums({ clickhouse, tenant, nowMs }: ReadOptions, zone: string): Promise<Sums> {
	// Midnight of the zone at this reading, so that a board left on overnight starts the new day.
	const midnight = startOfDayMs(nowMs, zone);
	const from60 = nowMs - 60 * MINUTE_MS;
	const rows = await clickhouse.query('live', liveSums, {
		tenant,
		fromS: Math.floor(Math.min(midnight, from60) / 1000),
		from15: nowMs - 15 * MINUTE_MS,
		from30: nowMs - 30 * MINUTE_MS,
		from60,
		midnight
	});
	const rolling = {
		'15m': new Map<string, Measures>(),
		'30m': new Map<string, Measures>(),
		'60m': new Map<string, Measures>()
	};
	const today = new Map<string, Measures>();
	for (const row of rows) {
		const part = withMessages(row);
		for (const [window, minutes] of ROLLING) {
			if (row.minutes > 0 && row.minutes <= minutes) addTo(rolling[window], row.queue, part);
		}
		if (row.today === 1) addTo(today, row.queue, part);
	}
	return { rolling, today: new Map([[zone, today]]) };
}

async function readDay(
	{ clickhouse, tenant, nowMs }: ReadOptions,
	zone: string
): Promise<[string, ByQueue]> {
	const fromS = Math.floor(startOfDayMs(nowMs, zone) / 1000);
	const rows = await clickhouse.query('live', liveSince, { tenant, fromS });
	return [zone, new Map(rows.map((row) => [row.queue, withMessages(row)]))];
}

/** One question for the windows and the first zone; boards of other zones cost one more each. */
async function readWindows(options: ReadOptions): Promise<Sums> {
	const { needs, before } = options;
	const [first, ...others] = needs.todayZones;
	if (first === undefined && !needs.rolling) return before;
	const [sums, ...days] = await Promise.all([
		readSums(options, first ?? 'UTC'),
		...others.map((zone) => readDay(options, zone))
	]);
	return { rolling: sums.rolling, today: new Map([...sums.today, ...days]) };
}

async function readTrend({ clickhouse, tenant, nowMs }: ReadOptions): Promise<Floor['trend']> {
	const fromMs = Math.floor((nowMs - TREND_MS) / QUARTER_MS + 1) * QUARTER_MS;
	const rows = await clickhouse.query('live', liveTrend, { tenant, fromS: fromMs / 1000 });
	const trend = new Map<string, TrendBucket[]>();
	for (const row of rows) {
		const buckets = trend.get(row.queue) ?? [];
		buckets.push({ startMs: row.intervalStartS * 1000, measures: withMessages(row) });
		trend.set(row.queue, buckets);
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

async function readWaiting({ clickhouse, tenant }: ReadOptions): Promise<Floor['waiting']> {
	const rows = await clickhouse.query('live', liveWaiting, { tenant });
	return new Map(rows.map((row) => [row.queue, row]));
}

/** Who waits and who is there. Rejects with QueryError when the database does not answer. */
export async function readPresence(
	options: ReadOptions
): Promise<Pick<Floor, 'waiting' | 'agents'>> {
	const { clickhouse, tenant, needs, before } = options;
	const [waiting, agents] = await Promise.all([
		readWaiting(options),
		needs.agents ? clickhouse.query('live', liveAgents, { tenant }) : before.agents
	]);
	return { waiting, agents };
}

/** Sums of windows; `slow` as well what changes slowly. What is not needed is kept from before. */
export async function readTotals(
	options: ReadOptions,
	slow: boolean
): Promise<Pick<Floor, 'rolling' | 'today' | 'trend' | 'queues'>> {
	const { needs, before } = options;
	const [{ rolling, today }, trend, queues] = await Promise.all([
		readWindows(options),
		needs.trend && slow ? readTrend(options) : before.trend,
		slow ? readQueues(options) : before.queues
	]);
	return { rolling, today, trend, queues };
}
