/**
 * What a contact is and what it adds to, from nothing but events, as somebody would write it: in words that PostgreSQL,
 * DuckDB and the engine share; what differs is in `Dialect`.
 */
import {
	DEFAULT_THRESHOLD_MS,
	OTHER_THRESHOLD_MS,
	VOICE_SHORT_ABANDON_MS
} from '#lib/domain/metrics/queue-defaults.ts';

export interface Dialect {
	/** The table of events. */
	readonly events: string;
	readonly minIf: (value: string, condition: string) => string;
	readonly maxIf: (value: string, condition: string) => string;
	/** Of whole numbers, downwards. */
	readonly div: (value: string, by: number) => string;
	/** The value of the nearest rank. */
	readonly p90: (value: string) => string;
}

const filtered = (name: string) => (value: string, condition: string) =>
	`${name}(${value}) FILTER (WHERE ${condition})`;
const discrete = (value: string): string => `percentile_disc(0.9) WITHIN GROUP (ORDER BY ${value})`;

export const POSTGRES: Dialect = {
	events: 'events',
	minIf: filtered('min'),
	maxIf: filtered('max'),
	div: (value, by) => `(${value}) / ${by}`,
	p90: discrete
};

export const DUCKDB: Dialect = {
	...POSTGRES,
	div: (value, by) => `(${value}) // ${by}`,
	p90: (value) => `quantile_disc(${value}, 0.9)`
};

export const ENGINE: Dialect = {
	events: 'plain_events',
	minIf: (value, condition) => `minOrNullIf(${value}, ${condition})`,
	maxIf: (value, condition) => `maxOrNullIf(${value}, ${condition})`,
	div: (value, by) => `intDiv(${value}, ${by})`,
	p90: (value) =>
		`arrayElement(arraySort(groupArray(assumeNotNull(${value}))), toUInt32(ceil(count() * 0.9)))`
};

/** Columns of a contact that come from its events, and how: the same for a question and for a trigger. */
export const contactColumns = (d: Dialect): string =>
	`e.subject AS subject, max(e.queue) AS queue, max(e.agent) AS agent, max(e.channel) AS channel,
		${d.minIf('e.at_ms', "e.name = 'interaction.queued'")} AS queued_ms,
		${d.minIf('e.at_ms', "e.name = 'interaction.accepted'")} AS accepted_ms,
		${d.minIf('e.at_ms', "e.name = 'interaction.abandoned'")} AS abandoned_ms,
		${d.maxIf('e.at_ms', "e.name = 'interaction.ended'")} AS ended_ms,
		${d.maxIf('e.at_ms', "e.name = 'interaction.wrapped'")} AS wrapped_ms`;

/** Nobody waits longer in this data: whoever asks about a range has to look this far around it. */
export const LONGEST_CONTACT_MS = 2 * 3_600_000;

/** Contacts with an event in the range or near it, a row each. */
export const contactsBetween = (d: Dialect, fromMs: number, toMs: number): string =>
	`SELECT ${contactColumns(d)} FROM ${d.events} e
		WHERE e.at_ms >= ${fromMs - LONGEST_CONTACT_MS} AND e.at_ms < ${toMs + LONGEST_CONTACT_MS}
		GROUP BY e.subject`;

export const SUMS = [
	...['offered', 'answered', 'abandoned', 'in_time', 'judged'],
	...['wait_ms', 'handled', 'handle_ms']
] as const;

export const sumsOf = (alias: string): string =>
	SUMS.map((sum) => `sum(${alias}.${sum}) AS ${sum}`).join(', ');

const THRESHOLD = `CASE c.channel ${Object.entries(DEFAULT_THRESHOLD_MS)
	.map(([channel, ms]) => `WHEN '${channel}' THEN ${ms}`)
	.join(' ')} ELSE ${OTHER_THRESHOLD_MS} END`;
const SHORT = `CASE c.channel WHEN 'voice' THEN ${VOICE_SHORT_ABANDON_MS} ELSE 0 END`;
const LOST = 'c.accepted_ms IS NULL AND c.abandoned_ms IS NOT NULL';

const one = (condition: string): string => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;
const IS_QUEUED = 'k.kind = 1';

/** Each contact twice at most: when it was queued, and when its handling ended. From rows of contacts `c`. */
export const bookings = (
	contacts: string
): string => `SELECT c.subject AS subject, c.queue AS queue, c.channel AS channel, k.kind AS kind,
		CASE WHEN ${IS_QUEUED} THEN c.queued_ms ELSE coalesce(c.wrapped_ms, c.ended_ms) END AS booked_ms,
		${one(IS_QUEUED)} AS offered,
		${one(`${IS_QUEUED} AND c.accepted_ms IS NOT NULL`)} AS answered,
		${one(`${IS_QUEUED} AND ${LOST}`)} AS abandoned,
		${one(`${IS_QUEUED} AND c.accepted_ms - c.queued_ms <= ${THRESHOLD}`)} AS in_time,
		${one(`${IS_QUEUED} AND (c.accepted_ms IS NOT NULL OR (${LOST} AND c.abandoned_ms - c.queued_ms > ${SHORT}))`)} AS judged,
		CASE WHEN ${IS_QUEUED} AND c.accepted_ms IS NOT NULL THEN c.accepted_ms - c.queued_ms ELSE 0 END AS wait_ms,
		${one('k.kind = 2')} AS handled,
		CASE WHEN k.kind = 2 THEN coalesce(c.wrapped_ms, c.ended_ms) - c.accepted_ms ELSE 0 END AS handle_ms
	FROM (${contacts}) c CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 AS kind) k
	WHERE (${IS_QUEUED} AND c.queued_ms IS NOT NULL)
		OR (k.kind = 2 AND c.accepted_ms IS NOT NULL AND coalesce(c.wrapped_ms, c.ended_ms) IS NOT NULL)`;

export const WAITS =
	'c.queued_ms IS NOT NULL AND c.accepted_ms IS NULL AND c.abandoned_ms IS NULL AND c.ended_ms IS NULL';
