/** The questions to a table of events and nothing else. */
import { WAITS, bookings, contactsBetween, sumsOf } from './contacts-sql.ts';
import type { Dialect } from './contacts-sql.ts';
import { HOUR_MS } from './moment.ts';
import type { Moment } from './moment.ts';
import { LISTED, LISTED_QUEUE, QUARTER_MS, month, yesterday } from './questions.ts';
import type { Question } from './questions.ts';
import { DAY_MS } from './moment.ts';

/** Nobody waits longer than this: without such a bound the whole history would be read. */
const LONGEST_WAIT_MS = DAY_MS;

const within = ({ fromMs, toMs }: { fromMs: number; toMs: number }): string =>
	`b.booked_ms >= ${fromMs} AND b.booked_ms < ${toMs}`;

/** The windows a booking is in, a row each. */
export const windowRows = (booked: string, { nowMs, midnightMs }: Moment): string => {
	const starts = { '15m': nowMs - QUARTER_MS, '60m': nowMs - HOUR_MS, today: midnightMs };
	const rows = Object.entries(starts).map(
		([name, fromMs]) => `SELECT '${name}' AS name, ${fromMs} AS from_ms`
	);
	return `SELECT w.name AS name, b.queue AS queue, ${sumsOf('b')}
		FROM (${booked}) b CROSS JOIN (${rows.join(' UNION ALL ')}) w
		WHERE b.booked_ms >= w.from_ms GROUP BY w.name, b.queue`;
};

export const bucketed = (
	d: Dialect,
	{ booked, stepMs, offsetMs, by }: { booked: string; stepMs: number; offsetMs: number; by: string }
): string => {
	const start = `${d.div(`b.booked_ms + ${offsetMs}`, stepMs)} * ${stepMs} - ${offsetMs}`;
	return `SELECT ${start} AS start_ms, b.${by} AS name, ${sumsOf('b')} FROM (${booked}) b GROUP BY ${start}, b.${by}`;
};

const LISTED_ROWS = `b.queue = '${LISTED_QUEUE}' AND b.kind = 1 AND b.judged = 1`;

/** How many failed and passed, and the first of those that failed. */
export const listed = (
	booked: string,
	{ fromMs, toMs }: ReturnType<typeof yesterday>
): string[] => [
	`SELECT sum(1 - b.in_time) AS failing, sum(b.in_time) AS passing FROM (${booked}) b WHERE ${LISTED_ROWS} AND ${within({ fromMs, toMs })}`,
	`SELECT b.subject AS subject, b.booked_ms AS at_ms FROM (${booked}) b
		WHERE ${LISTED_ROWS} AND ${within({ fromMs, toMs })}
		ORDER BY b.in_time, b.booked_ms, b.subject LIMIT ${LISTED}`
];

/** One statement or several, whose rows follow each other. */
export function rawSql(question: Question, d: Dialect, moment: Moment): string[] {
	const { nowMs, offsetMs, midnightMs } = moment;
	const booked = (range: { fromMs: number; toMs: number }): string =>
		`SELECT b.* FROM (${bookings(contactsBetween(d, range.fromMs, range.toMs))}) b WHERE ${within(range)}`;
	switch (question) {
		case 'waiting':
			return [
				`SELECT c.queue AS queue, count(*) AS n, min(c.queued_ms) AS oldest_ms
					FROM (${contactsBetween(d, nowMs - LONGEST_WAIT_MS, nowMs)}) c WHERE ${WAITS} GROUP BY c.queue`
			];
		case 'windows':
			return [
				windowRows(
					booked({ fromMs: Math.min(midnightMs, nowMs - HOUR_MS), toMs: nowMs + 1 }),
					moment
				)
			];
		case 'day':
			return [
				bucketed(d, {
					booked: booked(yesterday(moment)),
					stepMs: QUARTER_MS,
					offsetMs: 0,
					by: 'queue'
				})
			];
		case 'month':
			return [
				bucketed(d, { booked: booked(month(moment)), stepMs: DAY_MS, offsetMs, by: 'channel' })
			];
		case 'contacts':
			return listed(booked(yesterday(moment)), yesterday(moment));
		case 'p90':
			return [
				`SELECT b.queue AS queue, ${d.p90('b.wait_ms')} AS p90, count(*) AS n FROM (${booked(month(moment))}) b
					WHERE b.answered = 1 GROUP BY b.queue`
			];
		default:
			return question satisfies never;
	}
}
