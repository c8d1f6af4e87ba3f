import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queueLogSource } from '../asterisk/queue-log.ts';
import type { CloudEvent } from '../source.ts';
import { fingerprint } from './fingerprint.ts';
import { Poster } from './post.ts';
import { runImport } from './run-import.ts';
import type { ImportOptions, ImportReport } from './run-import.ts';
import { summary } from './summary.ts';

/** An ingest that knows ids and answers as it is told. */
class Door {
	readonly ids = new Set<string>();
	readonly requests: { events: CloudEvent[]; headers: IncomingHttpHeaders }[] = [];
	/** Answers in place of the next ones. */
	readonly answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];
	mostEvents = Infinity;
	#server: Server | null = null;
	url = '';

	async open(port = 0): Promise<void> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { status, headers, body } = this.#answer(Buffer.concat(chunks), request.headers);
				response.writeHead(status, headers).end(body);
			});
		});
		await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
		this.#server = server;
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.#server?.closeAllConnections();
		await new Promise((done) => this.#server?.close(done));
	}

	#answer(body: Buffer, headers: IncomingHttpHeaders) {
		const planned = this.answers.shift();
		if (planned) return planned;
		const events = gunzipSync(body)
			.toString()
			.split('\n')
			.map((line) => JSON.parse(line) as CloudEvent);
		if (events.length > this.mostEvents) return { status: 413 };
		const fresh = events.filter(({ id }) => !this.ids.has(id));
		for (const { id } of fresh) this.ids.add(id);
		this.requests.push({ events, headers });
		const accepted = fresh.length;
		const receipt = {
			accepted,
			duplicates: events.length - accepted,
			rejected: 0,
			durability: 'spooled'
		};
		return { status: 202, body: JSON.stringify(receipt) };
	}
}

const call = (n: number) =>
	`${1_700_000_000 + n}|c${n}|q1|NONE|ENTERQUEUE||60${n}|1\n${1_700_000_001 + n}|c${n}|q1|NONE|ABANDON|1|1|1\n`;
const calls = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, i) => call(from + i)).join('');
const EVENTS_A_CALL = 3;

let directory: string;
let file: string;
let door: Door;

beforeEach(async () => {
	directory = mkdtempSync(join(tmpdir(), 'atalaya-import-'));
	file = join(directory, 'queue_log');
	door = new Door();
	await door.open();
});
afterEach(async () => {
	await door.close();
	rmSync(directory, { recursive: true });
});

async function run(changes: Partial<ImportOptions> = {}): Promise<ImportReport> {
	const poster = new Poster({
		url: door.url,
		token: 'secret-token',
		signal: new AbortController().signal,
		patienceMs: { first: 2000, later: 2000 }
	});
	const bytes = readFileSync(file).length;
	return runImport({
		file,
		fileBytes: bytes,
		source: queueLogSource({ serverId: 'pbx', channel: 'voice' }),
		cursorFile: join(directory, 'imports', `${await fingerprint(file, ['test'])}.json`),
		poster,
		stop: new AbortController().signal,
		wait: false,
		...changes
	});
}

describe('sending a file', () => {
	test('every event arrives once, in requests of at most 5,000, and a second run adds nothing', async () => {
		writeFileSync(file, calls(0, 4000));
		const first = await run();
		const all = 4000 * EVENTS_A_CALL + 1;
		expect(first.totals).toEqual({ accepted: all, duplicates: 0, rejected: 0 });
		expect(Math.max(...door.requests.map(({ events }) => events.length))).toBe(5000);
		const second = await run();
		expect(second.totals).toEqual({ accepted: 0, duplicates: all, rejected: 0 });
		expect(summary(second)).toContain('0 accepted, 12,001 duplicates, 0 rejected');
	});

	test('the last request alone asks to wait', async () => {
		writeFileSync(file, calls(0, 4000));
		await run({ wait: true });
		expect(door.requests.map(({ headers }) => headers['prefer'])).toEqual([
			undefined,
			undefined,
			'wait=30'
		]);
	});

	test('busy answers and lost connections are tried again', async () => {
		writeFileSync(file, calls(0, 10));
		door.answers.push(
			{ status: 429, headers: { 'retry-after': '0' } },
			{ status: 503, headers: { 'retry-after': '1' } }
		);
		const startMs = performance.now();
		expect((await run()).totals.accepted).toBe(31);
		expect(performance.now() - startMs).toBeGreaterThan(900);
	});

	test('a server that takes less at a time gets less at a time', async () => {
		writeFileSync(file, calls(0, 1000));
		door.mostEvents = 700;
		expect((await run()).totals.accepted).toBe(3001);
	});

	test('refused events are told with their lines', async () => {
		writeFileSync(file, calls(0, 2));
		const errors = [
			{ index: 3, id: 'x', code: 'invalid_data', field: '/data/queue', message: 'Expected string' }
		];
		door.answers.push({
			status: 207,
			body: JSON.stringify({ accepted: 6, duplicates: 0, rejected: 1, errors })
		});
		const report = await run();
		expect(report.tally.faults).toEqual([
			{ line: 2, message: 'invalid_data /data/queue Expected string' }
		]);
	});

	test.each([
		[401, 'the token is not known there'],
		[403, 'may not send old events'],
		[400, 'bad things']
	])('an answer of %d ends the import with its reason', async (status, reason) => {
		writeFileSync(file, calls(0, 1));
		door.answers.push({ status, body: 'bad things' });
		await expect(run()).rejects.toThrow(reason);
	});

	test('nobody there: it gives up soon, and goes on when somebody is', async () => {
		writeFileSync(file, calls(0, 1));
		await door.close();
		await expect(run()).rejects.toThrow('no answer from');
		await door.open();
		expect((await run()).totals.accepted).toBe(4);
	});
});

describe('going on with a file', () => {
	/** Sends this many requests and then fails. */
	function failAfter(requests: number) {
		const poster = new Poster({ url: door.url, token: 't', signal: new AbortController().signal });
		let sent = 0;
		return {
			send: (...args: Parameters<Poster['send']>) => {
				sent += 1;
				if (sent > requests) return Promise.reject(new Error('gone'));
				return poster.send(...args);
			}
		};
	}

	test('after an interruption only the rest is sent, and nothing is left out', async () => {
		writeFileSync(file, calls(0, 8000));
		await expect(run({ poster: failAfter(2) })).rejects.toThrow('gone');
		const before = door.ids.size;
		door.requests.length = 0;
		const report = await run();
		expect(report.resumedEvents).toBeGreaterThan(9990);
		expect(door.ids.size).toBe(8000 * EVENTS_A_CALL + 1);
		const sentAgain = door.requests.reduce((sum, { events }) => sum + events.length, 0);
		expect(sentAgain).toBeLessThanOrEqual(door.ids.size - before + 10);
	});

	test('when asked to stop it stops, and the next run goes on', async () => {
		writeFileSync(file, calls(0, 20_000));
		const stop = new AbortController();
		const report = await run({
			stop: stop.signal,
			onProgress: () => {
				stop.abort();
			}
		});
		expect(report.finished).toBe(false);
		const rest = await run();
		expect(rest.finished).toBe(true);
		expect(door.ids.size).toBe(20_000 * EVENTS_A_CALL + 1);
	});

	test('[K22] of a file that has grown, renamed or not, only what was added is sent', async () => {
		writeFileSync(file, calls(0, 200));
		await run();
		door.requests.length = 0;
		appendFileSync(file, calls(200, 300));
		const report = await run();
		expect(door.requests.flatMap(({ events }) => events).length).toBe(300);
		expect(report.resumedEvents).toBe(601);
	});

	test('[K22] a file that is another one now is read from its beginning', async () => {
		writeFileSync(file, calls(0, 200));
		await run();
		const changed = calls(0, 200)
			.replace('|601|', '|999|')
			.replace(/q1\|NONE\|ABANDON\|1\|1\|1\n$/, 'q1|NONE|EXITEMPTY|1|1|1\n');
		writeFileSync(file, changed + calls(200, 201));
		const report = await run();
		expect(report.resumedEvents).toBe(0);
		expect(report.totals.accepted).toBeGreaterThan(0);
	});

	test('[K22] a last line that was half written is read again when it is whole', async () => {
		const whole = calls(0, 200);
		writeFileSync(file, whole.slice(0, -9));
		await run();
		writeFileSync(file, whole);
		await run();
		expect([...door.ids].filter((id) => id.endsWith('abandoned')).length).toBe(200);
	});
});
