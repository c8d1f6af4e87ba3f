/** Which evaluations a page asks for, read from its address. */
import { TZDate } from '@date-fns/tz';
import { EVALUATION_KINDS, EVALUATION_STATES, LANES } from '#lib/domain/quality/evaluation.ts';
import type { EvaluationFilters, EvaluationPosition } from './evaluation-list.ts';

const LONGEST = 200;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const POSITION = /^(\d{1,15})\.([0-9a-zA-Z-]{1,60})$/;

/** As it stands in the fields of the page. */
export interface AskedEvaluations {
	readonly filters: EvaluationFilters;
	readonly before: EvaluationPosition | null;
	/** Days and per cent as they were typed; empty: none. */
	readonly typed: Readonly<Record<'from' | 'to' | 'fromScore' | 'toScore', string>>;
}

export const writePosition = ({ atMs, id }: EvaluationPosition): string => `${atMs}.${id}`;

function readPosition(text: string): EvaluationPosition | null {
	const [, atMs, id] = POSITION.exec(text) ?? [];
	return atMs === undefined || id === undefined ? null : { atMs: Number(atMs), id };
}

/** The beginning of a day in the zone, or of the day after it; null: it is no day. */
function dayMs(text: string, zone: string, days: 0 | 1): number | null {
	const [, year, month, day] = DAY.exec(text) ?? [];
	if (year === undefined || month === undefined || day === undefined) return null;
	return new TZDate(Number(year), Number(month) - 1, Number(day) + days, zone).getTime();
}

/** Per cent as it is typed, as a share. */
function shareOf(text: string): number | null {
	const per = Number(text.replace(',', '.'));
	return text.trim() === '' || !Number.isFinite(per) ? null : per / 100;
}

/** What is not understood counts as not asked. */
export function readAskedEvaluations(query: URLSearchParams, zone: string): AskedEvaluations {
	const text = (name: string): string => (query.get(name) ?? '').slice(0, LONGEST);
	const typed = {
		from: text('from'),
		to: text('to'),
		fromScore: text('fromScore'),
		toScore: text('toScore')
	};
	return {
		filters: {
			agent: text('agent'),
			queue: text('queue'),
			evaluator: text('evaluator'),
			form: text('form'),
			lane: LANES.find((one) => one === query.get('lane')) ?? '',
			kind: EVALUATION_KINDS.find((one) => one === query.get('kind')) ?? '',
			state: EVALUATION_STATES.find((one) => one === query.get('state')) ?? '',
			fromScore: shareOf(typed.fromScore),
			toScore: shareOf(typed.toScore),
			fromMs: dayMs(typed.from, zone, 0),
			toMs: dayMs(typed.to, zone, 1)
		},
		before: readPosition(text('before')),
		typed
	};
}

const WORDS = ['agent', 'queue', 'evaluator', 'form', 'lane', 'kind', 'state'] as const;
const TYPED = ['from', 'to', 'fromScore', 'toScore'] as const;

/** The address of a page of the list with the same filters. */
export function addressOfList(
	{ filters, typed }: Pick<AskedEvaluations, 'filters' | 'typed'>,
	before: EvaluationPosition | null
): string {
	const query = new URLSearchParams();
	for (const name of WORDS) if (filters[name] !== '') query.set(name, filters[name]);
	for (const name of TYPED) if (typed[name] !== '') query.set(name, typed[name]);
	if (before !== null) query.set('before', writePosition(before));
	const text = query.toString();
	return text === '' ? '/quality/evaluations' : `/quality/evaluations?${text}`;
}
