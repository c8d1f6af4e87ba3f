/** The parameters of a list of contacts, read and checked. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { parseTimestampMs } from '#lib/domain/events/timestamp.ts';
import { readCursor } from './cursor.ts';
import { badParameter } from './problem.ts';
import type { Problem } from './problem.ts';

/** The place of a contact in the list. */
export const ListKey = Type.Object({ ms: Type.Integer(), id: Type.String() });
export type ListKey = Static<typeof ListKey>;

export const LISTED_OUTCOMES = [
	'answered',
	'abandoned',
	'flowed_out',
	'closed',
	'waiting'
] as const;
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export const MOST_LISTED = 200;
const USUAL_LISTED = 50;
const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 400 * DAY_MS;
const MOST_NAMES = 100;
const LONGEST_TEXT = 200;

export interface ListRequest {
	readonly fromMs: number;
	readonly toMs: number;
	readonly queue: string[];
	readonly channel: string[];
	readonly agent: string[];
	readonly outcome: string[];
	/** Empty: both, any, any. */
	readonly direction: string;
	readonly customer: string;
	readonly topic: string;
	readonly limit: number;
	readonly after: ListKey | null;
}

const asInstant = (text: string): number | null =>
	parseTimestampMs(text.replace(/ (?=\d\d:\d\d$)/, '+'));

/** The last day where nothing is said. */
function readRange(
	query: URLSearchParams,
	nowMs: number
): { fromMs: number; toMs: number } | Problem {
	const [from, to] = [query.get('from'), query.get('to')];
	const toMs = to === null ? nowMs : asInstant(to);
	if (toMs === null) return badParameter('to', 'to must be an RFC 3339 date and time with offset');
	const fromMs = from === null ? toMs - DAY_MS : asInstant(from);
	if (fromMs === null)
		return badParameter('from', 'from must be an RFC 3339 date and time with offset');
	if (toMs <= fromMs) return badParameter('to', 'to must be after from');
	if (toMs - fromMs > LONGEST_MS) return badParameter('to', 'at most 400 days at once');
	return { fromMs, toMs };
}

const namesIn = (query: URLSearchParams, name: string): string[] => [
	...new Set(
		query
			.getAll(name)
			.flatMap((value) => value.split(','))
			.map((value) => value.trim())
			.filter((value) => value !== '')
	)
];

type Names = Pick<ListRequest, 'queue' | 'channel' | 'agent' | 'outcome'>;

function readNames(query: URLSearchParams): Names | Problem {
	const names: Names = {
		queue: namesIn(query, 'queue'),
		channel: namesIn(query, 'channel'),
		agent: namesIn(query, 'agent'),
		outcome: namesIn(query, 'outcome')
	};
	for (const [name, list] of Object.entries(names)) {
		if (list.length > MOST_NAMES)
			return badParameter(name, `${name} takes at most ${MOST_NAMES} names`);
	}
	const isKnown = (word: string): boolean => LISTED_OUTCOMES.some((outcome) => outcome === word);
	return names.outcome.every(isKnown)
		? names
		: badParameter('outcome', `outcome takes ${LISTED_OUTCOMES.join(', ')}`);
}

type Words = Pick<ListRequest, 'direction' | 'customer' | 'topic'>;

function readWords(query: URLSearchParams): Words | Problem {
	const word = (name: string): string => query.get(name)?.trim() ?? '';
	const words: Words = {
		direction: word('direction'),
		customer: word('customer'),
		topic: word('topic')
	};
	const long = Object.entries(words).find(([, value]) => value.length > LONGEST_TEXT);
	if (long) return badParameter(long[0], `${long[0]} has at most ${LONGEST_TEXT} characters`);
	const isKnown = words.direction === '' || DIRECTIONS.some((one) => one === words.direction);
	return isKnown ? words : badParameter('direction', 'direction is inbound or outbound');
}

function readPage(query: URLSearchParams): Pick<ListRequest, 'limit' | 'after'> | Problem {
	const limit = Number(query.get('limit') ?? USUAL_LISTED);
	if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
		return badParameter('limit', `limit must be a whole number of 1 to ${MOST_LISTED}`);
	const word = query.get('after') ?? '';
	const after = word === '' ? null : readCursor(ListKey, word);
	return word !== '' && after === null
		? badParameter('after', 'after must be the next of an answer before')
		: { limit, after };
}

const isProblem = (value: object): value is Problem => 'status' in value;

export function readListRequest(
	query: URLSearchParams,
	nowMs: number
): { request: ListRequest } | { problem: Problem } {
	const parts = [readRange(query, nowMs), readNames(query), readWords(query), readPage(query)];
	const problem = parts.find(isProblem);
	if (problem) return { problem };
	return { request: Object.assign({}, ...parts) as ListRequest };
}
