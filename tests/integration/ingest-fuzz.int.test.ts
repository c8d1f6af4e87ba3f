/** Whatever is sent: an answer below 500, a process that lives, memory that is bounded. */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDataDir, removeDataDir } from '../support/engine.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';

const CASES = 10_000;
const CONNECTIONS = 16;
const MOST_MEMORY_MB = 600;

let dataDir: string;
let ingest: TestIngest;

beforeAll(async () => {
	dataDir = await makeDataDir();
	ingest = await startTestIngest({ dataDir, env: { LOG_LEVEL: 'error' } });
});
afterAll(async () => {
	await ingest.stop();
	await removeDataDir(dataDir);
});

interface Case {
	readonly path: string;
	readonly method: string;
	readonly headers: Record<string, string>;
	readonly body: Buffer;
}

const NOW = new Date().toISOString();
const odd = fc.oneof(
	fc.json(),
	fc.constantFrom(
		'1e999',
		'-0',
		'9007199254740993',
		'"\\ud800"',
		'"\\u0000"',
		'{"__proto__":{"x":1}}',
		'[[[[]]]]',
		'NaN',
		''
	),
	fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text))
);
const attribute = fc.constantFrom(
	'specversion',
	'id',
	'source',
	'type',
	'time',
	'subject',
	'data',
	'__proto__',
	'constructor',
	'ext',
	'UPPER'
);
const time = fc.constantFrom(
	NOW,
	'2026-02-29T00:00:00Z',
	'12',
	'0',
	'2026-11-20T24:00:00Z',
	'+275760-09-13T00:00:00Z',
	'1969-12-31T23:59:59Z',
	'2026-11-20 10:00:00+02:00'
);

/** Mostly nothing, so that the odd ones get past each other. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>, usual: T, often = 4): fc.Arbitrary<T> =>
	fc.oneof({ weight: often, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });

/** A valid event with some attributes put in another form. */
const eventText = fc
	.tuple(
		fc.uuid(),
		seldom(time, NOW),
		seldom(fc.array(fc.tuple(attribute, odd), { maxLength: 3 }), [])
	)
	.map(([id, at, changes]) => {
		const parts = [
			'"specversion":"1.0"',
			`"id":"${id}"`,
			'"source":"//fuzz"',
			'"type":"atalaya.interaction.created.v1"',
			'"subject":"s"',
			`"time":"${at}"`,
			'"data":{"channel":"voice"}',
			...changes.map(([name, value]) => `"${name}":${value}`)
		];
		return `{${parts.join(',')}}`;
	});
const events = fc.array(eventText, { maxLength: 5 });

/** A body with the media type that fits it. */
const content = fc.oneof(
	fc.record({ text: eventText, type: fc.constant('application/cloudevents+json') }),
	fc.record({
		text: events.map((list) => `[${list.join(',')}]`),
		type: fc.constant('application/cloudevents-batch+json')
	}),
	fc.record({
		text: events.map((list) => list.join('\n')),
		type: fc.constant('application/x-ndjson')
	}),
	fc.record({
		text: events.map((list) => `{"events":[${list.join(',')}]}`),
		type: fc.constant('application/json')
	}),
	fc.record({
		text: fc.oneof(
			odd,
			fc.nat(3000).map((n) => '['.repeat(n)),
			fc.nat(3000).map((n) => '{"a":'.repeat(n))
		),
		type: fc.constant('application/cloudevents-batch+json')
	})
);

/** Bytes cut off, changed or put in somewhere. */
const mutation = fc.array(
	fc.tuple(fc.nat(), fc.constantFrom('cut', 'set', 'insert'), fc.nat(255)),
	{ maxLength: 4 }
);
function mutate(bytes: Buffer, changes: readonly (readonly [number, string, number])[]): Buffer {
	let out = bytes;
	for (const [where, how, byte] of changes) {
		const at = out.length === 0 ? 0 : where % out.length;
		if (how === 'cut') out = out.subarray(0, at);
		else if (how === 'set' && out.length > 0) {
			out = Buffer.from(out);
			out.writeUInt8(byte, at);
		} else out = Buffer.concat([out.subarray(0, at), Buffer.of(byte), out.subarray(at)]);
	}
	return out;
}

const contentType = fc.constantFrom(
	'application/cloudevents+json',
	'application/cloudevents-batch+json',
	'application/x-ndjson',
	'application/json',
	'Application/JSON ; charset=utf-8',
	'application/json garbage',
	' application/json',
	'application/json\t;x=y',
	'',
	'text/plain',
	';',
	'/',
	'application/cloudevents+json; charset=utf-16',
	'multipart/form-data; boundary=x',
	'application/cloudevents-batch+json;charset="utf-8"'
);
const headerValue = fc.oneof(
	fc.constantFrom('%C0%A0', '%zz', '%', '%2541', '"quoted %20"', '1.0', NOW, 'x'.repeat(1000)),
	fc.stringMatching(/^[!-~]{0,40}$/)
);
const more = fc.dictionary(
	fc.constantFrom(
		'ce-id',
		'ce-source',
		'ce-type',
		'ce-specversion',
		'ce-time',
		'ce-subject',
		'ce-data',
		'ce-X',
		'ce-__proto__',
		'expect-x',
		'authorization'
	),
	headerValue,
	{ maxKeys: 4 }
);

const requestCase: fc.Arbitrary<Case> = fc
	.record({
		content,
		changes: seldom(mutation, [], 2),
		type: seldom<string | null>(contentType, null),
		gzipped: fc.boolean(),
		encoding: seldom<string | null>(
			fc.constantFrom('gzip', 'identity', 'br', 'gzip, gzip', 'GZIP'),
			null,
			8
		),
		more: seldom<Record<string, string>>(more, {}),
		method: seldom(fc.constantFrom('PUT', 'GET', 'DELETE', 'PATCH'), 'POST', 9),
		query: seldom(
			fc.constantFrom(
				'?backfill=true',
				'?backfill=maybe',
				'?backfill=true&backfill=false',
				'?%zz',
				'/../..',
				'//'
			),
			''
		)
	})
	.map((odds) => {
		const body = Buffer.from(odds.content.text);
		return {
			path: `/v1/events${odds.query}`,
			method: odds.method,
			headers: {
				authorization: 'Bearer test-ingest-token',
				'content-type': odds.type ?? odds.content.type,
				'content-encoding': odds.encoding ?? (odds.gzipped ? 'gzip' : 'identity'),
				...odds.more
			},
			body: mutate(odds.gzipped ? gzipSync(body) : body, odds.changes)
		};
	});

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function send({ path, method, headers: of, body }: Case): Promise<number> {
	return new Promise((resolve, reject) => {
		const sent = request(
			`${ingest.url}${path}`,
			{ method, agent, headers: { ...of, 'content-length': body.length } },
			(response) => {
				response.resume();
				response.once('end', () => {
					resolve(response.statusCode ?? 0);
				});
			}
		);
		sent.once('error', (cause) => {
			reject(
				new Error(
					`${method} ${path} ${JSON.stringify(of)} ${body.toString('latin1').slice(0, 200)}`,
					{ cause }
				)
			);
		});
		sent.end(body);
	});
}

async function memoryMb(): Promise<number> {
	const status = await readFile(`/proc/${ingest.pid}/status`, 'utf8').catch(() => '');
	return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

describe('ten thousand odd requests', () => {
	test('are answered below 500, and the process goes on', async () => {
		const cases = fc.sample(requestCase, { numRuns: CASES, seed: 20_261_121 });
		const statuses = new Map<number, number>();
		const failed: Case[] = [];
		let next = 0;
		const worker = async () => {
			for (let each = cases[next++]; each; each = cases[next++]) {
				const status = await send(each);
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
				if (status >= 500 || status === 0) failed.push(each);
			}
		};
		await Promise.all(Array.from({ length: CONNECTIONS }, worker));
		expect(
			failed.map(({ body, ...rest }) => ({ ...rest, body: body.toString('latin1').slice(0, 300) }))
		).toEqual([]);
		expect(
			[...statuses.keys()].filter(
				(status) => ![200, 202, 207, 400, 401, 403, 404, 405, 413, 415, 422, 431].includes(status)
			)
		).toEqual([]);
		for (const common of [202, 207, 400, 415, 422])
			expect(statuses.get(common)).toBeGreaterThan(100);
		const { total } = await ingest.status();
		expect(total.received).toBe(total.accepted + total.duplicate + total.rejected);
		expect(({} as Record<string, unknown>)['x']).toBeUndefined();
		expect(await memoryMb()).toBeLessThan(MOST_MEMORY_MB);
		expect(ingest.output()).not.toMatch(/a request failed|rejected and nobody/);
	});

	test('[N3] bytes that are no HTTP end that connection only', async () => {
		const starts = [
			'\0\0\0\0',
			'GET',
			'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
			`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`
		];
		for (const bytes of starts) {
			await new Promise<void>((resolve) => {
				const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1', () => {
					socket.write(bytes);
					setTimeout(() => {
						socket.destroy();
					}, 100);
				});
				socket.on('error', () => undefined);
				socket.on('close', () => {
					resolve();
				});
			});
		}
		expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200);
	});

	test('[N4] senders that go away in the middle leave nothing behind', async () => {
		for (const encoding of ['identity', 'gzip']) {
			for (const type of ['application/x-ndjson', 'application/cloudevents-batch+json']) {
				const of = {
					authorization: `Bearer ${ingest.token}`,
					'content-type': type,
					'content-encoding': encoding,
					'content-length': 100_000
				};
				const sent = request(`${ingest.url}/v1/events`, { method: 'POST', headers: of });
				sent.on('error', () => undefined);
				sent.write(encoding === 'gzip' ? gzipSync('[').subarray(0, 12) : '[');
				await new Promise((resolve) => setTimeout(resolve, 50));
				sent.destroy();
			}
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200);
		expect(ingest.output()).not.toMatch(/a request failed|rejected and nobody/);
	});
});
