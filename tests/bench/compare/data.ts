/** The events all systems are fed with: made by the engine from a seed, and read back from it for the others. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createClient } from '@clickhouse/client';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import { loadSpan, settle } from '../queries/centre.ts';
import { DAY_MS, HOUR_MS } from './moment.ts';
import type { Moment } from './moment.ts';

export interface DataOptions {
	readonly contacts: number;
	readonly seed: number;
	readonly moment: Moment;
}

/** Today and the 29 days before it. */
export const DAYS = 30;
/** Who waits now: a number that is not one or two, as on a bad afternoon. */
const WAITING_SHARE = 1 / 1000;
const LEAST_WAITING = 40;
const AT_ONCE = 20_000;
const WAITING_FIRST = 1_000_000_000;

export const dataFromMs = ({ midnightMs }: Moment): number => midnightMs - (DAYS - 1) * DAY_MS;

/** Nothing of it lies after `nowMs`, and the hours that are over have their sums, as after a night. */
export async function loadData(
	clickhouse: ClickHouse,
	{ contacts, seed, moment }: DataOptions
): Promise<void> {
	const { nowMs } = moment;
	const [fromMs, span] = [dataFromMs(moment), nowMs - dataFromMs(moment)];
	for (let first = 0; first < contacts; first += AT_ONCE) {
		const count = Math.min(AT_ONCE, contacts - first);
		await loadSpan(clickhouse, {
			fromMs: Math.floor(fromMs + (span * first) / contacts),
			toMs: Math.floor(fromMs + (span * (first + count)) / contacts),
			...{ contacts: count, first, seed, untilMs: nowMs }
		});
	}
	await loadSpan(clickhouse, {
		fromMs: nowMs - HOUR_MS / 4,
		toMs: nowMs,
		contacts: Math.max(LEAST_WAITING, Math.round(contacts * WAITING_SHARE)),
		...{ first: WAITING_FIRST, seed, untilMs: nowMs, waitMs: HOUR_MS }
	});
	await settle(clickhouse, nowMs);
}

export const EVENT_COLUMNS = [
	...['event_id', 'name', 'subject', 'at_ms'],
	...['queue', 'agent', 'channel']
] as const;

/** Of our table, in the columns the others have. */
export const SELECT_EVENTS = `SELECT concat(event_id, '@', source) AS event_id, name, subject, toUnixTimestamp64Milli(occurred_at) AS at_ms, queue, agent, channel FROM events FINAL`;

/** Tab-separated, in the order of time. */
export async function exportEvents(connection: Connection, file: string): Promise<void> {
	const client = createClient({
		url: connection.url,
		...connection.lanes.ingest,
		database: connection.database,
		http_headers: connection.headers
	});
	try {
		const { stream } = await client.exec({
			query: `${SELECT_EVENTS} ORDER BY at_ms, event_id FORMAT TSV`
		});
		await pipeline(stream, createWriteStream(file));
	} finally {
		await client.close();
	}
}
