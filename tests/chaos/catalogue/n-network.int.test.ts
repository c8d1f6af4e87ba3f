/** Group N: what arrives at the two ports, over connections that lie, dawdle or break off. No database answers. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import { makeDataDir, removeDataDir } from '../../support/engine.ts';
import { startTestIngest, testEvent } from '../../support/ingest.ts';
import type { TestIngest } from '../../support/ingest.ts';
import { until } from '../../support/until.ts';
import { startWeb } from '../../support/web.ts';
import type { Web } from '../../support/web.ts';
import { openDeadEnd } from '../support/dead-end.ts';
import type { DeadEnd } from '../support/dead-end.ts';
import { openRaw } from '../support/raw-connection.ts';
import type { RawConnection } from '../support/raw-connection.ts';

const SLOW = 100;
/** What the most patient sender of webhooks we know of waits for an answer. */
const WEBHOOK_MS = 5000;

let dataDir: string;
let database: DeadEnd;
let ingest: TestIngest;
let web: Web;
let slowHeaders: RawConnection[];
let slowBodies: RawConnection[];

const somebody = { username: 'somebody', password: '' };
const nowhere = (url: string): Connection => ({
	url,
	database: 'atalaya',
	headers: {},
	lanes: { ingest: somebody, live: somebody, report: somebody }
});

const open = (count: number, url: string, text: string): Promise<RawConnection[]> =>
	Promise.all(
		Array.from({ length: count }, async () => {
			const connection = await openRaw(url);
			connection.socket.write(text);
			return connection;
		})
	);

const posting = (ingest: TestIngest, more: string): string =>
	`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ingest.token}\r\ncontent-type: application/cloudevents-batch+json\r\n${more}`;

beforeAll(async () => {
	dataDir = await makeDataDir();
	database = await openDeadEnd();
	[ingest, web] = await Promise.all([
		startTestIngest({ dataDir, connection: nowhere(database.url) }),
		startWeb()
	]);
	// They are looked at by the last test: what they wait for takes a quarter of a minute.
	slowHeaders = (
		await Promise.all(
			[ingest.url, web.url].map((url) => open(SLOW, url, 'GET /healthz HTTP/1.1\r\nx: '))
		)
	).flat();
	slowBodies = await open(SLOW, ingest.url, posting(ingest, 'content-length: 100\r\n\r\n['));
});
afterAll(async () => {
	for (const { socket } of [...slowHeaders, ...slowBodies]) socket.destroy();
	await ingest.kill();
	await web.stop();
	await database.stop();
	await removeDataDir(dataDir);
});

describe('the network', () => {
	test('[N10] while the database swallows everything, every sender has its answer before it gives up', async () => {
		for (let round = 0; round < 20; round += 1) {
			const answers = await Promise.all(
				Array.from({ length: 10 }, () => {
					const body = JSON.stringify([testEvent({ source: '//webhook' })]);
					return fetch(`${ingest.url}/v1/events`, {
						method: 'POST',
						headers: {
							authorization: `Bearer ${ingest.token}`,
							'content-type': 'application/cloudevents-batch+json'
						},
						body,
						signal: AbortSignal.timeout(WEBHOOK_MS)
					});
				})
			);
			expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
		}
	});

	const chunked = 'transfer-encoding: chunked\r\n';
	test.each([
		['both a length and chunks', `content-length: 5\r\n${chunked}\r\n0\r\n\r\n`],
		['two lengths', 'content-length: 5\r\ncontent-length: 6\r\n\r\n[]   '],
		['the same length twice', 'content-length: 2\r\ncontent-length: 2\r\n\r\n[]'],
		['a list of lengths', 'content-length: 2, 2\r\n\r\n[]'],
		['a length with a sign', 'content-length: +2\r\n\r\n[]'],
		[
			'chunks that are not the last coding',
			'transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n'
		],
		['chunks in disguise', 'transfer-encoding: xchunked\r\n\r\n0\r\n\r\n'],
		['a chunk with a wrong size', `${chunked}\r\n0x2\r\n[]\r\n0\r\n\r\n`],
		['a folded header', 'x: a\r\n b\r\ncontent-length: 2\r\n\r\n[]'],
		['a space before the colon', 'content-length : 2\r\n\r\n[]'],
		['a bare line feed', 'x: a\ncontent-length: 2\r\n\r\n[]'],
		['a bare carriage return', 'x: a\rcontent-length: 2\r\n\r\n[]'],
		['a zero byte in a header', 'x: a\0b\r\ncontent-length: 2\r\n\r\n[]'],
		['no host', null]
	])('[N3] %s: 400 at both ports, and the connection ends', async (_what, more) => {
		const request =
			more === null
				? 'POST /v1/events HTTP/1.1\r\ncontent-length: 2\r\n\r\n[]'
				: posting(ingest, more);
		for (const url of [ingest.url, web.url]) {
			const [connection] = await open(1, url, `${request}GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n`);
			const text = (await connection?.closed) ?? '';
			expect(text).toMatch(/^HTTP\/1\.1 400 /);
			// What was smuggled along is not answered.
			expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
		}
	});

	test('[N4] senders that are gone before their answer and send again: each event is in once', async () => {
		const source = '//gone';
		const events = Array.from({ length: 60 }, () => testEvent({ source }));
		await Promise.all(
			events.map(async (event, index) => {
				const body = JSON.stringify([event]);
				const head = `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
				const [connection] = await open(1, ingest.url, posting(ingest, head) + body);
				// Before it was read, while it is being written, and after it was answered.
				await new Promise((resolve) => setTimeout(resolve, index % 12));
				connection?.socket.resetAndDestroy();
			})
		);
		expect((await ingest.post(events)).status).toBe(202);
		const { sources } = await ingest.status();
		const counts = sources.find((of) => of.source === source);
		expect(counts).toMatchObject({ accepted: events.length, rejected: 0 });
		expect(counts?.received).toBe((counts?.accepted ?? 0) + (counts?.duplicate ?? 0));
	});

	test('[N5] requests on one connection are answered in their order, without waiting for one another', async () => {
		const paths = Array.from({ length: 30 }, (_, index) =>
			index % 2 ? '/healthz' : `/none/${index}`
		);
		const text = paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join('');
		for (const url of [ingest.url, web.url]) {
			const [connection] = await open(1, url, text);
			const statuses = () => (connection?.text() ?? '').match(/(?<=HTTP\/1\.1 )\d+/g) ?? [];
			await until('all are answered', () => Promise.resolve(statuses().length === paths.length));
			const ok = statuses().map((status) => status === '200');
			expect(ok).toEqual(paths.map((path) => path === '/healthz'));
			connection?.socket.destroy();
		}
	});

	test('[N2] silent connections beyond the descriptors: the cap holds, and who asks is answered', async () => {
		const small = await startTestIngest({ dataDir: `${dataDir}/small`, descriptors: 300 });
		const silent = await open(400, small.url, '');
		for (let times = 0; times < 5; times += 1) {
			expect((await fetch(`${small.url}/healthz`)).status).toBe(200);
			expect((await small.post([testEvent()])).status).toBe(202);
		}
		expect(small.output()).toContain('more connections than there is room for');
		expect(small.output()).not.toContain('EMFILE');
		for (const { socket } of silent) socket.destroy();
		expect(await small.stop()).toBe(0);
	});

	test('whoever is refused an upgrade and holds on to the connection is let go', async () => {
		for (const [url, path] of [
			[ingest.url, '/v1/stream'],
			[web.url, '/live']
		] as const) {
			const asking = `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
			const connection = await openRaw(url);
			const { socket } = connection;
			socket.allowHalfOpen = true;
			socket.write(asking);
			await once(socket, 'end');
			expect(connection.text()).toMatch(/^HTTP\/1\.1 401 /);
			// Its side is still open: a server that has let go answers the next byte with a reset.
			const reset = new Promise((resolve) => socket.once('close', resolve));
			const writing = setInterval(() => socket.write('x'), 50);
			await reset;
			clearInterval(writing);
		}
	});

	test('[N5] a stop answers what has begun, tells the connection that it ends, and takes nothing more', async () => {
		const leaving = await startTestIngest({ dataDir: `${dataDir}/leaving` });
		const source = '//leaving';
		const body = (): string => JSON.stringify([testEvent({ source })]);
		const request = (text: string) =>
			`${posting(leaving, `content-length: ${Buffer.byteLength(text)}\r\n\r\n`)}${text}`;
		const busy = await open(10, leaving.url, '');
		let asked = 0;
		const asking = setInterval(() => {
			for (const { socket } of busy) {
				if (!socket.writable) continue;
				asked += 1;
				socket.write(request(body()));
			}
		}, 20);
		const answers = (connections: RawConnection[]) =>
			connections.flatMap((connection) => connection.text().match(/HTTP\/1\.1 \d+/g) ?? []);
		await until('they are answered', () => Promise.resolve(answers(busy).length > 50));
		const begun = await open(10, leaving.url, posting(leaving, 'content-length: 2\r\n\r\n['));
		// Whoever came before whoever has an answer was read.
		expect((await fetch(`${leaving.url}/healthz`)).status).toBe(200);
		const stopped = leaving.stop();
		// The rest of what has begun comes after the signal.
		await until('it heard of it', () =>
			Promise.resolve(leaving.output().includes('"msg":"stopping"'))
		);
		for (const { socket } of begun) socket.write(']');
		const texts = await Promise.all([...begun, ...busy].map(({ closed }) => closed));
		clearInterval(asking);
		expect(await stopped).toBe(0);
		expect(asked).toBeGreaterThan(50);
		for (const text of texts.slice(0, begun.length)) {
			expect(text).toMatch(/^HTTP\/1\.1 (202|503) /);
			expect(text).toMatch(/connection: close/i);
		}
		// Whole answers only, and none that says it went wrong.
		expect(new Set(answers(busy))).not.toContain('HTTP/1.1 500');
		const again = await startTestIngest({ dataDir: `${dataDir}/leaving` });
		const { sources } = await again.status();
		const accepted = sources.find((of) => of.source === source)?.accepted ?? 0;
		expect(accepted).toBeGreaterThanOrEqual(
			answers(busy).filter((answer) => answer.endsWith('202')).length
		);
		await again.stop();
	});

	test('[N5] the pages too: a request that has begun is answered while the process ends', async () => {
		const leaving = await startWeb();
		const fields = 'email=nobody%40test.example&password=none';
		const head = `POST /sign-in HTTP/1.1\r\nhost: ${new URL(leaving.url).host}\r\norigin: ${leaving.url}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${fields.length}\r\n\r\n`;
		const [begun] = await open(1, leaving.url, head);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const stopped = leaving.stop();
		await new Promise((resolve) => setTimeout(resolve, 200));
		begun?.socket.write(fields);
		expect(await begun?.closed).toMatch(/^HTTP\/1\.1 [2-5]\d\d /);
		await expect(fetch(`${leaving.url}/healthz`)).rejects.toThrow();
		await stopped;
	});

	test('[N1] headers and bodies that never end are given up with 408, and nobody else notices', async () => {
		const waiting = Promise.all([...slowHeaders, ...slowBodies].map(({ closed }) => closed));
		const over = waiting.then(() => true);
		for (;;) {
			expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200);
			expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
			expect((await ingest.post([testEvent()])).status).toBe(202);
			const pause = new Promise<false>((resolve) => setTimeout(resolve, 100, false));
			if (await Promise.race([over, pause])) break;
		}
		for (const text of await waiting) expect(text).toMatch(/^HTTP\/1\.1 408 /);
	});

	test('[N10] a database that swallows everything does not keep ingest from ending in order', async () => {
		expect(await ingest.stop()).toBe(0);
	});
});
