/** Each row of the ingest table of contract/api.md, against a real process and a real engine. */
import { gzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { TEST_INTERNAL_TOKEN, startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { storedIds } from '../support/stored-events.ts';

let engine: TestEngine;
let ingest: TestIngest;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	ingest = await startTestIngest({
		dataDir: engine.dataDir,
		connection: engine.connection,
		env: { API_TOKEN: 'reader-token' }
	});
});
afterAll(async () => {
	await ingest.stop();
	await engine.stop();
});

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const NDJSON = 'application/x-ndjson';
const lines = (...events: unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');
const single = (event: unknown) => ingest.post(JSON.stringify(event), { contentType: STRUCTURED });

describe('all durable: 202', () => {
	test('a structured event', async () => {
		const { status, body } = await single(testEvent());
		expect({ status, body }).toEqual({
			status: 202,
			body: {
				requestId: expect.any(String) as unknown,
				accepted: 1,
				duplicates: 0,
				rejected: 0,
				durability: 'spooled'
			}
		});
	});

	test('an empty batch', async () => {
		expect(await ingest.post([])).toMatchObject({ status: 202, body: { accepted: 0 } });
	});

	test('[I2] a batch with known duplicates, in one request and again', async () => {
		const event = testEvent();
		const first = await ingest.post([event, testEvent(), event]);
		expect(first).toMatchObject({ status: 202, body: { accepted: 2, duplicates: 1 } });
		const again = await ingest.post([event]);
		expect(again).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 1, rejected: 0 } });
	});

	test('[I3] the same id from another source is another event', async () => {
		const event = testEvent();
		const other = { ...event, source: '//elsewhere' };
		expect(await ingest.post([event, other])).toMatchObject({ body: { accepted: 2 } });
	});

	test('[H12] NDJSON with CRLF, empty lines and no final line break', async () => {
		const body = `${JSON.stringify(testEvent())}\r\n\r\n  \n${JSON.stringify(testEvent())}`;
		for (const contentType of [NDJSON, 'application/jsonl']) {
			const answer = await ingest.post(body, { contentType });
			expect(answer.status).toBe(202);
			expect(Number(answer.body['accepted']) + Number(answer.body['duplicates'])).toBe(2);
		}
	});

	test('[H10] binary mode, percent-decoded once', async () => {
		const answer = await ingest.post('{"channel":"voice"}', {
			contentType: 'application/json',
			headers: {
				'ce-specversion': '1.0',
				'ce-id': 'binary%20%C3%B1%2541',
				'ce-source': '//binary',
				'ce-type': 'atalaya.interaction.created.v1',
				'ce-subject': 'binary-1',
				'ce-time': new Date().toISOString(),
				prefer: 'wait=20'
			}
		});
		expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
		expect(await storedIds(engine.clickhouse, '//binary')).toEqual(['binary ñ%41']);
	});

	test('application/json with a list of events', async () => {
		const body = JSON.stringify({ events: [testEvent(), testEvent()] });
		const answer = await ingest.post(body, { contentType: 'application/json' });
		expect(answer).toMatchObject({ status: 202, body: { accepted: 2 } });
	});

	test('gzip, in every way to send', async () => {
		const headers = { 'content-encoding': 'gzip' };
		const event = testEvent();
		const sent = [
			await ingest.post(gzipSync(JSON.stringify([event])), { headers }),
			await ingest.post(gzipSync(JSON.stringify(event)), { headers, contentType: STRUCTURED }),
			await ingest.post(gzipSync(lines(event, testEvent())), { headers, contentType: NDJSON })
		];
		expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
		expect(sent[2]).toMatchObject({ body: { accepted: 1, duplicates: 1 } });
	});

	test('an event of an unknown type is stored raw and counted', async () => {
		const event = testEvent({
			type: 'atalaya.something.new.v7',
			source: '//unknown',
			data: { a: [1] }
		});
		expect(await ingest.post([event], { headers: { prefer: 'wait=20' } })).toMatchObject({
			status: 200
		});
		expect((await ingest.status()).unknownTypes).toMatchObject({ 'atalaya.something.new.v7': 1 });
		expect(await storedIds(engine.clickhouse, '//unknown')).toEqual([event['id']]);
	});
});

describe('with Prefer: wait', () => {
	test('200 and committed once everything can be queried', async () => {
		const events = Array.from({ length: 50 }, () => testEvent({ source: '//waited' }));
		const answer = await ingest.post(events, { headers: { prefer: 'respond-async, wait=20' } });
		expect(answer).toMatchObject({ status: 200, body: { accepted: 50, durability: 'committed' } });
		expect((await storedIds(engine.clickhouse, '//waited')).length).toBe(50);
		const again = await ingest.post(events, { headers: { prefer: 'wait=20' } });
		expect(again).toMatchObject({ status: 200, body: { duplicates: 50, durability: 'committed' } });
	});
});

describe('some refused: 207', () => {
	test('each refused event with its index, id, source, code, field and message', async () => {
		const bad = testEvent({ time: '2026-02-30T00:00:00Z' });
		const { status, body } = await ingest.post([testEvent(), bad, testEvent()]);
		expect(status).toBe(207);
		expect(body).toMatchObject({ accepted: 2, duplicates: 0, rejected: 1 });
		expect(body['errors']).toEqual([
			{
				index: 1,
				id: bad['id'],
				source: '//tests',
				code: 'invalid_time',
				field: '/time',
				message: expect.any(String) as unknown
			}
		]);
		expect(body['truncated']).toBeUndefined();
	});

	test('at most 100 errors are listed', async () => {
		const { status, body } = await ingest.post([testEvent(), ...Array<object>(150).fill({})]);
		expect({ status, rejected: body['rejected'], truncated: body['truncated'] }).toEqual({
			status: 207,
			rejected: 150,
			truncated: true
		});
		expect(body['errors']).toHaveLength(100);
	});

	test('[H12] one broken line of NDJSON does not stop the others', async () => {
		const body = `${lines(testEvent())}\n{"broken\n${lines(testEvent())}\n`;
		const answer = await ingest.post(body, { contentType: NDJSON });
		expect(answer).toMatchObject({
			status: 207,
			body: { accepted: 2, rejected: 1, errors: [{ index: 1, code: 'malformed_json' }] }
		});
	});

	test.each([
		['larger than 256 KiB', { channel: 'voice', note: 'x'.repeat(256 * 1024) }, 'event_too_large'],
		['deeper than 32 levels', nested(33), 'too_deep'],
		['with half a character', { channel: 'voice', note: '\ud800' }, 'invalid_text'],
		['with data that does not fit', { channel: 'UPPER' }, 'invalid_data']
	])('an event %s', async (_what, data, code) => {
		const { status, body } = await ingest.post([testEvent(), testEvent({ data })]);
		expect(status).toBe(207);
		expect(body).toMatchObject({ accepted: 1, rejected: 1, errors: [{ index: 1, code }] });
	});

	test('[I9] [I10] times: 5 minutes ahead as is, 24 hours flagged, more refused, 400 days, backfill', async () => {
		const at = (ms: number) => new Date(Date.now() + ms).toISOString();
		const day = 86_400_000;
		const source = '//times';
		const { body } = await ingest.post([
			testEvent({ source, id: 'soon', time: at(4 * 60_000) }),
			testEvent({ source, id: 'later', time: at(23 * 3_600_000) }),
			testEvent({ source, id: 'future', time: at(25 * 3_600_000) }),
			testEvent({ source, id: 'old', time: at(-399 * day) }),
			testEvent({ source, id: 'older', time: at(-401 * day) })
		]);
		expect(body).toMatchObject({
			accepted: 3,
			errors: [
				{ id: 'future', code: 'time_in_future' },
				{ id: 'older', code: 'time_too_old' }
			]
		});
		const backfill = await ingest.post([testEvent({ source, id: 'older', time: at(-401 * day) })], {
			query: '?backfill=true',
			headers: { prefer: 'wait=20' }
		});
		expect(backfill).toMatchObject({ status: 200, body: { accepted: 1 } });
		expect(await storedIds(engine.clickhouse, source)).toContain('older');
	});
});

describe('all refused: 422', () => {
	test('a single invalid event', async () => {
		const { status, body } = await single(testEvent({ data: {} }));
		expect(status).toBe(422);
		expect(body).toMatchObject({
			accepted: 0,
			rejected: 1,
			errors: [{ index: 0, code: 'invalid_data' }]
		});
	});

	test('a batch in which nothing is valid', async () => {
		expect(await ingest.post([{}, 1, null, 'text', []])).toMatchObject({
			status: 422,
			body: { accepted: 0, rejected: 5 }
		});
	});
});

describe('not JSON, bad UTF-8, broken gzip: 400', () => {
	const gzipped = gzipSync('[]');
	test.each<[string, string | Buffer, string, Record<string, string>, string]>([
		['no JSON', '{"specversion"', STRUCTURED, {}, 'malformed_json'],
		['no array', '{}', BATCH, {}, 'malformed_json'],
		['two values', '[] []', BATCH, {}, 'malformed_json'],
		['a comma too many', '[1,]', BATCH, {}, 'malformed_json'],
		['an empty body', '', STRUCTURED, {}, 'malformed_json'],
		['a flood of brackets', '['.repeat(1_000_000), BATCH, {}, 'malformed_json'],
		['NDJSON without a line of JSON', 'garbage\nmore\n', NDJSON, {}, 'malformed_json'],
		['bad UTF-8', Buffer.from([0x5b, 0x22, 0xc0, 0x80, 0x22, 0x5d]), BATCH, {}, 'invalid_utf8'],
		['a byte order mark', '\ufeff[]', BATCH, {}, 'invalid_utf8'],
		['a byte order mark before lines', `\ufeff{}`, NDJSON, {}, 'invalid_utf8'],
		['no gzip', '[]', BATCH, { 'content-encoding': 'gzip' }, 'bad_gzip'],
		['half a gzip', gzipped.subarray(0, -4), BATCH, { 'content-encoding': 'gzip' }, 'bad_gzip'],
		[
			'half a gzip of lines',
			gzipped.subarray(0, -4),
			NDJSON,
			{ 'content-encoding': 'gzip' },
			'bad_gzip'
		],
		[
			'garbage after gzip',
			Buffer.concat([gzipped, Buffer.from('garbage')]),
			BATCH,
			{ 'content-encoding': 'gzip' },
			'bad_gzip'
		],
		[
			'garbage after gzip of lines',
			Buffer.concat([gzipped, Buffer.from('garbage')]),
			NDJSON,
			{ 'content-encoding': 'gzip' },
			'bad_gzip'
		]
	])('[H3] [H5] [H6] %s', async (_what, body, contentType, headers, code) => {
		const answer = await ingest.post(body, { contentType, headers });
		expect(answer).toMatchObject({ status: 400, body: { status: 400, code } });
		expect(answer.headers.get('content-type')).toContain('application/problem+json');
	});

	test.each([
		['ce-id', '%C0%A0'],
		['ce-id', '%zz'],
		['ce-data', '1'],
		['ce-under_score', '1']
	])('[H10] a header %s of %s in binary mode', async (name, value) => {
		const answer = await ingest.post('{}', {
			contentType: 'application/json',
			headers: { 'ce-specversion': '1.0', [name]: value }
		});
		expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_header' } });
	});

	test('a body in binary mode cannot add attributes', async () => {
		const answer = await ingest.post('{},"source":"//forged"', {
			contentType: 'application/json',
			headers: { 'ce-specversion': '1.0' }
		});
		expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
	});
});

describe('who may', () => {
	test.each([
		['no token: 401', null, 401],
		['a wrong token: 401', 'wrong-token-wrong', 401],
		['the token of readers: 403', 'reader-token', 403],
		['the internal token: 403', TEST_INTERNAL_TOKEN, 403]
	])('%s', async (_what, token, status) => {
		const answer = await ingest.post([testEvent()], { token });
		expect(answer).toMatchObject({ status, body: { status } });
		if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
	});
});

describe('refused before reading', () => {
	test('a wrong method: 405 with Allow', async () => {
		const answer = await fetch(`${ingest.url}/v1/events`);
		expect(answer.status).toBe(405);
		expect(answer.headers.get('allow')).toContain('POST');
	});

	test.each([
		['text/plain', {}],
		['application/cloudevents+avro', {}],
		['application/json, application/cloudevents+json', {}],
		['application/cloudevents+json; charset=utf-16', {}],
		['application/json', {}],
		['garbage', {}],
		[BATCH, { 'content-encoding': 'br' }],
		[BATCH, { 'content-encoding': 'gzip, gzip' }]
	])('[H5] [H11] %s %j: 415', async (contentType, headers) => {
		expect(await ingest.post('{}', { contentType, headers })).toMatchObject({ status: 415 });
	});

	test('media types are compared without case and with parameters', async () => {
		const contentType = 'Application/CloudEvents-Batch+JSON; charset="UTF-8"';
		expect(await ingest.post([testEvent()], { contentType })).toMatchObject({ status: 202 });
	});

	test.each<[string, () => string | Buffer, string, Record<string, string>]>([
		['a body over 5 MiB', () => ' '.repeat(5 * 1024 * 1024 + 1), BATCH, {}],
		[
			'a bomb',
			() => gzipSync(Buffer.alloc(60 * 1024 * 1024)),
			BATCH,
			{ 'content-encoding': 'gzip' }
		],
		[
			'a bomb of lines',
			() => gzipSync(Buffer.alloc(80 * 1024 * 1024, 10)),
			NDJSON,
			{ 'content-encoding': 'gzip' }
		],
		['a batch of 1,001', () => JSON.stringify(Array(1001).fill(1)), BATCH, {}],
		[
			'a single event over 256 KiB',
			() => JSON.stringify(testEvent({ data: { channel: 'voice', x: 'x'.repeat(262_144) } })),
			STRUCTURED,
			{}
		]
	])('[H1] [H5] %s: 413', async (_what, body, contentType, headers) => {
		expect(await ingest.post(body(), { contentType, headers })).toMatchObject({ status: 413 });
	});

	test('[H2] a body without a length is cut off at the limit', async () => {
		const status = await new Promise<number>((resolve, reject) => {
			const sent = request(
				`${ingest.url}/v1/events`,
				{
					method: 'POST',
					headers: { authorization: `Bearer ${ingest.token}`, 'content-type': BATCH }
				},
				(response) => {
					resolve(response.statusCode ?? 0);
					sent.destroy();
				}
			);
			sent.on('error', reject);
			const more = () => {
				while (!sent.destroyed && sent.write(Buffer.alloc(65_536, 32)));
			};
			sent.on('drain', more);
			more();
		});
		expect(status).toBe(413);
	});
});

describe('NDJSON is streamed', () => {
	test('more events and bytes than a batch may have', async () => {
		const note = 'x'.repeat(2000);
		const body = lines(
			...Array.from({ length: 8000 }, () => testEvent({ data: { channel: 'voice', note } }))
		);
		expect(body.length).toBeGreaterThan(15 * 1024 * 1024);
		const answer = await ingest.post(body, { contentType: NDJSON });
		expect(answer).toMatchObject({ status: 202, body: { accepted: 8000 } });
	});

	test('[H12] a line that is too long is refused and the next one is read', async () => {
		const body = `${'x'.repeat(300_000)}\n${lines(testEvent())}`;
		expect(await ingest.post(body, { contentType: NDJSON })).toMatchObject({
			status: 207,
			body: { accepted: 1, rejected: 1, errors: [{ index: 0, code: 'event_too_large' }] }
		});
	});
});

describe('quota and shutting down', () => {
	test('[N6] 429 with Retry-After over the quota of the token', async () => {
		const dataDir = `${engine.dataDir}/quota`;
		const small = await startTestIngest({
			dataDir,
			connection: engine.connection,
			env: { INGEST_EVENTS_PER_SECOND: '10' }
		});
		const events = Array.from({ length: 300 }, () => testEvent());
		expect((await small.post(events)).status).toBe(202);
		const answer = await small.post([testEvent()]);
		expect(answer).toMatchObject({ status: 429, body: { code: 'quota_exceeded' } });
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(5);
		await small.stop();
	});

	test('503 with Retry-After when the spool is full, and nothing was accepted', async () => {
		const full = await startTestIngest({
			dataDir: `${engine.dataDir}/full`,
			env: { SPOOL_MAX_BYTES: '1048576' }
		});
		const event = () => testEvent({ data: { channel: 'voice', note: 'x'.repeat(100_000) } });
		const statuses: number[] = [];
		for (let n = 0; n < 20; n += 1) statuses.push((await full.post([event()])).status);
		expect(new Set(statuses)).toEqual(new Set([202, 503]));
		const before = await full.status();
		const answer = await full.post([event()]);
		expect(answer).toMatchObject({ status: 503, body: { code: 'spool_full' } });
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		expect((await full.status()).total).toEqual(before.total);
		await full.stop();
	});
});

describe('what else is asked', () => {
	test('healthz, readyz and metrics need no token; status does', async () => {
		const get = (path: string) => fetch(`${ingest.url}${path}`);
		expect((await get('/healthz')).status).toBe(200);
		expect((await get('/readyz')).status).toBe(200);
		expect(await (await get('/metrics')).text()).toContain(
			'atalaya_ingest_events{outcome="accepted"}'
		);
		expect((await get('/v1/status')).status).toBe(401);
		expect((await get('/nowhere')).status).toBe(404);
	});

	test('readyz is 503 with the reason without a database, and events are taken in all the same', async () => {
		const alone = await startTestIngest({ dataDir: `${engine.dataDir}/alone` });
		const ready = await fetch(`${alone.url}/readyz`);
		expect(ready.status).toBe(503);
		expect(await ready.json()).toMatchObject({ code: 'database_unreachable' });
		expect((await alone.post([testEvent()])).status).toBe(202);
		const { total, oldestUncommittedAgeMs } = await alone.status();
		expect(total).toMatchObject({ accepted: 1, committed: 0, inSpool: 1 });
		expect(oldestUncommittedAgeMs).toBeGreaterThanOrEqual(0);
		expect(await alone.stop()).toBe(0);
	});

	test('[N9] the webhook handshake of CloudEvents', async () => {
		const answer = await fetch(`${ingest.url}/v1/events`, {
			method: 'OPTIONS',
			headers: { 'webhook-request-origin': 'sender.example' }
		});
		expect(answer.status).toBe(204);
		expect(answer.headers.get('webhook-allowed-origin')).toBe('sender.example');
	});

	test('the counters add up, in total and per source', async () => {
		const { total, sources } = await ingest.status();
		for (const counts of [total, ...sources]) {
			expect(counts.received).toBe(counts.accepted + counts.duplicate + counts.rejected);
			expect(counts.accepted).toBe(counts.committed + counts.deadLettered + counts.inSpool);
		}
		expect(total.rejected).toBeGreaterThan(0);
	});
});

function nested(levels: number): object {
	let inner: object = {};
	for (let n = 0; n < levels - 3; n += 1) inner = { inner };
	return { channel: 'voice', inner: [inner] };
}
