import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INTERVALS, bucketsBetween, nextBucketMs } from '#lib/domain/metrics/interval.ts';
import { pino } from 'pino';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { QueryError } from '../clickhouse/query.ts';
import { exportResponse } from './metric-export-response.ts';
import { exportTable } from './metric-export-columns.ts';
import { readMetricRequest } from './metric-request.ts';
import { slicesOf } from './metric-slices.ts';

const request = (query: Record<string, string>) => {
	const read = readMetricRequest(
		new URLSearchParams({
			metric: 'offered',
			from: '2026-01-01T00:00:00Z',
			to: '2026-01-02T00:00:00Z',
			...query
		})
	);
	if ('problem' in read) throw new Error(read.problem.detail);
	return read.request;
};

describe('slices of an export', () => {
	test('follow each other over the whole range, and never cut a bucket', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...INTERVALS),
				fc.constantFrom('UTC', 'Europe/Madrid', 'Asia/Kathmandu'),
				fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 6, 1) }),
				fc.integer({ min: 1, max: 20 * 86_400_000 }),
				fc.boolean(),
				(interval, tz, fromMs, lengthMs, isSplit) => {
					const asked = request({
						from: new Date(fromMs).toISOString(),
						to: new Date(fromMs + lengthMs).toISOString(),
						interval,
						tz,
						...(isSplit ? { by: 'queue' } : {})
					});
					const slices = slicesOf(asked);
					expect([slices[0]?.fromMs, slices.at(-1)?.toMs]).toEqual([fromMs, fromMs + lengthMs]);
					const buckets = new Set(bucketsBetween(fromMs, fromMs + lengthMs, interval, tz, 100_000));
					for (const [index, { toMs }] of slices.slice(0, -1).entries()) {
						expect(slices[index + 1]?.fromMs).toBe(toMs);
						expect(buckets.has(toMs)).toBe(true);
					}
					expect(nextBucketMs(fromMs, interval, tz)).toBeGreaterThan(fromMs);
				}
			),
			{ numRuns: 30 }
		);
	});

	test('of a long range are many, so that none of them is large', () => {
		const year = { from: '2025-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z', interval: '15m' };
		expect(slicesOf(request(year))).toHaveLength(12);
		expect(slicesOf(request({ ...year, by: 'queue' }))).toHaveLength(365);
		expect(slicesOf(request({ ...year, interval: 'none' }))).toHaveLength(1);
	});
});

describe('columns of an export', () => {
	test('have what each value is made of', () => {
		const { header, cells } = exportTable(
			request({ metric: 'offered,service_level,aht', by: 'queue,agent' })
		);
		expect(header).toEqual([
			...['at', 'queue', 'agent', 'offered'],
			...['service_level', 'service_level_numerator', 'service_level_denominator'],
			...['aht', 'aht_n', 'aht_median', 'aht_p90', 'aht_p95']
		]);
		expect(
			cells({
				at: '2026-01-01T00:00:00Z',
				queue: '=1+1',
				agent: 'ana',
				offered: { value: 4 },
				service_level: { value: null, numerator: 0, denominator: 0 },
				aht: { value: 90, n: 2, median: 80, p90: 100, p95: 100 }
			})
		).toEqual(['2026-01-01T00:00:00Z', '=1+1', 'ana', 4, null, 0, 0, 90, 2, 80, 100, 100]);
	});
});

describe('the stream of an export', () => {
	const HANGS_AT = 4;

	/** Answers at once, from a certain question on never, unless it is told to leave it. */
	function database() {
		const signals: AbortSignal[] = [];
		const query = (
			_lane: string,
			{ name }: { name: string },
			_params: unknown,
			options: { signal: AbortSignal }
		) => {
			signals.push(options.signal);
			if (signals.length < HANGS_AT) return Promise.resolve([]);
			return new Promise((_resolve, reject) => {
				options.signal.addEventListener('abort', () => {
					reject(new QueryError(name, { cause: options.signal.reason }));
				});
			});
		};
		return { clickhouse: { query } as unknown as ClickHouse, signals };
	}
	const open = (clickhouse: ClickHouse, signal: AbortSignal, format: string) =>
		exportResponse(
			new URLSearchParams({
				metric: 'offered',
				from: '2025-01-01T00:00:00Z',
				to: '2026-01-01T00:00:00Z',
				interval: '1h',
				by: 'queue',
				format
			}),
			{ clickhouse, tenant: 'default', scope: EVERYTHING, now: () => 0, signal },
			pino({ level: 'silent' })
		);
	const turns = async (condition: () => boolean): Promise<void> => {
		while (!condition()) await new Promise((resolve) => setImmediate(resolve));
	};

	test.each(['csv', 'ndjson'])(
		'as %s ends its question when nobody takes it any more',
		async (format) => {
			const { clickhouse, signals } = database();
			const answer = await open(clickhouse, new AbortController().signal, format);
			const reader = answer.body?.getReader();
			void (async () => {
				while ((await reader?.read())?.done === false);
			})().catch(() => undefined);
			await turns(() => signals.length === HANGS_AT);
			expect(signals.at(-1)?.aborted).toBe(false);
			await reader?.cancel();
			await turns(() => signals.at(-1)?.aborted === true);
			expect(signals).toHaveLength(HANGS_AT);
		}
	);

	test('breaks off instead of looking complete when a later question fails', async () => {
		const { clickhouse, signals } = database();
		const leaving = new AbortController();
		const answer = await open(clickhouse, leaving.signal, 'ndjson');
		const text = answer.text();
		void text.catch(() => undefined);
		await turns(() => signals.length === HANGS_AT);
		leaving.abort();
		await expect(text).rejects.toThrow();
	});

	test('refuses before it begins', async () => {
		const { clickhouse } = database();
		const answer = await open(clickhouse, new AbortController().signal, 'xlsx');
		expect([answer.status, answer.headers.get('content-type')]).toEqual([
			400,
			'application/problem+json'
		]);
	});
});
