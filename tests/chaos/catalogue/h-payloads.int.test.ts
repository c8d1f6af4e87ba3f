/** Group H of the catalogue where no test beside the code has it: hostile payloads at the door of a real process. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataDir, removeDataDir } from '../../support/engine.ts';
import { startTestIngest, testEvent } from '../../support/ingest.ts';
import type { TestIngest } from '../../support/ingest.ts';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const KIB = 1024;

let dataDir: string;
let ingest: TestIngest;
beforeAll(async () => {
	dataDir = await makeDataDir();
	ingest = await startTestIngest({ dataDir });
});
afterAll(async () => {
	await ingest.stop();
	await removeDataDir(dataDir);
});

/** The event as text, with the text put where `"@"` stands. */
const withText = (json: string, data: object = { channel: 'voice', value: '@' }): string =>
	JSON.stringify(testEvent({ data })).replace('"@"', json);
const single = (body: string | Buffer) => ingest.post(body, { contentType: STRUCTURED });

test('[H1] a length that is too large is refused before a byte of the body is read', async () => {
	const status = await new Promise<number>((resolve, reject) => {
		const sent = request(
			`${ingest.url}/v1/events`,
			{
				method: 'POST',
				headers: {
					authorization: `Bearer ${ingest.token}`,
					'content-type': BATCH,
					'content-length': 10 * KIB * KIB
				}
			},
			(response) => {
				resolve(response.statusCode ?? 0);
				sent.destroy();
			}
		);
		sent.on('error', reject);
		sent.flushHeaders();
	});
	expect(status).toBe(413);
});

test('[H1] one event of 256 KiB and a byte in a batch is refused alone', async () => {
	const empty = JSON.stringify(
		testEvent({ id: 'just-too-large', data: { channel: 'voice', x: '' } })
	);
	const just = (bytes: number) =>
		empty.replace('"x":""', `"x":"${'x'.repeat(bytes - empty.length)}"`);
	const batch = [just(256 * KIB), just(256 * KIB + 1).replace('just-too', 'really-too')];
	expect(batch.map((text) => text.length)).toEqual([256 * KIB, 256 * KIB + 3]);
	expect(await ingest.post(`[${batch.join(',')}]`)).toMatchObject({
		status: 207,
		body: { accepted: 1, rejected: 1, errors: [{ index: 1, code: 'event_too_large' }] }
	});
});

/** Everything that comes back over a connection of its own. */
function exchange(text: string, isEnding: boolean): Promise<string> {
	return new Promise((resolve) => {
		let answer = '';
		const port = Number(new URL(ingest.url).port);
		const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
		socket.on('error', () => undefined);
		socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
		socket.once('end', () => socket.end());
		socket.once('close', () => {
			resolve(answer);
		});
		socket.write(text);
		if (isEnding) socket.end();
	});
}
const head = (length: string): string =>
	`POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ingest.token}\r\nContent-Type: ${BATCH}\r\n${length}\r\n\r\n`;
const statuses = (answer: string): string[] =>
	[...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);

test('[H2] what is longer than its length is a next request, and no HTTP', async () => {
	const answer = await exchange(`${head('Content-Length: 2')}[] {"more":1}\r\n\r\n`, false);
	// The answer to the first may or may not get ahead of it.
	expect(statuses(answer).at(-1)).toBe('400');
});

test('[H2] what is shorter than its length counts for nothing', async () => {
	const before = (await ingest.status()).total.received;
	const body = JSON.stringify([testEvent()]);
	expect(statuses(await exchange(`${head('Content-Length: 5000')}${body}`, true))).not.toContain(
		'202'
	);
	expect((await ingest.status()).total.received).toBe(before);
});

test('[H2] two lengths, and a length beside chunks, are refused with the connection', async () => {
	for (const length of [
		'Content-Length: 2\r\nContent-Length: 3',
		'Content-Length: 2\r\nTransfer-Encoding: chunked',
		'Content-Length: 0x2',
		'Content-Length: -2'
	])
		expect([length, statuses(await exchange(`${head(length)}[]`, false))]).toEqual([
			length,
			['400']
		]);
});

test('[H3] an event of 33 levels is refused, one of 32 is not', async () => {
	// The event, its data and the number inside: three levels are there before.
	const nested = (levels: number) =>
		withText(`${'['.repeat(levels)}1${']'.repeat(levels)}`, { channel: 'voice', deep: '@' });
	expect(await single(nested(30))).toMatchObject({ status: 202 });
	expect(await single(nested(31))).toMatchObject({
		status: 422,
		body: { errors: [{ code: 'too_deep' }] }
	});
});

test.each<[string, string, number]>([
	['200,000 names', `{${Array.from({ length: 200_000 }, (_, n) => `"k${n}":1`).join(',')}}`, 413],
	['a name of 1 MiB', `{"${'k'.repeat(KIB * KIB)}":1}`, 413],
	['a million numbers', `[${'1,'.repeat(999_999)}1]`, 413],
	['a label with a name of 129 characters', `{"${'k'.repeat(129)}":"x"}`, 422],
	['a label with a name of two lines', '{"a\\nb":{"x":1}}', 422],
	['a label of 1,001 characters', `{"k":"${'x'.repeat(1001)}"}`, 422]
])('[H4] %s in an event', async (_what, json, status) => {
	expect(await single(withText(json, { channel: 'voice', labels: '@' }))).toMatchObject({ status });
});

test('[H5] what is packed twice is unpacked once, and other packings are not read', async () => {
	const packed = gzipSync(JSON.stringify([testEvent()]));
	const gzip = { 'content-encoding': 'gzip' };
	expect(await ingest.post(gzipSync(packed), { headers: gzip })).toMatchObject({ status: 400 });
	for (const encoding of ['br', 'zstd', 'deflate', 'gzip, br'])
		expect(
			await ingest.post(brotliCompressSync('[]'), { headers: { 'content-encoding': encoding } })
		).toMatchObject({ status: 415 });
	// Members behind each other are one stream, by the format itself.
	const members = Buffer.concat([gzipSync('['), gzipSync(']')]);
	expect(await ingest.post(members, { headers: gzip })).toMatchObject({ status: 202 });
});

test.each<[string, string | Buffer, object]>([
	['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), { code: 'invalid_utf8' }],
	['an overlong character', Buffer.from([0x22, 0xc0, 0x80, 0x22]), { code: 'invalid_utf8' }],
	['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), { code: 'invalid_utf8' }],
	['a byte order mark', '\ufeff{}', { code: 'invalid_utf8' }]
])('[H6] %s', async (_what, body, problem) => {
	expect(await single(Buffer.from(body))).toMatchObject({ status: 400, body: problem });
});

test.each([
	['half a character', '"\\ud800"', 'topic', 422],
	['half a character in a name', '{"\\udc00":"x"}', 'labels', 422],
	['a null character in a name', '"a\\u0000b"', 'topic', 422],
	['a line break in an id', '"a\\nb"', 'customer', 422],
	['a whole character of two halves', '"\\ud83d\\ude00"', 'topic', 202]
])('[H6] %s', async (_what, json, field, status) => {
	expect(await single(withText(json, { channel: 'voice', [field]: '@' }))).toMatchObject({
		status
	});
});

test.each([
	['NaN', 400],
	['Infinity', 400],
	['1e999', 422],
	['9007199254740993', 422],
	['"12"', 422],
	['-0', 202],
	['9007199254740991', 202]
])('[H7] %s where a number stands', async (json, status) => {
	expect(await single(withText(json))).toMatchObject({ status });
});

test('[H7] a number of more than 32 bits where the database has 32', async () => {
	for (const [number, status] of [
		[2_147_483_647, 202],
		[2_147_483_648, 422]
	] as const) {
		const event = testEvent({
			type: 'atalaya.interaction.queued.v1',
			data: { queue: 'q', priority: number }
		});
		expect(await single(JSON.stringify(event))).toMatchObject({ status });
	}
});

test('[H8] names of the prototype anywhere are data or refused, and change nothing', async () => {
	const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
	for (const name of names) {
		const asLabel = withText(`{"${name}":"x"}`, { channel: 'voice', labels: '@' });
		expect(await single(asLabel)).toMatchObject({ status: 202 });
		const asAttribute = JSON.stringify(testEvent()).replace('{', `{"${name}":{"polluted":1},`);
		expect([202, 422]).toContain((await single(asAttribute)).status);
		const asType = await single(JSON.stringify(testEvent({ type: name })));
		expect(asType.status).toBe(202);
		const inQuery = await ingest.post([testEvent()], { query: `?${name}=1&${name}[x]=1` });
		expect(inQuery.status).toBe(202);
		const asHeader = await ingest.post('{}', {
			contentType: 'application/json',
			headers: { [`ce-${name}`]: 'x' }
		});
		expect([400, 422]).toContain(asHeader.status);
	}
	const { unknownTypes } = await ingest.status();
	expect(Object.hasOwn(unknownTypes, 'toString')).toBe(true);
	expect(await ingest.post([testEvent()])).toMatchObject({ status: 202 });
});

test('[H9] of a name that comes twice the last value counts everywhere: the copy is known by it', async () => {
	const text = JSON.stringify(testEvent({ id: 'second' }));
	const twice = text.replace('"id":"second"', '"id":"first","id":"second"');
	expect(await single(twice)).toMatchObject({ status: 202, body: { accepted: 1 } });
	expect(await single(text)).toMatchObject({ status: 202, body: { duplicates: 1 } });
	const first = text.replace('"id":"second"', '"id":"first"');
	expect(await single(first)).toMatchObject({ status: 202, body: { accepted: 1 } });
});

test('[H10] headers that are too long end the request before it is one', async () => {
	const answer = await exchange(
		head(`Content-Length: 2\r\nce-subject: ${'s'.repeat(64 * KIB)}`),
		false
	);
	expect(statuses(answer)).toEqual(['431']);
	expect(answer).toContain('application/problem+json');
});

test('[H17] [H18] nothing of what was sent stands in the log, however it was sent', async () => {
	const forged = '\r\n{"level":60,"msg":"forged"}\u001b[2J';
	const secret = 'sig=s3cr3t-4111111111111111-ES9121000418450200051332';
	await single(withText(JSON.stringify(`${forged}${secret}`), { channel: '@' }));
	await single(`${forged}${secret}`);
	await ingest.post([testEvent()], { token: secret, query: `?${secret}` });
	await exchange(`GET /${secret} HTTP/1.1\r\nHost: x\r\nAuthorization: ${secret}\r\n\r\n`, true);
	// Of the digits as many as no figure has by chance: instants and times have four of them every now and then.
	const sent = /forged|s3cr3t|41111111|ES91/;
	const said = ingest.output();
	expect(said).not.toMatch(sent);
	for (const line of said.trim().split('\n'))
		expect(() => JSON.parse(line) as unknown).not.toThrow();
	const metrics = await (await fetch(`${ingest.url}/metrics`)).text();
	expect(metrics).not.toMatch(sent);
});
