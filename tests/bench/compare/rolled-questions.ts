/** The questions to roll-up tables that triggers keep: `contacts`, a row a contact, and `quarters`, sums of 15 minutes. */
import { POSTGRES, SUMS, WAITS, bookings, contactColumns, sumsOf } from './contacts-sql.ts';
import { DAY_MS, HOUR_MS } from './moment.ts';
import type { Moment } from './moment.ts';
import { QUARTER_MS, month, yesterday } from './questions.ts';
import type { Question } from './questions.ts';
import { listed } from './raw-questions.ts';

const CONTACT = ['queue', 'agent', 'channel'] as const;
const FIRST = ['queued_ms', 'accepted_ms', 'abandoned_ms'] as const;
const LAST = ['ended_ms', 'wrapped_ms'] as const;
const HANDLED = 'coalesce(wrapped_ms, ended_ms)';
const COLUMNS = ['subject', ...CONTACT, ...FIRST, ...LAST];

const merge = (keep: string, columns: readonly string[]): string[] =>
	columns.map((column) => `${column} = ${keep}(c.${column}, excluded.${column})`);

const bucket = POSTGRES.div('b.booked_ms', QUARTER_MS);

/**
 * One statement a batch: what its contacts added before and what they add now differ by what the sums change by. Rows of
 * sums are taken in the order of their key, so that two batches do not wait for each other in a circle.
 */
const KEEP = `create function keep_rollups() returns trigger language plpgsql as $$ begin
	with said as (select ${contactColumns(POSTGRES)} from added e where e.name like 'interaction.%' group by e.subject),
	before as (select c.* from contacts c join said on said.subject = c.subject),
	after as (
		insert into contacts as c (${COLUMNS.join(', ')})
		select ${COLUMNS.join(', ')} from said order by subject
		on conflict (subject) do update set
			${[...merge('greatest', [...CONTACT, ...LAST]), ...merge('least', FIRST)].join(', ')}
		returning c.*),
	changes as (
		select 1 as sign, b.* from (${bookings('select * from after')}) b
		union all
		select -1 as sign, b.* from (${bookings('select * from before')}) b),
	sums as (
		select ${bucket} * ${QUARTER_MS} as start_ms, b.queue, b.channel, ${SUMS.map((sum) => `sum(b.sign * b.${sum}) as ${sum}`).join(', ')}
		from changes b group by 1, 2, 3)
	insert into quarters as q (start_ms, queue, channel, ${SUMS.join(', ')})
	select * from sums s where (${SUMS.map((sum) => `s.${sum} <> 0`).join(' or ')}) order by 1, 2, 3
	on conflict (start_ms, queue, channel) do update set ${SUMS.map((sum) => `${sum} = q.${sum} + excluded.${sum}`).join(', ')};
	return null;
end $$`;

/** After the table of events and before the first of them. */
export const ROLLUP_SCHEMA = [
	`create table contacts (subject text primary key, ${CONTACT.map((column) => `${column} text not null`).join(', ')}, ${[...FIRST, ...LAST].map((column) => `${column} bigint`).join(', ')})`,
	`create table quarters (start_ms bigint, queue text, channel text, ${SUMS.map((sum) => `${sum} bigint not null`).join(', ')}, primary key (start_ms, queue, channel))`,
	`create index on contacts (queue) where ${WAITS.replaceAll('c.', '')}`,
	'create index on contacts (queued_ms)',
	`create index on contacts ((${HANDLED}))`,
	'create index on contacts (queue, queued_ms)',
	KEEP,
	'create trigger keep_rollups after insert on events referencing new table as added for each statement execute function keep_rollups()'
];

const queuedBetween = ({ fromMs, toMs }: { fromMs: number; toMs: number }): string =>
	`select * from contacts where queued_ms >= ${fromMs} and queued_ms < ${toMs}`;

const lastHour = (nowMs: number): string =>
	`select * from contacts where queued_ms >= ${nowMs - HOUR_MS} or ${HANDLED} >= ${nowMs - HOUR_MS}`;

/** Rolling windows end at no quarter of an hour: they come from the contacts of the last hour. */
function windows({ nowMs, midnightMs }: Moment): string {
	const rolling = Object.entries({ '15m': QUARTER_MS, '60m': HOUR_MS }).map(
		([name, ms]) => `select '${name}' as name, ${nowMs - ms} as from_ms`
	);
	return `select w.name, b.queue, ${sumsOf('b')} from (${bookings(lastHour(nowMs))}) b
			cross join (${rolling.join(' union all ')}) w where b.booked_ms >= w.from_ms group by 1, 2
		union all
		select 'today', q.queue, ${sumsOf('q')} from quarters q where q.start_ms >= ${midnightMs} group by 2`;
}

export function rolledSql(question: Question, moment: Moment): string[] {
	const { offsetMs } = moment;
	const ofDay = yesterday(moment);
	const ofMonth = month(moment);
	switch (question) {
		case 'waiting':
			return [
				`select queue, count(*), min(queued_ms) from contacts c where ${WAITS} group by queue`
			];
		case 'windows':
			return [windows(moment)];
		case 'day':
			return [
				`select q.start_ms, q.queue, ${sumsOf('q')} from quarters q where q.start_ms >= ${ofDay.fromMs} and q.start_ms < ${ofDay.toMs} group by 1, 2`
			];
		case 'month': {
			const day = `(q.start_ms + ${offsetMs}) / ${DAY_MS} * ${DAY_MS} - ${offsetMs}`;
			return [
				`select ${day}, q.channel, ${sumsOf('q')} from quarters q where q.start_ms >= ${ofMonth.fromMs} and q.start_ms < ${ofMonth.toMs} group by 1, 2`
			];
		}
		case 'contacts':
			return listed(bookings(queuedBetween(ofDay)), ofDay);
		case 'p90':
			return [
				`select queue, ${POSTGRES.p90('accepted_ms - queued_ms')}, count(*) from contacts
					where queued_ms >= ${ofMonth.fromMs} and queued_ms < ${ofMonth.toMs} and accepted_ms is not null group by queue`
			];
		default:
			return question satisfies never;
	}
}
