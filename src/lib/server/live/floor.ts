/** The state of the floor that boards are computed from: read by a handful of questions for all boards together. */
import { addMeasures, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { QUARTER_MS, startOfDayMs } from '#lib/domain/metrics/interval.ts';
import { ROLLING_MINUTES } from '#lib/domain/boards/board.ts';
import type { Window } from '#lib/domain/boards/board.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { liveAgents } from '../queries/live-agents.ts';
import { liveSince, liveTrend } from '../queries/live-since.ts';
import { liveWaiting } from '../queries/live-waiting.ts';
import { liveWindows } from '../queries/live-windows.ts';
import { queueSettings } from '../queries/queue-settings.ts';

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
}

export const EMPTY_FLOOR: Floor = {
	waiting: new Map(),
	rolling: { '15m': new Map(), '30m': new Map(), '60m': new Map() },
	today: new Map(),
	agents: [],
	trend: new Map(),
	queues: new Map()
};

/** What the boards that are looked at use: the rest is not asked. */
export interface FloorNeeds {
	readonly rolling: boolean;
	readonly todayZones: ReadonlySet<string>;
	readonly agents: boolean;
	readonly trend: boolean;
	/** Settings and trend change slowly and are asked with every few readings only. */
	readonly slow: boolean;
}

const MINUTE_MS = 60_000;
const TREND_MS = 4 * 60 * MINUTE_MS;

/** Messages are not asked for on a wall: their measures are 0 here and no tile shows them. */
const withMessages = (row: Partial<Measures>): Measures => ({ ...noMeasures(), ...row });

interface ReadOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly nowMs: number;
	readonly needs: FloorNeeds;
	readonly before: Floor;
}

async function readRolling({ clickhouse, tenant, nowMs }: ReadOptions): Promise<Floor['rolling']> {
	const rows = await clickhouse.query('live', liveWindows, {
		tenant,
		from15: nowMs - 15 * MINUTE_MS,
		from30: nowMs - 30 * MINUTE_MS,
		from60: nowMs - 60 * MINUTE_MS
	});
	const within = (minutes: number): ByQueue => {
		const sums = new Map<string, Measures>();
		for (const row of rows) {
			if (row.minutes > minutes) continue;
			const sum = sums.get(row.queue) ?? noMeasures();
			addMeasures(sum, withMessages(row));
			sums.set(row.queue, sum);
		}
		return sums;
	};
	return {
		'15m': within(ROLLING_MINUTES['15m']),
		'30m': within(ROLLING_MINUTES['30m']),
		'60m': within(ROLLING_MINUTES['60m'])
	};
}

async function readToday({
	clickhouse,
	tenant,
	nowMs,
	needs
}: ReadOptions): Promise<Floor['today']> {
	const zones = [...needs.todayZones];
	const answers = await Promise.all(
		zones.map(async (zone): Promise<[string, ByQueue]> => {
			// Midnight of the zone at this reading, so that a board left on overnight starts the new day.
			const fromS = Math.floor(startOfDayMs(nowMs, zone) / 1000);
			const rows = await clickhouse.query('live', liveSince, { tenant, fromS });
			return [zone, new Map(rows.map((row) => [row.queue, withMessages(row)]))];
		})
	);
	return new Map(answers);
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

/** Rejects with QueryError when the database does not answer; what was not needed is kept from before. */
export async function readFloor(options: ReadOptions): Promise<Floor> {
	const { clickhouse, tenant, needs, before } = options;
	const [waiting, rolling, today, agents, trend, queues] = await Promise.all([
		readWaiting(options),
		needs.rolling ? readRolling(options) : before.rolling,
		needs.todayZones.size > 0 ? readToday(options) : before.today,
		needs.agents ? clickhouse.query('live', liveAgents, { tenant }) : before.agents,
		needs.trend && needs.slow ? readTrend(options) : before.trend,
		needs.slow ? readQueues(options) : before.queues
	]);
	return { waiting, rolling, today, agents, trend, queues };
}
