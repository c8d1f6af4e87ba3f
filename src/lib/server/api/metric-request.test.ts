import { describe, expect, test } from 'vitest';
import { NOTHING, EVERYTHING } from '#lib/domain/access/scope.ts';
import { readMetricRequest } from './metric-request.ts';
import { forbiddenDimension } from './metric-scope.ts';

const read = (query: Record<string, string>) =>
	readMetricRequest(
		new URLSearchParams({
			metric: 'offered',
			from: '2026-01-01T00:00:00Z',
			to: '2026-01-02T00:00:00Z',
			...query
		})
	);
const problemOf = (query: Record<string, string>) => {
	const answer = read(query);
	return 'problem' in answer ? answer.problem : null;
};
const names = (count: number) => Array.from({ length: count }, (_, n) => `q${n}`).join(',');

describe('what may be asked at once', () => {
	test.each<[string, Record<string, string>, string]>([
		['ten thousand queues', { queue: names(10_000) }, 'queue'],
		['ten thousand agents', { agent: names(10_000) }, 'agent'],
		['ten thousand metrics', { metric: names(10_000) }, 'metric'],
		[
			'ten years by the quarter of an hour',
			{ from: '2016-01-01T00:00:00Z', interval: '15m' },
			'to'
		],
		['ten years to the millisecond', { from: '2016-01-01T00:00:00.001Z' }, 'to'],
		['a hundred and ten years', { from: '1916-01-01T00:00:00Z', interval: '1d' }, 'to'],
		['a year of the time of agents', { metric: 'adherence', from: '2025-01-01T00:00:00Z' }, 'to'],
		['the time of agents by queue', { metric: 'occupancy', by: 'queue' }, 'by'],
		['by the minute', { interval: '1m' }, 'interval']
	])('%s is refused, naming the field', (_what, query, field) => {
		expect(problemOf(query)).toMatchObject({ status: 400, field });
	});

	test('what people ask is not', () => {
		expect(problemOf({ metric: 'adherence,occupancy', from: '2025-12-02T00:00:00Z' })).toBeNull();
		expect(problemOf({ queue: names(500) })).toBeNull();
		expect(problemOf({ from: '2025-01-01T00:00:00.001Z' })).toBeNull();
		expect(problemOf({ from: '2016-01-01T00:00:00Z', interval: '1M' })).toBeNull();
	});
});

describe('figures of single agents', () => {
	const request = (query: Record<string, string>) => {
		const answer = read(query);
		if ('problem' in answer) throw new Error(answer.problem.detail);
		return answer.request;
	};

	test.each<[Record<string, string>, string | null]>([
		[{ by: 'agent' }, 'by'],
		[{ by: 'queue,team' }, 'by'],
		[{ agent: 'ana' }, 'agent'],
		[{ team: 'north' }, 'team'],
		[{ by: 'queue,channel', queue: 'a' }, null]
	])('%j is for those who may tell agents apart', (query, field) => {
		expect(forbiddenDimension(request(query), NOTHING)?.field ?? null).toBe(field);
		expect(forbiddenDimension(request(query), EVERYTHING)).toBeNull();
	});
});
