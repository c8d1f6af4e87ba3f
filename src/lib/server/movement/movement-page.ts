/** The page that says why a number moved: its form, its answer, or why there is none. */
import { METRICS } from '#lib/domain/metrics/catalogue.ts';
import { dayOf, dayStartMs, readDay } from '#lib/domain/history/period.ts';
import { startOfDayMs } from '#lib/domain/metrics/interval.ts';
import type { MovementPage } from '#lib/domain/movement/movement-page.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { forbiddenDimension } from '../api/metric-scope.ts';
import { QueryError } from '../clickhouse/query.ts';
import { queueNamesInScope } from '../queries/names.ts';
import { readMovementRequest } from './movement-request.ts';
import type { MovementRequest } from './movement-request.ts';
import { canSplit, readMovement } from './read-movement.ts';

const DAY_MS = 24 * 3_600_000;
const INSTANTS = ['from', 'to', 'beforeFrom', 'beforeTo'] as const;
type Instant = (typeof INSTANTS)[number];

const CHOICES = METRICS.filter(canSplit).map(({ id }) => id);
const DEFAULT_METRIC = 'service_level';

/** Seven whole days, and the seven before them. */
function usualPeriods(nowMs: number, zone: string): Record<Instant, number> {
	const to = startOfDayMs(nowMs, zone);
	const back = (days: number): number => startOfDayMs(to - days * DAY_MS + DAY_MS / 2, zone);
	return { from: back(7), to, beforeFrom: back(14), beforeTo: back(7) };
}

/** Days of a form become instants: the last day is part of the period. */
function withInstants(query: URLSearchParams, nowMs: number, zone: string): URLSearchParams {
	const usual = usualPeriods(nowMs, zone);
	const asked = new URLSearchParams(query);
	for (const name of INSTANTS) {
		const given = query.get(name) ?? '';
		const day = readDay(given);
		const isEnd = name === 'to' || name === 'beforeTo';
		const atMs = day === null ? usual[name] : dayStartMs(day, zone);
		const nextMs = startOfDayMs(atMs + DAY_MS + DAY_MS / 2, zone);
		if (day !== null) asked.set(name, new Date(isEnd ? nextMs : atMs).toISOString());
		else if (given === '') asked.set(name, new Date(atMs).toISOString());
	}
	if (!asked.has('tz')) asked.set('tz', zone);
	if (!asked.get('metric')) asked.set('metric', DEFAULT_METRIC);
	return asked;
}

type Periods = Pick<MovementRequest, 'before' | 'after' | 'zone'>;

function daysOf({ before, after, zone }: Periods): Record<Instant, string> {
	return {
		from: dayOf(after.fromMs, zone),
		to: dayOf(after.toMs - 1, zone),
		beforeFrom: dayOf(before.fromMs, zone),
		beforeTo: dayOf(before.toMs - 1, zone)
	};
}

const NO_FILTERS = { queue: [], channel: [], agent: [], team: [] };

export async function readMovementPage(
	query: URLSearchParams,
	zone: string,
	options: AnswerOptions
): Promise<MovementPage> {
	const nowMs = options.now();
	const usual = usualPeriods(nowMs, zone);
	const empty: MovementPage = {
		metric: query.get('metric') ?? DEFAULT_METRIC,
		choices: CHOICES,
		zone,
		days: daysOf({
			before: { fromMs: usual.beforeFrom, toMs: usual.beforeTo },
			after: { fromMs: usual.from, toMs: usual.to },
			zone
		}),
		filters: NO_FILTERS,
		found: null,
		names: {},
		trouble: null
	};
	const read = readMovementRequest(withInstants(query, nowMs, zone));
	if ('problem' in read) return { ...empty, trouble: fault(read.problem.detail) };
	const { request } = read;
	const page = {
		...empty,
		metric: request.metric.id,
		zone: request.zone,
		days: daysOf(request),
		filters: request.filters
	};
	const forbidden = forbiddenDimension({ by: [], filters: request.filters }, options.scope);
	if (forbidden) return { ...page, trouble: fault(forbidden.detail) };
	if (!canSplit(request.metric))
		return { ...page, trouble: fault(`metric: ${CHOICES.join(', ')}`) };
	return { ...page, ...(await answer(request, options)) };
}

const fault = (detail: string) => ({ kind: 'fault' as const, detail });

async function answer(
	request: MovementRequest,
	options: AnswerOptions
): Promise<Pick<MovementPage, 'found' | 'names' | 'trouble'>> {
	const { clickhouse, tenant, scope } = options;
	try {
		const found = await readMovement(request, options);
		const ids = found?.by.queue.cells.map(({ key }) => key) ?? [];
		const names = await clickhouse.query('report', queueNamesInScope, { tenant, ids }, { scope });
		return {
			found,
			names: Object.fromEntries(names.map(({ id, name }) => [id, name])),
			trouble: null
		};
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		return { found: null, names: {}, trouble: { kind: 'unavailable', detail: '' } };
	}
}
