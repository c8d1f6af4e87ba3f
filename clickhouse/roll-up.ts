/**
 * Recomputes the roll-up of placement hours whose events have come to rest. Numbers never depend on it: an hour without a
 * current roll is read from its facts, which is slower and gives the same.
 */
import { Type } from '@sinclair/typebox';
import { COUNTED_BY, SKETCHES } from '#lib/domain/metrics/measures.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import {
	MEASURE_COLUMNS,
	SKETCH_COLUMNS,
	SKETCH_FUNCTION
} from '#lib/server/queries/measure-columns.ts';
import { closeHours } from '#lib/server/queries/closed-hours.ts';
import { readFactDays } from '#lib/server/queries/table-ttl.ts';
import { OpeningsKeeper } from './queue-openings.ts';

/** Why it asks everything. */
const OWN_HOURS = {
	none: 'the roller sums every hour alike, for everybody who asks later'
} as const;

/**
 * An hour is rolled when nothing was added to it for this long. Longer than an insert may take (60 s), so that no insert
 * stamped before the roll becomes visible after it.
 */
export const QUIET_MS = 90_000;
const HOURS_PER_RUN = 288;
/** Superseded rows stay this long for the questions that are still reading them. */
const KEEP_SUPERSEDED_MS = 10 * 60_000;

const hoursToRoll = defineQuery({
	name: 'roll-up-hours',
	sql: `SELECT toUnixTimestamp(placement_hour) AS hour, toString(toUnixTimestamp64Milli(touched_at)) AS coversMs, toString(rules) AS rules, count() OVER () AS pending
		FROM hour_rolls
		WHERE tenant = {tenant: String} AND is_current = 0
			AND touched_at <= now64(3) - toIntervalMillisecond({quietMs: UInt32})
		ORDER BY placement_hour
		LIMIT {most: UInt32}`,
	scope: OWN_HOURS,
	params: Type.Object({ tenant: Type.String(), quietMs: Type.Integer(), most: Type.Integer() }),
	row: Type.Object({
		hour: Type.Integer(),
		coversMs: Type.String(),
		rules: Type.String(),
		pending: Type.Integer()
	})
});

const supersededRolls = defineQuery({
	name: 'roll-up-superseded',
	sql: `SELECT count() AS rows FROM metric_rolls AS r
		LEFT JOIN (SELECT tenant, placement_hour, roll_id FROM rolled_hours FINAL) AS h
			ON h.tenant = r.tenant AND h.placement_hour = r.placement_hour
		WHERE r.roll_id < h.roll_id AND h.roll_id < (toUnixTimestamp64Milli(now64(3)) - {keepMs: UInt64}) * 1000`,
	scope: OWN_HOURS,
	params: Type.Object({ keepMs: Type.Integer() }),
	row: Type.Object({ rows: Type.Integer() })
});

const SUMS = [...Object.values(MEASURE_COLUMNS), 'skewed'];

const ROLL = `INSERT INTO metric_rolls (tenant, interval_start, queue, channel, agent, placement_hour, roll_id, ${SUMS.join(', ')}, ${SKETCHES.map((sketch) => SKETCH_COLUMNS[sketch]).join(', ')})
	SELECT b.tenant, toStartOfFifteenMinutes(b.booked_at) AS bucket, b.queue, b.channel, b.agent, b.placement_hour, {roll: UInt64},
		${SUMS.map((column) => `sum(b.${column})`).join(', ')},
		${SKETCHES.map((sketch) => `${SKETCH_FUNCTION.replace('(', 'StateIf(')}(toFloat64(b.${MEASURE_COLUMNS[sketch]}), b.${MEASURE_COLUMNS[COUNTED_BY[sketch]]} > 0)`).join(', ')}
	FROM bookings AS b
	WHERE b.tenant = {tenant: String} AND b.placement_hour IN {hours: Array(DateTime('UTC'))}
	GROUP BY b.tenant, bucket, b.queue, b.channel, b.agent, b.placement_hour`;

const FORGET = `DELETE FROM metric_rolls WHERE (tenant, placement_hour, roll_id) IN (
	SELECT r.tenant, r.placement_hour, r.roll_id FROM metric_rolls AS r
	INNER JOIN (SELECT tenant, placement_hour, roll_id FROM rolled_hours FINAL) AS h
		ON h.tenant = r.tenant AND h.placement_hour = r.placement_hour
	WHERE r.roll_id < h.roll_id AND h.roll_id < (toUnixTimestamp64Milli(now64(3)) - {keepMs: UInt64}) * 1000)`;

export interface RollUpOptions {
	readonly tenant: string;
	/** Clock of the run. */
	readonly nowMs: number;
	/** 0 only where nobody else writes (a rebuild). */
	readonly quietMs?: number;
}

/** One run: how many hours were rolled, and how many still wait. Each shard sums up its own part of an hour. */
export async function rollUp(
	clickhouse: ClickHouse,
	options: RollUpOptions
): Promise<{ rolled: number; pending: number }> {
	let rolled = 0;
	let pending = 0;
	for (const shard of await clickhouse.shards()) {
		const run = await rollUpShard(shard, options);
		rolled += run.rolled;
		pending += run.pending;
	}
	return { rolled, pending };
}

async function rollUpShard(
	clickhouse: ClickHouse,
	{ tenant, nowMs, quietMs = QUIET_MS }: RollUpOptions
): Promise<{ rolled: number; pending: number }> {
	const hours = await clickhouse.query('ingest', hoursToRoll, {
		tenant,
		quietMs,
		most: HOURS_PER_RUN
	});
	if (hours.length === 0) return { rolled: 0, pending: 0 };
	// Rises with the clock; the last digits keep two processes that roll in the same millisecond apart.
	const roll = nowMs * 1000 + Math.floor(Math.random() * 1000);
	await clickhouse.command('roll-up', ROLL, {
		tenant,
		roll,
		hours: hours.map(({ hour }) => new Date(hour * 1000))
	});
	// The switch: until these rows are in, readers take the facts.
	const lines = hours.map(({ hour, coversMs, rules }) =>
		JSON.stringify({
			tenant,
			placement_hour: new Date(hour * 1000).toISOString(),
			roll_id: roll,
			covers: new Date(Number(coversMs)).toISOString(),
			rules
		})
	);
	await clickhouse.insert('rolled_hours', lines.join('\n'), { token: `rolled-${tenant}-${roll}` });
	return { rolled: hours.length, pending: (hours[0]?.pending ?? hours.length) - hours.length };
}

/** Deletes rows of superseded rolls; true when there were any. */
export async function forgetSupersededRolls(clickhouse: ClickHouse): Promise<boolean> {
	let hadAny = false;
	for (const shard of await clickhouse.shards()) {
		const [found] = await shard.query('ingest', supersededRolls, { keepMs: KEEP_SUPERSEDED_MS });
		if (!found || found.rows === 0) continue;
		await shard.command('roll-up-forget', FORGET, { keepMs: KEEP_SUPERSEDED_MS });
		hadAny = true;
	}
	return hadAny;
}

/** By the age that each shard deletes by. */
async function closeDueHours(clickhouse: ClickHouse): Promise<void> {
	for (const shard of await clickhouse.shards()) {
		const factDays = await readFactDays(shard);
		if (factDays > 0) await closeHours(shard, factDays);
	}
}

export interface RollerOptions {
	/** Throws while there is none. */
	readonly clickhouse: () => ClickHouse;
	readonly tenant: string;
	/** Of queues that name none. */
	readonly zone: string;
	readonly now: () => number;
	readonly everyMs: number;
	readonly onSuccess: () => void;
	readonly onError: (error: unknown) => void;
}

/** Rolls up from time to time; the returned function ends it once the present run is over. */
export function startRoller({
	clickhouse,
	tenant,
	zone,
	now,
	everyMs,
	onSuccess,
	onError
}: RollerOptions): () => Promise<void> {
	let stopped = false;
	let running: Promise<void> = Promise.resolve();
	let timer: NodeJS.Timeout;
	const openings = new OpeningsKeeper({ tenant, zone });
	const run = async (): Promise<void> => {
		try {
			const database = clickhouse();
			// First, so that nothing is summed up with the openings of former schedules.
			await openings.refresh(database, now());
			await closeDueHours(database);
			let pending = 1;
			while (pending > 0 && !stopped)
				({ pending } = await rollUp(database, { tenant, nowMs: now() }));
			if (!stopped) await forgetSupersededRolls(database);
			if (!stopped) await openings.forget(database, now());
			onSuccess();
		} catch (error) {
			onError(error);
		}
	};
	const again = (): void => {
		timer = setTimeout(() => {
			running = run().finally(() => {
				if (!stopped) again();
			});
		}, everyMs);
	};
	again();
	return async () => {
		stopped = true;
		clearTimeout(timer);
		await running;
	};
}
