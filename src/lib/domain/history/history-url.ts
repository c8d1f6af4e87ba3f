/** The address of a history page: read whatever stands in it, write it in one way. */
import { differenceInCalendarDays } from 'date-fns';
import { findMetric } from '../metrics/catalogue.ts';
import { isTimeZone } from '../metrics/interval.ts';
import type { Dimension } from '../metrics/metric.ts';
import { INTERVAL_CHOICES, isTooFine } from './interval-choice.ts';
import type { IntervalChoice } from './interval-choice.ts';
import { MOST_METRICS, MOST_NAMES, SPLITS, VIEWS } from './history-ask.ts';
import type { HistoryAsk, Notice, Sort } from './history-ask.ts';
import { LONGEST_DAYS, RANGES, periodOf, readDay } from './period.ts';
import type { CalendarDay, Period, Range } from './period.ts';

const DEFAULT_METRICS = ['service_level', 'offered', 'aht'];
const DEFAULT_RANGE: Range = '28d';
const LONGEST_QUOTE = 40;

export interface ReadContext {
	/** Of the installation. */
	readonly zone: string;
	readonly nowMs: number;
	/** Whoever may not tell agents apart has neither agents nor teams to choose. */
	readonly namesAgents: boolean;
}

export interface ReadHistory {
	readonly ask: HistoryAsk;
	readonly notices: readonly Notice[];
}

type Tell = (kind: Notice['kind'], text?: string) => void;

const listOf = (query: URLSearchParams, name: string): string[] => [
	...new Set(
		query
			.getAll(name)
			.flatMap((value) => value.split(','))
			.map((value) => value.trim())
			.filter((value) => value !== '')
	)
];

const oneOf = <T extends string>(words: readonly T[], text: string): T | null =>
	words.find((word) => word === text) ?? null;

function readMetrics(query: URLSearchParams, tell: Tell): string[] {
	const known = listOf(query, 'metric').filter((id) => {
		const metric = findMetric(id);
		if (!metric) tell('metric', id);
		else if (metric.formula.kind === 'live') tell('live', id);
		return metric !== null && metric.formula.kind !== 'live';
	});
	if (known.length > MOST_METRICS) tell('metrics');
	return known.length === 0 ? DEFAULT_METRICS : known.slice(0, MOST_METRICS);
}

function readWord<T extends string>(
	query: URLSearchParams,
	name: string,
	words: readonly T[],
	otherwise: T,
	told: () => void
): T {
	const text = query.get(name) ?? '';
	const found = oneOf(words, text);
	if (found === null && text !== '') told();
	return found ?? otherwise;
}

function daysBetween(first: CalendarDay, last: CalendarDay): number {
	return differenceInCalendarDays(new Date(`${last}T12:00Z`), new Date(`${first}T12:00Z`)) + 1;
}

/** Both days in their order; null when either is none. */
function readDays(
	query: URLSearchParams,
	tell: Tell
): { first: CalendarDay; last: CalendarDay } | null {
	const first = readDay(query.get('from') ?? '');
	const last = readDay(query.get('to') ?? '');
	if (first === null || last === null) {
		tell('dates');
		return null;
	}
	const ordered = first <= last ? { first, last } : { first: last, last: first };
	if (daysBetween(ordered.first, ordered.last) > LONGEST_DAYS) {
		tell('long');
		return null;
	}
	return ordered;
}

function readRange(
	query: URLSearchParams,
	tell: Tell
): Pick<HistoryAsk, 'range' | 'first' | 'last'> {
	const range = readWord(query, 'range', RANGES, DEFAULT_RANGE, () => {
		tell('range', query.get('range') ?? '');
	});
	const days = range === 'custom' ? readDays(query, tell) : null;
	if (range === 'custom' && days === null) return { range: DEFAULT_RANGE, first: null, last: null };
	return { range, first: days?.first ?? null, last: days?.last ?? null };
}

function readZone(query: URLSearchParams, zone: string, tell: Tell): string {
	const text = query.get('tz') ?? '';
	if (text === '' || isTimeZone(text)) return text === '' ? zone : text;
	tell('zone', text);
	return zone;
}

/** Of whoever may not know them one by one. */
const TELLS_AGENTS: ReadonlySet<Dimension> = new Set(['agent', 'team']);

function readFilters(
	query: URLSearchParams,
	namesAgents: boolean,
	tell: Tell
): Record<Dimension, string[]> {
	const filters: Record<Dimension, string[]> = { queue: [], channel: [], team: [], agent: [] };
	for (const name of SPLITS) {
		const names = listOf(query, name);
		if (names.length > 0 && TELLS_AGENTS.has(name) && !namesAgents) {
			tell('agents');
			continue;
		}
		if (names.length > MOST_NAMES) tell('names', name);
		filters[name] = names.slice(0, MOST_NAMES);
	}
	return filters;
}

function readSplit(query: URLSearchParams, namesAgents: boolean, tell: Tell): Dimension | null {
	const text = query.get('by') ?? '';
	if (text === '' || text === 'none') return null;
	const by = oneOf(SPLITS, text);
	if (by === null) tell('by', text);
	if (by !== null && TELLS_AGENTS.has(by) && !namesAgents) {
		tell('agents');
		return null;
	}
	return by;
}

function readSort(query: URLSearchParams): Sort | null {
	const [, column = '', order] =
		/^([a-z_0-9]{1,60}):(up|down)$/.exec(query.get('sort') ?? '') ?? [];
	const isColumn = column === 'at' || column === 'name' || findMetric(column) !== null;
	return isColumn ? { column, isDescending: order === 'down' } : null;
}

function readInterval(query: URLSearchParams, period: Period, tell: Tell): IntervalChoice {
	const choice = readWord(query, 'interval', INTERVAL_CHOICES, 'auto', () => {
		tell('interval', query.get('interval') ?? '');
	});
	if (choice === 'auto' || !isTooFine(choice, period)) return choice;
	tell('fine', choice);
	return 'auto';
}

/** Never fails: what makes no sense falls back to what is usual, and says so. */
export function readHistory(query: URLSearchParams, context: ReadContext): ReadHistory {
	const notices: Notice[] = [];
	const tell: Tell = (kind, text = '') => {
		const quoted = text.slice(0, LONGEST_QUOTE);
		if (!notices.some((notice) => notice.kind === kind && notice.text === quoted))
			notices.push({ kind, text: quoted });
	};
	const metrics = readMetrics(query, tell);
	const { range, first, last } = readRange(query, tell);
	const zone = readZone(query, context.zone, tell);
	const period = periodOf(range, { zone, nowMs: context.nowMs, first, last });
	const ask: HistoryAsk = {
		metrics,
		range,
		first,
		last,
		interval: readInterval(query, period, tell),
		zone,
		comparesBefore: query.get('compare') !== 'none',
		by: readSplit(query, context.namesAgents, tell),
		filters: readFilters(query, context.namesAgents, tell),
		view: readWord(query, 'view', VIEWS, 'lines', () => {
			tell('view', query.get('view') ?? '');
		}),
		sort: readSort(query),
		showsParts: query.get('parts') === '1'
	};
	return { ask, notices };
}

const sortText = (sort: Sort | null): string =>
	sort === null ? '' : `${sort.column}:${sort.isDescending ? 'down' : 'up'}`;

/** The same page always has the same address; what is usual is left out where it is the same everywhere. */
export function writeHistory(ask: HistoryAsk): URLSearchParams {
	const isCustom = ask.range === 'custom';
	const fields: readonly (readonly [name: string, value: string | null])[] = [
		['metric', ask.metrics.join(',')],
		['range', ask.range],
		['from', isCustom ? ask.first : null],
		['to', isCustom ? ask.last : null],
		['interval', ask.interval === 'auto' ? null : ask.interval],
		['tz', ask.zone],
		['compare', ask.comparesBefore ? null : 'none'],
		['by', ask.by],
		...SPLITS.map((name) => [name, ask.filters[name].join(',')] as const),
		['view', ask.view === 'lines' ? null : ask.view],
		['sort', sortText(ask.sort)],
		['parts', ask.showsParts ? '1' : null]
	];
	return new URLSearchParams(
		fields.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]]))
	);
}

/** Commas and slashes stay readable: they are allowed in the query of an address. */
export const asAddress = (query: URLSearchParams): string =>
	`/history?${query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')}`;
