/** What a page of results is asked for: its address, read and written. */
import { LANES } from '../evaluation.ts';
import type { Lane } from '../evaluation.ts';
import { dayOf, lastDayOf, periodOf, readDay } from '../../history/period.ts';
import type { Period } from '../../history/period.ts';

export const RESULT_RANGES = ['28d', '90d', '365d', 'month', 'lastMonth', 'custom'] as const;
export type ResultRange = (typeof RESULT_RANGES)[number];
export const USUAL_RANGE: ResultRange = '90d';

export interface ResultsAsk {
	readonly range: ResultRange;
	/** Of the contacts, not of when they were judged. */
	readonly period: Period;
	/** Days of the calendar, both within. */
	readonly first: string;
	readonly last: string;
	/** Id of a form; empty: the one with the most evaluations. */
	readonly form: string;
	/** Id of a node of the tree of teams; empty: all in reach. */
	readonly team: string;
	/** Empty: all. */
	readonly channel: string;
	readonly lane: Lane;
}

interface Clock {
	readonly zone: string;
	readonly nowMs: number;
}

const DAY_MS = 86_400_000;
/** Up to now, and so many days before today. */
const DAYS: Partial<Record<ResultRange, number>> = { '28d': 28, '90d': 90, '365d': 365 };
const LONGEST_DAYS = 800;

function resultPeriod(range: ResultRange, query: URLSearchParams, clock: Clock): Period {
	const today = dayOf(clock.nowMs, clock.zone);
	const days = DAYS[range];
	if (range === 'month' || range === 'lastMonth')
		return periodOf(range, { ...clock, first: null, last: null });
	if (days !== undefined) {
		const first = dayOf(clock.nowMs - days * DAY_MS, clock.zone);
		return periodOf('custom', { ...clock, first, last: today });
	}
	const first = readDay(query.get('from') ?? '') ?? today;
	const last = readDay(query.get('to') ?? '') ?? today;
	const [from, to] = [first, last].sort() as [string, string];
	const farthest = dayOf(Date.parse(`${from}T12:00:00Z`) + LONGEST_DAYS * DAY_MS, clock.zone);
	return periodOf('custom', { ...clock, first: from, last: to < farthest ? to : farthest });
}

const wordOf = <const T extends string>(list: readonly T[], word: string | null, other: T): T =>
	list.find((one) => one === word) ?? other;

/** What it does not know is as if it were not there. */
export function readResultsAsk(query: URLSearchParams, clock: Clock): ResultsAsk {
	const range = wordOf(RESULT_RANGES, query.get('range'), USUAL_RANGE);
	const period = resultPeriod(range, query, clock);
	return {
		range,
		period,
		first: dayOf(period.fromMs, clock.zone),
		last: lastDayOf(period, clock.zone),
		form: query.get('form') ?? '',
		team: query.get('team') ?? '',
		channel: query.get('channel') ?? '',
		lane: wordOf(LANES, query.get('lane'), 'random')
	};
}

/** The same as an address, without what goes without saying; empty or beginning with `?`. */
export function resultsQuery({
	range,
	first,
	last,
	form,
	team,
	channel,
	lane
}: ResultsAsk): string {
	const query = new URLSearchParams();
	if (range !== USUAL_RANGE) query.set('range', range);
	if (range === 'custom') {
		query.set('from', first);
		query.set('to', last);
	}
	for (const [name, value] of Object.entries({ form, team, channel }))
		if (value !== '') query.set(name, value);
	if (lane !== 'random') query.set('lane', lane);
	const text = query.toString();
	return text === '' ? '' : `?${text}`;
}
