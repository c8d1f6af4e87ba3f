/**
 * A centre for the bench, made by the engine itself from a running number: eight queues on four channels, two hundred agents,
 * calls that wait up to 40 seconds, 7 % of them abandoned. The same numbers and the same seed give the same contacts.
 */
import type { Touched } from '#lib/domain/events/notice.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { rollUp } from '../../../clickhouse/roll-up.ts';
import { placementHourOf } from '../../../ingest/write/placement.ts';

const DAY_MS = 86_400_000;
const QUEUES = 8;

/** Events of one contact: name, rank, milliseconds after it began, who. */
const STEPS = `arrayFilter(step -> step.2 > 0, [
	('interaction.created', 1, 0, ''),
	('interaction.queued', 2, 1000, ''),
	(if(lost, 'interaction.abandoned', 'interaction.offered'), if(lost, 9, 3), if(lost, 1000 + wait, 900 + wait), ''),
	('interaction.accepted', if(lost, 0, 5), 1000 + wait, ''),
	('interaction.message', if(lost, 0, 7), 6000 + wait, 'customer'),
	('interaction.message', if(lost, 0, 7), 25000 + wait, 'agent'),
	('interaction.ended', 10, 1000 + wait + if(lost, 500, talk), 'customer'),
	('interaction.wrapped', if(lost, 0, 11), 1000 + wait + talk + acw, '')])`;

const CONTACTS = `SELECT
	number AS i,
	fromUnixTimestamp64Milli({fromMs: Int64} + intDiv(toInt64(number - {first: UInt64}) * {spanMs: Int64}, {count: Int64})) AS began,
	number % ${QUEUES} AS q,
	if({waitMs: UInt64} > 0, {waitMs: UInt64}, sipHash64(number, 1, {seed: UInt32}) % 40000) AS wait,
	{waitMs: UInt64} = 0 AND sipHash64(number, 2, {seed: UInt32}) % 100 < 7 AS lost,
	60000 + sipHash64(number, 3, {seed: UInt32}) % 400000 AS talk,
	sipHash64(number, 4, {seed: UInt32}) % 60000 AS acw,
	concat('agent-', toString(sipHash64(number, 5, {seed: UInt32}) % 200)) AS answerer,
	arrayJoin(${STEPS}) AS step
	FROM numbers({first: UInt64}, {count: UInt64})`;

const INSERT = `INSERT INTO events (tenant, placement_hour, subject, occurred_at, sequence, type_rank, source, event_id, name, type, segment, queue, agent, channel, actor, customer, resolved, data, attributes, received_at, batch_id)
	SELECT 'default', toStartOfFifteenMinutes(began), concat('contact-', toString(i)), began + toIntervalMillisecond(step.3), '', step.2, '//bench',
		concat(toString(i), '-', toString(step.2), '-', step.4), step.1, concat('atalaya.', step.1, '.v1'),
		if(step.2 = 1, 0, 1), if(step.2 = 2, concat('queue-', toString(q)), ''), if(step.2 IN (3, 5, 11) OR step.4 = 'agent', answerer, ''),
		if(step.2 = 1, multiIf(q < 5, 'voice', q = 5, 'chat', q = 6, 'whatsapp', 'email'), ''), step.4,
		if(step.2 = 1, concat('customer-', toString(sipHash64(i, 6) % 300000)), ''), if(step.2 = 11, 1, -1),
		'{}', '{}', now64(3), 'bench'
	FROM (${CONTACTS})
	WHERE toUnixTimestamp64Milli(began) + step.3 <= {untilMs: Int64}
	SETTINGS max_insert_block_size = 262144, max_threads = 2, max_partitions_per_insert_block = 10000`;

export interface Span {
	readonly fromMs: number;
	readonly toMs: number;
	/** How many began in it, spread evenly. */
	readonly contacts: number;
	/** Number of the first of them. */
	readonly first: number;
	readonly seed?: number;
	/** What would happen later has not happened yet. */
	readonly untilMs?: number;
	/** All wait as long as this, and none gives up. */
	readonly waitMs?: number;
}

/** Later than anything that is loaded. */
const NEVER_MS = 4_102_444_800_000;

export async function loadSpan(
	clickhouse: ClickHouse,
	{ fromMs, toMs, contacts, first, seed = 0, untilMs = NEVER_MS, waitMs = 0 }: Span
): Promise<void> {
	const spanMs = toMs - fromMs;
	const params = { fromMs, spanMs, first, count: contacts, seed, untilMs, waitMs };
	await clickhouse.command('bench-load', INSERT, params);
}

interface Day {
	/** 0 is today. */
	readonly daysAgo: number;
	readonly contacts: number;
	readonly nowMs: number;
}

/** Contacts of one day; of today up to now. */
export async function loadDay(
	clickhouse: ClickHouse,
	{ daysAgo, contacts, nowMs }: Day
): Promise<void> {
	const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const fromMs = today - daysAgo * DAY_MS;
	const toMs = daysAgo === 0 ? nowMs : fromMs + DAY_MS;
	await loadSpan(clickhouse, { fromMs, toMs, contacts, first: daysAgo * contacts });
}

/** The contacts of today that began last, as a commit notice names them. */
export function latestContacts({
	contacts,
	nowMs,
	most
}: {
	readonly contacts: number;
	readonly nowMs: number;
	readonly most: number;
}): Touched {
	const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const byHour = new Map<number, string[]>();
	for (let index = Math.max(0, contacts - most); index < contacts; index++) {
		const began = today + Math.floor((index * (nowMs - today)) / contacts);
		const hourS = placementHourOf(began) / 1000;
		byHour.set(hourS, [...(byHour.get(hourS) ?? []), `contact-${index}`]);
	}
	return [...byHour];
}

/**
 * As after a night: the hours that are over were last touched when they ended, and have their sums. The bench has written
 * all of them within minutes.
 */
export async function settle(clickhouse: ClickHouse, nowMs: number): Promise<void> {
	await commandOnShards(clickhouse, 'bench-settle', 'OPTIMIZE TABLE touched_hours FINAL');
	await commandOnShards(
		clickhouse,
		'bench-settle',
		`ALTER TABLE touched_hours UPDATE touched_at = least(touched_at, placement_hour + toIntervalMinute(30)) WHERE 1 SETTINGS mutations_sync = 1`
	);
	for (let pending = 1; pending > 0;) {
		({ pending } = await rollUp(clickhouse, { tenant: 'default', nowMs }));
	}
}
