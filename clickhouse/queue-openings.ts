/**
 * Keeps `queue_openings` in step with the schedules of queues: the table business time is read from. A change of a schedule,
 * an older contact or a new day makes a whole new generation, which then takes the place of the former in one insert.
 */
import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { WeeklyHours } from '#lib/domain/queues/business-hours.ts';
import { openSpans, scheduledFrom } from '#lib/domain/queues/open-time.ts';
import type { OpenSpan, ScheduleVersion } from '#lib/domain/queues/open-time.ts';
import { Holiday, MOST_HOLIDAYS } from '#lib/domain/queues/queue-version.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import {
	earliestEvent,
	openingGenerations,
	queueSchedules,
	scheduleFeeder,
	supersededOpenings
} from './opening-questions.ts';

const DAY_MS = 86_400_000;
/** No contact is later than a day from now; the rest is for an ingest that stands still for a while. */
const AHEAD_MS = 60 * DAY_MS;
/** Contacts older than that have no business time. */
const MOST_YEARS = 20;
/** Superseded generations stay this long for the questions that are still reading them. */
const KEEP_SUPERSEDED_MS = 10 * 60_000;
/** Inserts become visible up to a minute after they are stamped. */
const TOUCH_MARGIN_MS = 5 * 60_000;
const MOST_LINES = 20_000;
/** Raised when the same schedules are to give other spans. */
const SPANS_VERSION = 1;

const hoursCheck = TypeCompiler.Compile(Type.Union([Type.Null(), WeeklyHours]));
/** Only the dates count; whatever else a producer says of a holiday is its own matter. */
const holidaysCheck = TypeCompiler.Compile(
	Type.Array(Type.Pick(Holiday, ['date'], { additionalProperties: true }), {
		maxItems: MOST_HOLIDAYS
	})
);

/** Null: not said, or said in a way that cannot be read. */
function parsed<T extends typeof hoursCheck | typeof holidaysCheck>(
	text: string,
	check: T
): { value: T extends TypeCheck<infer S> ? Static<S> : never } | null {
	if (text === '') return null;
	try {
		const value: unknown = JSON.parse(text);
		return check.Check(value) ? { value: value as never } : null;
	} catch {
		return null;
	}
}

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return zone !== '';
	} catch {
		return false;
	}
}

async function readSchedules(
	clickhouse: ClickHouse,
	tenant: string
): Promise<Map<string, ScheduleVersion[]>> {
	const queues = new Map<string, ScheduleVersion[]>();
	for (const row of await clickhouse.query('ingest', queueSchedules, { tenant })) {
		const hours = parsed(row.hours, hoursCheck);
		const version: ScheduleVersion = {
			validFromMs: row.validFromMs,
			zone: isZone(row.zone) ? row.zone : null,
			hours: hours && (hours.value ?? 'always'),
			holidays:
				parsed(row.holidays, holidaysCheck)?.value.map(({ date }) => ({ date, name: '' })) ?? null
		};
		queues.set(row.queue, [...(queues.get(row.queue) ?? []), version]);
	}
	for (const [queue, versions] of queues)
		if (scheduledFrom(versions) === null) queues.delete(queue);
	return queues;
}

/** A number that stands for all that the spans are made of, but not for the moment up to which they go. */
function fingerprint(
	schedules: ReadonlyMap<string, readonly ScheduleVersion[]>,
	coveredFromMs: number,
	zone: string
): string {
	const text = JSON.stringify([SPANS_VERSION, zone, coveredFromMs, [...schedules]]);
	return createHash('sha256').update(text).digest().readBigUInt64BE().toString();
}

const startOfYear = (ms: number): number => Date.UTC(new Date(ms).getUTCFullYear(), 0, 1);

export interface OpeningsOptions {
	readonly tenant: string;
	/** Of queues that name none. */
	readonly zone: string;
}

export class OpeningsKeeper {
	readonly #tenant: string;
	readonly #zone: string;
	/** Up to here hours were looked through for older contacts. */
	#lookedMs = 0;
	#earliestMs = Infinity;
	#isFed = false;

	constructor({ tenant, zone }: OpeningsOptions) {
		this.#tenant = tenant;
		this.#zone = zone;
	}

	/** True when there is a new generation. Must be over before hours are rolled up. */
	async refresh(clickhouse: ClickHouse, nowMs: number): Promise<boolean> {
		await this.#feed(clickhouse);
		const schedules = await readSchedules(clickhouse, this.#tenant);
		const [present] = await clickhouse.query('ingest', openingGenerations, {
			tenant: this.#tenant
		});
		if (schedules.size === 0 && !present) return false;
		const fromMs = Math.min(
			await this.#coveredFrom(clickhouse, nowMs),
			present?.coveredFromMs ?? Infinity
		);
		const rules = fingerprint(schedules, fromMs, this.#zone);
		const isPresent =
			present?.schedules === rules && present.coveredToMs > nowMs + AHEAD_MS - DAY_MS;
		if (isPresent) return false;
		// Rises with the clock, and where that was put back; the last digits keep two processes of a millisecond apart.
		const generation = Math.max(
			nowMs * 1000 + Math.floor(Math.random() * 1000),
			(present?.generation ?? 0) + 1
		);
		const range = { fromMs, toMs: nowMs + AHEAD_MS };
		await this.#write(clickhouse, schedules, range, { generation, rules });
		return true;
	}

	/** Deletes generations nobody reads any more. */
	async forget(clickhouse: ClickHouse, nowMs: number): Promise<void> {
		const tenant = this.#tenant;
		const [present] = await clickhouse.query('ingest', openingGenerations, { tenant });
		if (!present || present.generation >= (nowMs - KEEP_SUPERSEDED_MS) * 1000) return;
		const params = { tenant, present: present.generation };
		const [found] = await clickhouse.query('ingest', supersededOpenings, params);
		if (!found || found.rows === 0) return;
		await commandOnShards(
			clickhouse,
			'openings-forget',
			'DELETE FROM queue_openings WHERE tenant = {tenant: String} AND generation < {present: UInt64}',
			params
		);
	}

	/** Once a process: settings that were told before the table was there are in the events only. */
	async #feed(clickhouse: ClickHouse): Promise<void> {
		if (this.#isFed) return;
		for (const shard of await clickhouse.shards()) {
			const [feeder] = await shard.query('ingest', scheduleFeeder, {});
			if (feeder)
				await shard.command('openings-feed', `INSERT INTO queue_schedules ${feeder.select}`);
		}
		this.#isFed = true;
	}

	/** The first of January before the oldest event: it seldom moves, and moving makes every roll-up anew. */
	async #coveredFrom(clickhouse: ClickHouse, nowMs: number): Promise<number> {
		const [found] = await clickhouse.query('ingest', earliestEvent, {
			tenant: this.#tenant,
			sinceMs: Math.max(0, this.#lookedMs - TOUCH_MARGIN_MS)
		});
		if (found && found.contacts > 0)
			this.#earliestMs = Math.min(this.#earliestMs, found.earliestMs);
		this.#lookedMs = found?.askedMs ?? 0;
		const oldestMs = startOfYear(nowMs - MOST_YEARS * 365.25 * DAY_MS);
		return Math.max(oldestMs, startOfYear(Math.min(this.#earliestMs, nowMs) - DAY_MS));
	}

	async #write(
		clickhouse: ClickHouse,
		schedules: ReadonlyMap<string, readonly ScheduleVersion[]>,
		range: OpenSpan,
		{ generation, rules }: { generation: number; rules: string }
	): Promise<void> {
		const tenant = this.#tenant;
		let lines: string[] = [];
		let part = 0;
		const flush = async (): Promise<void> => {
			if (lines.length === 0) return;
			part += 1;
			const token = `openings-${tenant}-${generation}-${part}`;
			await clickhouse.insert('queue_openings', lines.join('\n'), { token });
			lines = [];
		};
		for (const [queue, versions] of schedules) {
			lines.push(...openingLines(versions, range, this.#zone, { tenant, generation, queue }));
			if (lines.length >= MOST_LINES) await flush();
			// Years of a hundred queues take a second: nobody waits for it.
			else await new Promise(setImmediate);
		}
		await flush();
		// The switch: until this row is in, the former generation counts.
		const switchLine = JSON.stringify({
			tenant,
			generation,
			schedules: rules,
			covered_from: new Date(range.fromMs).toISOString(),
			covered_to: new Date(range.toMs).toISOString()
		});
		await clickhouse.insert('opening_generations', switchLine, {
			token: `opened-${tenant}-${generation}`
		});
	}
}

/** Rows of one queue: an empty span where its schedule begins, then those in which it is open. */
function openingLines(
	versions: readonly ScheduleVersion[],
	range: OpenSpan,
	zone: string,
	place: { tenant: string; generation: number; queue: string }
): string[] {
	const firstMs = Math.max(scheduledFrom(versions) ?? Infinity, range.fromMs);
	if (firstMs >= range.toMs) return [];
	const spans = openSpans(versions, range, zone);
	const marked =
		spans[0]?.fromMs === firstMs ? spans : [{ fromMs: firstMs, toMs: firstMs }, ...spans];
	let openedMs = 0;
	return marked.map(({ fromMs, toMs }) => {
		const line = JSON.stringify({
			...place,
			open_from: new Date(fromMs).toISOString(),
			open_to: new Date(toMs).toISOString(),
			opened_before_ms: openedMs
		});
		openedMs += toMs - fromMs;
		return line;
	});
}
