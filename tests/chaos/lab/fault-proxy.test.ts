/** The proxy itself, before a server of three lines: what it does wrong it does as it was told. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { exception } from './fault.ts';
import { FaultProxy } from './fault-proxy.ts';
import { until } from '../../support/until.ts';

let server: Server;
let proxy: FaultProxy;
/** Bodies that reached the server whole, and how many bytes of those that did not. */
let whole: string[] = [];
let broken: number[] = [];

const target = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (piece: Buffer) => (body += piece.toString()));
		request.on('error', () => broken.push(body.length));
		request.on('end', () => {
			whole.push(body);
			response.setHeader('x-answer', 'yes');
			response.end(`got ${body.length}`);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	proxy = await FaultProxy.open({ target });
});
afterEach(() => {
	proxy.script(null);
	proxy.forget();
	whole = [];
	broken = [];
});
afterAll(async () => {
	await proxy.close();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const post = (
	body: string,
	{ name = 'insert-events', signal = AbortSignal.timeout(10_000) } = {}
) =>
	fetch(`${proxy.url}/?log_comment=${name}&insert_deduplication_token=t`, {
		method: 'POST',
		body,
		signal
	});
/** How a request ended: with its text, or without an answer. */
const outcome = async (body: string, options = {}): Promise<string> => {
	try {
		return await (await post(body, options)).text();
	} catch {
		return 'nothing';
	}
};

describe('a proxy without a fault', () => {
	test('hands on what it gets, head and body, and remembers it', async () => {
		const answer = await post('hello');
		expect([answer.status, answer.headers.get('x-answer'), await answer.text()]).toEqual([
			200,
			'yes',
			'got 5'
		]);
		expect(proxy.inserts('events')).toMatchObject([
			{ name: 'insert-events', token: 't', status: 200, fault: null }
		]);
	});
});

describe('a proxy with a fault', () => {
	test('in the request before the server hears of it', async () => {
		proxy.next(() => true, { kind: 'reset' });
		expect(await outcome('one')).toBe('nothing');
		proxy.next(() => true, { kind: 'blackhole' });
		expect(await outcome('two', { signal: AbortSignal.timeout(200) })).toBe('nothing');
		expect(whole).toEqual([]);
		expect(await outcome('three')).toBe('got 5');
	});

	test('in the middle of the request leaves the server with a piece of it', async () => {
		proxy.next(() => true, { kind: 'cut-request', afterBytes: 1000 });
		expect(await outcome('x'.repeat(5000))).toBe('nothing');
		await until('the server notices', () => Promise.resolve(broken.length === 1));
		expect([whole, broken]).toEqual([[], [1000]]);
	});

	test.each([
		['swallow', { kind: 'swallow' }],
		['half-close', { kind: 'half-close' }],
		['cut in the head', { kind: 'cut-answer', afterBytes: 20 }],
		['cut in the body', { kind: 'cut-answer', afterBytes: -2 }]
	] as const)('in the answer: %s: the server has done it', async (_what, fault) => {
		proxy.next(() => true, fault);
		expect(await outcome('done')).toBe('nothing');
		expect(whole).toEqual(['done']);
	});

	test('answers in place of the server', async () => {
		proxy.next(() => true, exception(241, 'Memory limit exceeded', 'MEMORY_LIMIT_EXCEEDED'));
		const answer = await post('x');
		expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([
			500,
			'241'
		]);
		expect(await answer.text()).toMatch(/^Code: 241\. DB::Exception: Memory limit exceeded/);
		expect(whole).toEqual([]);
	});

	test('is slow: late, or a piece at a time', async () => {
		proxy.next(() => true, { kind: 'delay', ms: 100 });
		expect(await outcome('late')).toBe('got 4');
		proxy.next(() => true, { kind: 'drip', bytes: 2, everyMs: 5 });
		expect(await outcome('in pieces')).toBe('got 9');
		expect(whole).toEqual(['late', 'in pieces']);
	});

	test('is meant for some requests, and for so many of them', async () => {
		const left = proxy.next(({ name }) => name === 'insert-events', { kind: 'reset' }, 2);
		expect(await outcome('ping', { name: 'other' })).toBe('got 4');
		expect(await outcome('1')).toBe('nothing');
		expect(left()).toBe(1);
		expect(await outcome('1')).toBe('nothing');
		expect(await outcome('1')).toBe('got 1');
	});

	test('goes away and comes back at its address', async () => {
		const { url } = proxy;
		await proxy.goAway();
		expect(await outcome('x')).toBe('nothing');
		await proxy.comeBack();
		expect(proxy.url).toBe(url);
		expect(await outcome('x')).toBe('got 1');
	});
});
