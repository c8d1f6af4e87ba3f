/**
 * The same answers from the raw events, as somebody would write them who has nothing but a table of events. In words both
 * databases know; what differs is in `Dialect`.
 */

export interface Dialect {
	readonly events: string;
	/** Milliseconds between two instants. */
	readonly msBetween: (from: string, to: string) => string;
	readonly minIf: (value: string, condition: string) => string;
	readonly maxIf: (value: string, condition: string) => string;
	readonly countIf: (condition: string) => string;
	readonly sumIf: (value: string, condition: string) => string;
	readonly quarter: (instant: string) => string;
	readonly month: (instant: string) => string;
	readonly instant: (ms: number) => string;
}

export const CLICKHOUSE: Dialect = {
	events: 'events FINAL',
	msBetween: (from, to) => `dateDiff('millisecond', ${from}, ${to})`,
	minIf: (value, condition) => `minOrNullIf(${value}, ${condition})`,
	maxIf: (value, condition) => `maxOrNullIf(${value}, ${condition})`,
	countIf: (condition) => `countIf(${condition})`,
	sumIf: (value, condition) => `sumIf(${value}, ${condition})`,
	quarter: (instant) => `toStartOfFifteenMinutes(${instant})`,
	month: (instant) => `toStartOfMonth(${instant})`,
	instant: (ms) => `fromUnixTimestamp64Milli(toInt64(${ms}))`
};

export const POSTGRES: Dialect = {
	events: 'events',
	msBetween: (from, to) => `(extract(epoch from (${to} - ${from})) * 1000)::bigint`,
	minIf: (value, condition) => `min(${value}) filter (where ${condition})`,
	maxIf: (value, condition) => `max(${value}) filter (where ${condition})`,
	countIf: (condition) => `count(*) filter (where ${condition})`,
	sumIf: (value, condition) => `coalesce(sum(${value}) filter (where ${condition}), 0)`,
	quarter: (instant) => `date_bin('15 minutes', ${instant}, timestamp '2000-01-01')`,
	month: (instant) => `date_trunc('month', ${instant})`,
	instant: (ms) => `to_timestamp(${ms / 1000}) at time zone 'UTC'`
};

/** Contacts with an event in the range, a row each. */
function contacts(d: Dialect, fromMs: number, toMs: number): string {
	return `SELECT subject, max(queue) AS queue, max(agent) AS agent,
			${d.minIf('occurred_at', "name = 'interaction.queued'")} AS queued_at,
			${d.minIf('occurred_at', "name = 'interaction.accepted'")} AS accepted_at,
			${d.minIf('occurred_at', "name = 'interaction.abandoned'")} AS abandoned_at,
			${d.maxIf('occurred_at', "name = 'interaction.ended'")} AS ended_at,
			${d.maxIf('occurred_at', "name = 'interaction.wrapped'")} AS wrapped_at
		FROM ${d.events}
		WHERE occurred_at >= ${d.instant(fromMs)} AND occurred_at < ${d.instant(toMs)} AND name LIKE 'interaction.%'
		GROUP BY subject`;
}

const sums = (d: Dialect): string => {
	const wait = d.msBetween('queued_at', 'accepted_at');
	const lost = d.msBetween('queued_at', 'abandoned_at');
	return `${d.countIf('queued_at IS NOT NULL')} AS offered,
		${d.countIf('accepted_at IS NOT NULL')} AS answered,
		${d.countIf(`accepted_at IS NOT NULL AND ${wait} <= 20000`)} AS in_time,
		${d.countIf(`accepted_at IS NULL AND abandoned_at IS NOT NULL AND ${lost} > 5000`)} AS abandoned,
		${d.sumIf(wait, 'accepted_at IS NOT NULL')} AS wait_ms,
		${d.sumIf(d.msBetween('accepted_at', 'coalesce(wrapped_at, ended_at)'), 'accepted_at IS NOT NULL AND ended_at IS NOT NULL')} AS handle_ms`;
};

/** What a wall shows: who waits, the last hour, today. */
export const rawTick = (d: Dialect, midnightMs: number, nowMs: number): string =>
	`SELECT queue, ${sums(d)}, ${d.countIf('accepted_at IS NULL AND abandoned_at IS NULL AND ended_at IS NULL')} AS waiting
		FROM (${contacts(d, midnightMs, nowMs)}) AS c GROUP BY queue`;

export const rawDay = (d: Dialect, fromMs: number, toMs: number): string =>
	`SELECT ${d.quarter('queued_at')} AS bucket, queue, ${sums(d)} FROM (${contacts(d, fromMs, toMs)}) AS c GROUP BY bucket, queue ORDER BY bucket, queue`;

export const rawMonths = (d: Dialect, fromMs: number, toMs: number): string =>
	`SELECT ${d.month('queued_at')} AS bucket, ${sums(d)} FROM (${contacts(d, fromMs, toMs)}) AS c GROUP BY bucket ORDER BY bucket`;

/** The fifty that were answered too late in an hour of one queue, the latest last. */
export const rawList = (d: Dialect, fromMs: number, toMs: number): string =>
	`SELECT subject, queued_at, accepted_at FROM (${contacts(d, fromMs, toMs + 3_600_000)}) AS c
		WHERE queue = 'queue-1' AND queued_at < ${d.instant(toMs)} AND ${d.msBetween('queued_at', 'accepted_at')} > 20000
		ORDER BY queued_at LIMIT 50`;
