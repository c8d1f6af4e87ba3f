/** The list of contacts of a page: what was asked for as its form shows it, and what was found, with names. */
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import type { Named } from '#lib/domain/passport/passport.ts';
import { isOverLimit } from '../clickhouse/over-limit.ts';
import { QueryError } from '../clickhouse/query.ts';
import { answerInteractionList } from '../api/interaction-list.ts';
import type { ListOptions } from '../api/interaction-list.ts';
import { readListRequest } from '../api/interaction-list-request.ts';
import type { InteractionList, ListedInteraction } from '../api/schemas/interaction-list.ts';
import { agentNamesInScope, queueNamesInScope } from '../queries/names.ts';

export const FILTERS = [
	'queue',
	'channel',
	'agent',
	'outcome',
	'direction',
	'customer',
	'topic'
] as const;
export type Filter = (typeof FILTERS)[number];

export type ListedContact = Omit<ListedInteraction, 'queues' | 'agents'> & {
	readonly queues: readonly Named[];
	readonly agents: readonly Named[];
};

export interface ContactList {
	/** As the fields of the form have it; times by the clock of the zone. */
	readonly asked: Readonly<Record<Filter | 'from' | 'to', string>>;
	readonly rows: readonly ListedContact[];
	readonly next: string | null;
	/** What is wrong with what was asked; null: nothing. */
	readonly fault: {
		readonly kind: 'field' | 'agent' | 'tooMuch' | 'unavailable';
		readonly field: string;
	} | null;
	/** For the log. */
	readonly failure: QueryError | null;
}

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const FIELD_FORMAT = "yyyy-MM-dd'T'HH:mm";

/** A form has a time by the clock of the zone; an address that was sent has it with its offset. */
function withOffset(text: string, zone: string): string {
	const match = LOCAL.exec(text);
	if (!match) return text;
	const [, year, month, day, hour, minute, second = '0'] = match.map(String);
	const local = new TZDate(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour),
		Number(minute),
		second === 'undefined' ? 0 : Number(second),
		zone
	);
	return Number.isNaN(local.getTime()) ? text : new Date(local.getTime()).toISOString();
}

function asQuery(params: URLSearchParams, zone: string): URLSearchParams {
	const query = new URLSearchParams();
	for (const [name, value] of params) {
		if (value === '' || name === 'id') continue;
		const isTime = name === 'from' || name === 'to';
		query.append(name, isTime ? withOffset(value, zone) : value);
	}
	return query;
}

function askedOf(
	params: URLSearchParams,
	range: { fromMs: number; toMs: number } | null,
	zone: string
): ContactList['asked'] {
	const local = (ms: number): string => format(new TZDate(ms, zone), FIELD_FORMAT);
	const said = Object.fromEntries(
		FILTERS.map((name) => [name, params.getAll(name).join(',')])
	) as Record<Filter, string>;
	return {
		...said,
		from: range === null ? (params.get('from') ?? '') : local(range.fromMs),
		to: range === null ? (params.get('to') ?? '') : local(range.toMs)
	};
}

const known = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

async function withNames(
	rows: InteractionList['rows'],
	{ clickhouse, tenant, ...options }: ListOptions
): Promise<ListedContact[]> {
	const queueIds = known(rows.map(({ queues }) => queues));
	const agentIds = known(rows.map(({ agents }) => agents));
	const [queues, agents] = await Promise.all([
		clickhouse.query('report', queueNamesInScope, { tenant, ids: queueIds }, options),
		clickhouse.query('report', agentNamesInScope, { tenant, ids: agentIds }, options)
	]);
	const names = (found: readonly Named[]) => {
		const byId = new Map(found.map(({ id, name }) => [id, name]));
		return (ids: readonly string[]) => ids.map((id) => ({ id, name: byId.get(id) ?? id }));
	};
	const [queueNames, agentNames] = [names(queues), names(agents)];
	return rows.map((row) => ({
		...row,
		queues: queueNames(row.queues),
		agents: agentNames(row.agents)
	}));
}

export async function readContactList(
	params: URLSearchParams,
	{ nowMs, zone, ...options }: ListOptions & { readonly nowMs: number; readonly zone: string }
): Promise<ContactList> {
	const read = readListRequest(asQuery(params, zone), nowMs);
	const nothing = { rows: [], next: null, failure: null };
	if ('problem' in read) {
		const fault = { kind: 'field', field: read.problem.field ?? '' } as const;
		return { ...nothing, asked: askedOf(params, null, zone), fault };
	}
	const asked = askedOf(params, read.request, zone);
	try {
		const result = await answerInteractionList(read.request, options);
		if ('problem' in result) return { ...nothing, asked, fault: { kind: 'agent', field: 'agent' } };
		const { rows, next } = result.answer;
		return { asked, rows: await withNames(rows, options), next, fault: null, failure: null };
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		if (isOverLimit(cause)) return { ...nothing, asked, fault: { kind: 'tooMuch', field: 'from' } };
		return { ...nothing, asked, fault: { kind: 'unavailable', field: '' }, failure: cause };
	}
}
