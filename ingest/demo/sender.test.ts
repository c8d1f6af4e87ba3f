import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Door } from '../sources/upload/door.ts';
import type { CloudEvent } from './event-sheet.ts';
import { Random } from './random.ts';
import { Sender, SenderStopped } from './sender.ts';

const event = (id: string): CloudEvent => ({
	specversion: '1.0',
	id,
	source: '//demo/x',
	type: 'atalaya.agent.state.v1',
	subject: 'a1',
	time: '2026-11-18T00:00:00.000Z',
	data: { state: 'break' }
});

const receipt = (rejected = 0) =>
	JSON.stringify({
		requestId: 'r',
		accepted: 1,
		duplicates: 0,
		rejected,
		durability: 'spooled',
		errors: [{ message: 'why' }]
	});

type Answer = { status: number; body?: string; headers?: Record<string, string> } | Error;

interface Call {
	readonly url: string;
	readonly headers: Headers;
	readonly body: Buffer;
}

/** An ingest that gives these answers, the last one for ever. */
function harness(
	answers: readonly Answer[],
	door: () => Door = () => ({ url: 'http://ingest', token: 't0ken' }),
	jitter: () => number = () => 1
) {
	const calls: Call[] = [];
	const waits: number[] = [];
	const warnings: string[] = [];
	const ending = new AbortController();
	const fakeFetch: typeof fetch = (input, init) => {
		const answer = answers[Math.min(calls.length, answers.length - 1)];
		const body = init?.body;
		calls.push({
			url: input instanceof Request ? input.url : input.toString(),
			headers: new Headers(init?.headers),
			body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body as Uint8Array)
		});
		if (answer === undefined || answer instanceof Error)
			return Promise.reject(answer ?? new Error('no answer'));
		return Promise.resolve(
			new Response(answer.body ?? receipt(), {
				status: answer.status,
				headers: answer.headers ?? {}
			})
		);
	};
	const sender = new Sender({
		door,
		fetch: fakeFetch,
		sleep: (delayMs) => {
			waits.push(delayMs);
			if (waits.length > 50) ending.abort();
			return Promise.resolve();
		},
		nowMs: () => Date.parse('2026-11-18T00:00:00Z'),
		jitter,
		signal: ending.signal,
		warn: (message) => warnings.push(message)
	});
	return { sender, calls, waits, warnings, ending };
}

describe('Sender', () => {
	test('live events go as a batch', async () => {
		const { sender, calls } = harness([{ status: 202 }]);
		expect(await sender.send([event('1'), event('2')], 'live')).toBe(true);
		expect(calls[0]?.url).toBe('http://ingest/v1/events');
		expect(calls[0]?.headers.get('content-type')).toBe('application/cloudevents-batch+json');
		expect(calls[0]?.headers.get('authorization')).toBe('Bearer t0ken');
		expect(JSON.parse(calls[0]?.body.toString() ?? '')).toEqual([event('1'), event('2')]);
	});

	test('the past goes as compressed lines into the backfill lane', async () => {
		const { sender, calls } = harness([{ status: 202 }]);
		await sender.send([event('1'), event('2')], 'backfill');
		expect(calls[0]?.url).toBe('http://ingest/v1/events?backfill=true');
		expect(calls[0]?.headers.get('content-encoding')).toBe('gzip');
		const lines = gunzipSync(calls[0]?.body ?? Buffer.alloc(0))
			.toString()
			.split('\n');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([event('1'), event('2')]);
	});

	test.each([
		['seconds', '7', 7000],
		['a date', 'Wed, 18 Nov 2026 00:00:09 GMT', 9000],
		['nonsense', 'soon', 200]
	])('waits as long as it is told: %s', async (_why, header, waitMs) => {
		const { sender, waits } = harness([
			{ status: 503, headers: { 'retry-after': header } },
			{ status: 202 }
		]);
		expect(await sender.send([event('1')], 'live')).toBe(true);
		expect(waits).toEqual([waitMs]);
	});

	test.each([
		['the connection breaks', new TypeError('fetch failed')],
		['ingest is overloaded', { status: 429 }],
		['something between fails', { status: 502, body: '<html>' }]
	])('sends the same events again when %s', async (_why, answer) => {
		const { sender, calls, waits } = harness([answer, answer, answer, { status: 202 }]);
		expect(await sender.send([event('1')], 'live')).toBe(true);
		expect(new Set(calls.map(({ body }) => body.toString())).size).toBe(1);
		expect(waits).toEqual([200, 400, 800]);
	});

	test.each([
		['a time', { 'retry-after': '5' }, 5000, 10_000],
		['nothing', {}, 0, 200]
	])(
		'[N7] a thousand that are told %s come back spread over the pause, and none too soon',
		async (_what, headers, fromMs, toMs) => {
			const random = new Random('herd');
			const waits = await Promise.all(
				Array.from({ length: 1000 }, async () => {
					const told = [{ status: 503, headers }, { status: 202 }];
					const one = harness(told, undefined, () => random.next());
					await one.sender.send([event('1')], 'live');
					return one.waits[0] ?? 0;
				})
			);
			expect(Math.min(...waits)).toBeGreaterThanOrEqual(fromMs);
			expect(Math.max(...waits)).toBeLessThanOrEqual(toMs);
			const tenths = new Set(waits.map((ms) => Math.floor((10 * (ms - fromMs)) / (toMs - fromMs))));
			expect(tenths.size).toBeGreaterThan(8);
		}
	);

	test('finds ingest again when it comes back at another address', async () => {
		const urls = ['http://old', 'http://new'];
		const { sender, calls } = harness([new TypeError('refused'), { status: 202 }], () => ({
			url: urls.shift() ?? '',
			token: 't0ken'
		}));
		await sender.send([event('1')], 'live');
		expect(calls.map(({ url }) => url)).toEqual(['http://old/v1/events', 'http://new/v1/events']);
	});

	test('waits for a token that is not there yet', async () => {
		const tokens = [null, 'made'];
		const { sender, calls } = harness([{ status: 202 }], () => ({
			url: 'http://ingest',
			token: tokens.shift() ?? null
		}));
		await sender.send([event('1')], 'live');
		expect(calls).toHaveLength(1);
	});

	test('tells what was refused, and does not send it again', async () => {
		const { sender, calls, warnings } = harness([{ status: 207, body: receipt(1) }]);
		expect(await sender.send([event('1')], 'live')).toBe(true);
		expect(calls).toHaveLength(1);
		expect(warnings).toEqual(['ingest refused 1 events: why']);
	});

	test('gives up on a token that stays unknown, and on a request that is wrong', async () => {
		const unknown = harness([{ status: 401 }]);
		await expect(unknown.sender.send([event('1')], 'live')).rejects.toThrow(SenderStopped);
		const wrong = harness([{ status: 413 }]);
		await expect(wrong.sender.send([event('1')], 'live')).rejects.toThrow(SenderStopped);
		expect(wrong.calls).toHaveLength(1);
	});

	test('ends when it is told to, and says that the events were not taken', async () => {
		const { sender } = harness([new TypeError('fetch failed')]);
		expect(await sender.send([event('1')], 'live')).toBe(false);
	});
});
