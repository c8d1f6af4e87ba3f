/** Asks the numbers of one group of metrics over one period, with the same engine that answers the API. */
import { formatInstant } from '#lib/domain/metrics/interval.ts';
import type { Interval } from '#lib/domain/metrics/interval.ts';
import type { HistoryRow, PeriodRows } from '#lib/domain/history/history-answer.ts';
import { SPLITS } from '#lib/domain/history/history-ask.ts';
import type { MetricGroup } from '#lib/domain/history/metric-groups.ts';
import { cellOf, nameIn } from '#lib/domain/history/panels.ts';
import type { Period } from '#lib/domain/history/period.ts';
import { weightOf } from '#lib/domain/history/recompute.ts';
import { answerMetrics } from '../api/metric-answer.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { readMetricRequest } from '../api/metric-request.ts';
import type { MetricRequest } from '../api/metric-request.ts';
import type { Problem } from '../api/problem.ts';

/** Lines that can be told apart in one chart. */
const MOST_COURSES = 8;

/** What whoever asks may not know, or what is too much to ask. */
export class RefusedError extends Error {
	override readonly name = 'RefusedError';
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

export interface Question {
	readonly group: MetricGroup;
	readonly period: Period;
	readonly interval: Interval;
	readonly zone: string;
	readonly isSplit: boolean;
}

/** The parameters of the API that ask the same. */
export function queryOf({ group, period, interval, zone, isSplit }: Question): URLSearchParams {
	const query = new URLSearchParams({
		metric: group.metrics.map(({ id }) => id).join(','),
		from: formatInstant(period.fromMs, zone),
		to: formatInstant(period.toMs, zone),
		interval,
		tz: zone
	});
	if (isSplit && group.by !== null) query.set('by', group.by);
	for (const name of SPLITS)
		if (group.filters[name].length > 0) query.set(name, group.filters[name].join(','));
	return query;
}

/** Throws RefusedError. */
export function requestOf(question: Question): MetricRequest {
	const read = readMetricRequest(queryOf(question));
	if ('problem' in read) throw new RefusedError(read.problem);
	return read.request;
}

export async function askRows(question: Question, options: AnswerOptions): Promise<HistoryRow[]> {
	const result = await answerMetrics(requestOf(question), options);
	if ('problem' in result) throw new RefusedError(result.problem);
	return [...result.answer.rows];
}

/** The parts with the most behind them, by the first metric of the group. */
function largest(parts: readonly HistoryRow[], { metrics, by }: MetricGroup): string[] {
	const id = metrics[0]?.id ?? '';
	if (by === null) return [];
	return [...parts]
		.filter((row) => nameIn(row, by) !== '')
		.sort((a, b) => weightOf(cellOf(b, id)) - weightOf(cellOf(a, id)))
		.slice(0, MOST_COURSES)
		.map((row) => nameIn(row, by));
}

/** Courses of the largest parts. Ascending by time, within it by size. */
async function splitRows(
	question: Question,
	names: readonly string[],
	options: AnswerOptions
): Promise<HistoryRow[]> {
	const { group } = question;
	const { by } = group;
	if (by === null || names.length === 0) return [];
	const filters = { ...group.filters, [by]: names };
	const rows = await askRows({ ...question, group: { ...group, filters } }, options);
	return rows.sort((a, b) => names.indexOf(nameIn(a, by)) - names.indexOf(nameIn(b, by)));
}

/** Rejects with QueryError or RefusedError. */
export async function periodRows(
	question: Question,
	options: AnswerOptions,
	/** Without courses where only the sums are shown. */
	{ withRows = true }: { readonly withRows?: boolean } = {}
): Promise<PeriodRows> {
	const { group } = question;
	const whole = { ...question, interval: 'none' as const };
	const isSplit = question.isSplit && group.by !== null;
	const [[total = null], parts, rows] = await Promise.all([
		askRows({ ...whole, isSplit: false }, options),
		isSplit ? askRows(whole, options) : [],
		withRows && !isSplit ? askRows(question, options) : []
	]);
	const courses =
		withRows && isSplit ? await splitRows(question, largest(parts, group), options) : rows;
	return { rows: courses, total, parts };
}
