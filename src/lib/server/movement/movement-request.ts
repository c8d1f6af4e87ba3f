/** The parameters of the page that says why a number moved: those of a metric question, and a second period. */
import type { Dimension, Metric } from '#lib/domain/metrics/metric.ts';
import { readMetricRequest } from '../api/metric-request.ts';
import type { Problem } from '../api/problem.ts';
import { badParameter } from '../api/problem.ts';

export interface Period {
	readonly fromMs: number;
	readonly toMs: number;
}

export interface MovementRequest {
	readonly metric: Metric;
	readonly before: Period;
	readonly after: Period;
	readonly zone: string;
	readonly filters: Readonly<Record<Dimension, string[]>>;
}

const PASSED_ON = ['metric', 'tz', 'queue', 'channel', 'agent', 'team'] as const;

function periodQuery(query: URLSearchParams, from: string, to: string): URLSearchParams {
	const part = new URLSearchParams();
	for (const name of PASSED_ON) for (const value of query.getAll(name)) part.append(name, value);
	for (const [name, given] of [
		['from', from],
		['to', to]
	] as const) {
		const value = query.get(given);
		if (value !== null) part.set(name, value);
	}
	return part;
}

/** `metric` (one), `from`, `to`, `beforeFrom`, `beforeTo`, `tz`, and the filters of a metric question. */
export function readMovementRequest(
	query: URLSearchParams
): { request: MovementRequest } | { problem: Problem } {
	const after = readMetricRequest(periodQuery(query, 'from', 'to'));
	if ('problem' in after) return after;
	const before = readMetricRequest(periodQuery(query, 'beforeFrom', 'beforeTo'));
	if ('problem' in before) {
		const { field } = before.problem;
		const named = field === 'from' ? 'beforeFrom' : field === 'to' ? 'beforeTo' : field;
		return { problem: { ...before.problem, ...(named === undefined ? {} : { field: named }) } };
	}
	const [metric, ...others] = after.request.metrics;
	if (!metric || others.length > 0) {
		return { problem: badParameter('metric', 'metric takes one metric here') };
	}
	const { filters, zone } = after.request;
	return {
		request: {
			metric,
			before: { fromMs: before.request.fromMs, toMs: before.request.toMs },
			after: { fromMs: after.request.fromMs, toMs: after.request.toMs },
			zone,
			filters
		}
	};
}
