import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAllowedHosts } from './address-rules.ts';
import { OutboundError, guardedRequest } from './guarded-request.ts';
import type { GuardedOptions, Resolve } from './guarded-request.ts';

const NONE = readAllowedHosts([]);
const LOOPBACK = readAllowedHosts(['127.0.0.1']);

const asked: { method: string; url: string; host: string; body: string }[] = [];
let server: Server;
let port: number;
let respond: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
	asked.length = 0;
	respond = (_request, response) => response.end('hello');
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			asked.push({ method, url, host: headers.host ?? '', body });
			respond(request, response);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
	server.closeAllConnections();
	await new Promise((done) => server.close(done));
});

const faultOf = async (address: string, options: GuardedOptions): Promise<string> => {
	try {
		const { status } = await guardedRequest(address, options);
		return `answered ${status}`;
	} catch (error) {
		return error instanceof OutboundError ? error.fault : `another error: ${String(error)}`;
	}
};

/** Answers each question with the next of these. */
const inTurn = (...answers: string[]): Resolve & { questions: number } => {
	const resolve = Object.assign(
		() => {
			const address = answers[Math.min(resolve.questions++, answers.length - 1)] ?? '';
			return Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
		},
		{ questions: 0 }
	);
	return resolve;
};

describe('guarded request', () => {
	test('it reaches a host whose network is allowed, and brings method, headers, body and answer', async () => {
		respond = (request, response) => {
			response.writeHead(201, { 'x-seen': request.headers['x-sent'] });
			response.end('made');
		};
		const answer = await guardedRequest(`http://hooks.example:${port}/a?b=c`, {
			allowed: LOOPBACK,
			method: 'POST',
			body: '{"n":1}',
			headers: { 'x-sent': 'yes', Host: 'evil.example' },
			resolve: inTurn('127.0.0.1')
		});
		expect(answer.status).toBe(201);
		expect(answer.headers['x-seen']).toBe('yes');
		expect(answer.body.toString()).toBe('made');
		expect(asked).toEqual([
			{ method: 'POST', url: '/a?b=c', host: `hooks.example:${port}`, body: '{"n":1}' }
		]);
	});

	test.each([
		['127.0.0.1', (p: number) => `http://127.0.0.1:${p}/`],
		['a short form', (p: number) => `http://127.1:${p}/`],
		['decimal', (p: number) => `http://2130706433:${p}/`],
		['octal', (p: number) => `http://0177.0.0.01:${p}/`],
		['hexadecimal', (p: number) => `http://0x7f000001:${p}/`],
		['full-width digits', (p: number) => `http://１２７.0.0.1:${p}/`],
		['zero', (p: number) => `http://0:${p}/`],
		['IPv6', (p: number) => `http://[::1]:${p}/`],
		['IPv4 inside IPv6', (p: number) => `http://[::ffff:127.0.0.1]:${p}/`],
		['a translated address', (p: number) => `http://[64:ff9b::127.0.0.1]:${p}/`],
		['the metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
		['localhost by its name', (p: number) => `http://localhost:${p}/`]
	])(
		'an address of this machine written as %s is refused before anything is sent',
		async (_how, at) => {
			expect(await faultOf(at(port), { allowed: NONE })).toBe('refused');
			expect(asked).toEqual([]);
		}
	);

	test('a name that leads inside is refused, also when only one of its addresses does', async () => {
		const resolve: Resolve = () =>
			Promise.resolve([
				{ address: '93.184.216.34', family: 4 },
				{ address: '127.0.0.1', family: 4 }
			]);
		expect(await faultOf(`http://rebind.example:${port}/`, { allowed: NONE, resolve })).toBe(
			'refused'
		);
		expect(asked).toEqual([]);
	});

	test('[A10] a name is asked for once: its second answer, which leads inside, is never used', async () => {
		// Checked as 127.0.0.1, which is allowed here; a second question would lead to ::1, where nobody listens.
		const resolve = inTurn('127.0.0.1', '::1');
		const options = { allowed: LOOPBACK, resolve };
		expect(await faultOf(`http://rebind.example:${port}/`, options)).toBe('answered 200');
		expect(resolve.questions).toBe(1);
	});

	test('[A10] a redirect is answered as it is and not followed', async () => {
		respond = (_request, response) => {
			response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
		};
		const answer = await guardedRequest(`http://hooks.example:${port}/`, {
			allowed: LOOPBACK,
			resolve: inTurn('127.0.0.1')
		});
		expect(answer.status).toBe(302);
		expect(asked).toHaveLength(1);
	});

	test.each([
		'ftp://example.com/',
		'file:///etc/passwd',
		'gopher://127.0.0.1:6379/_x',
		'javascript:alert(1)',
		'//example.com/',
		'http://',
		'nonsense',
		'http://user:secret@example.com/',
		'http://user@example.com/'
	])('%s is no address to call', async (address) => {
		expect(await faultOf(address, { allowed: NONE, resolve: inTurn('93.184.216.34') })).toBe(
			'bad-address'
		);
	});

	test('an answer that is too large is broken off', async () => {
		let sent = 0;
		respond = (_request, response) => {
			const more = (): void => {
				while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 64;
			};
			response.on('drain', more);
			more();
		};
		const options = { allowed: LOOPBACK, resolve: inTurn('127.0.0.1'), mostBytes: 200_000 };
		expect(await faultOf(`http://large.example:${port}/`, options)).toBe('too-large');
		expect(sent).toBeLessThan(100_000);
	});

	test('one that never comes to its end is given up, and so is a name that is not resolved', async () => {
		respond = (_request, response) => {
			response.write('a');
		};
		const options = { allowed: LOOPBACK, resolve: inTurn('127.0.0.1'), timeoutMs: 200 };
		expect(await faultOf(`http://slow.example:${port}/`, options)).toBe('too-slow');
		const resolve: Resolve = () => new Promise(() => undefined);
		expect(await faultOf('http://slow.example/', { ...options, resolve })).toBe('too-slow');
	});

	test('a host nobody knows, and one that refuses the connection, are told apart', async () => {
		const resolve: Resolve = () => Promise.reject(new Error('ENOTFOUND'));
		expect(await faultOf('http://nobody.example/', { allowed: NONE, resolve })).toBe('not-found');
		const closed = { allowed: LOOPBACK, resolve: inTurn('127.0.0.1') };
		expect(await faultOf('http://closed.example:1/', closed)).toBe('unreachable');
	});

	test('a header that would begin another request is refused', async () => {
		const options = {
			allowed: LOOPBACK,
			resolve: inTurn('127.0.0.1'),
			headers: { 'x-a': 'b\r\nHost: evil' }
		};
		expect(await faultOf(`http://split.example:${port}/`, options)).toBe('unreachable');
		expect(asked).toEqual([]);
	});
});
