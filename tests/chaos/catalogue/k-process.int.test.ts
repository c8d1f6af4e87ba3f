/** Group K of the catalogue, where the moment of the kill is one of the way to the database or of a request. */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TEST_INGEST_TOKEN, TEST_INTERNAL_TOKEN } from '../../support/ingest.ts';
import { until } from '../../support/until.ts';
import type { Fault } from '../lab/fault.ts';
import type { Passage } from '../lab/fault-proxy.ts';
import { Stand, contactsOf, countsOf, drained, toEvents } from './stand.ts';

/** The batch and the hash of its bytes: the beginning of its token. */
const bytesOf = ({ token }: Passage): string | undefined =>
	/^.*-[0-9a-f]{32}(?=-|$)/.exec(token ?? '')?.[0];

let stand: Stand;
beforeAll(async () => {
	stand = await Stand.open();
});
afterEach(() => stand.clear());
afterAll(() => stand.close());

test('[K1] [K2] while the body is being read: nothing of it is kept, and sent again it is there once', async () => {
	const source = '//k1';
	const dataDir = stand.place();
	const ingest = await stand.ingest(dataDir);
	const sent = contactsOf(source, 2);
	const body = JSON.stringify(sent);
	const { hostname, port } = new URL(ingest.url);
	const socket = connect(Number(port), hostname);
	const ended = new Promise<void>((resolve) => {
		socket.once('close', () => {
			resolve();
		});
	});
	socket.on('error', () => undefined);
	let heard = '';
	socket.on('data', (text: Buffer) => (heard += text.toString()));
	socket.write(
		`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TEST_INGEST_TOKEN}\r\n` +
			`content-type: application/cloudevents-batch+json\r\nexpect: 100-continue\r\ncontent-length: ${body.length}\r\n\r\n`
	);
	await until('it reads the body', () => Promise.resolve(heard.includes('100 Continue')));
	socket.write(body.slice(0, body.length / 2));
	await ingest.kill();
	await ended;
	const next = await stand.ingest(dataDir);
	expect((await next.status()).total.received).toBe(0);
	expect((await next.post(sent)).body).toMatchObject({ accepted: sent.length, duplicates: 0 });
	await drained(next);
	expect(await stand.faultsOf(source, sent)).toEqual([]);
});

describe('a kill on the way to the database', () => {
	test.each<[string, Fault]>([
		['[K9] after the plan, before anything is sent', { kind: 'delay', ms: 60_000 }],
		['[K10] with half of the batch sent', { kind: 'cut-request', afterBytes: 3000 }],
		['[K11] [C5] with the rows stored and nobody told', { kind: 'swallow' }],
		['[C3] with everything sent and no answer', { kind: 'blackhole' }]
	])(
		'%s: the next process sends the very same rows, and they are there once',
		async (what, fault) => {
			const source = `//${what.slice(1, 4)}`;
			const dataDir = stand.place();
			const ingest = await stand.ingest(dataDir);
			// Every attempt, so that the kill comes before any of them is through.
			stand.proxy.script((request) => (toEvents(request) ? fault : null));
			const sent = contactsOf(source, 5);
			expect((await ingest.post(sent)).status).toBe(202);
			await until('a batch is on its way', () => {
				const [first] = stand.proxy.inserts('events');
				const isEnough =
					fault.kind === 'swallow' || fault.kind === 'cut-request' ? first?.isOver : first;
				return Promise.resolve(isEnough !== undefined && isEnough !== false);
			});
			await ingest.kill();
			const before = stand.proxy.inserts('events').map(bytesOf);
			stand.proxy.script(null);
			stand.proxy.forget();
			const next = await stand.ingest(dataDir);
			await drained(next);
			const [after] = stand.proxy.inserts('events');
			expect(new Set([...before, after && bytesOf(after)]).size).toBe(1);
			expect((await next.post(sent)).body).toMatchObject({ accepted: 0, duplicates: sent.length });
			expect(await stand.faultsOf(source, sent)).toEqual([]);
		}
	);
});

test('[K16] while dead letters are sent once more: each event is there once, and no letter is left open', async () => {
	const source = '//k16';
	const constrain = (change: string) =>
		stand.clickhouse.command('test-constraint', `ALTER TABLE events ${change}`);
	await constrain(`ADD CONSTRAINT no_k16 CHECK event_id NOT LIKE 'k16-%'`);
	const dataDir = stand.place();
	const ingest = await stand.ingest(dataDir);
	const sent = contactsOf(source, 1).slice(0, 3);
	await ingest.post(sent);
	expect(await countsOf(ingest, source)).toEqual({ committed: 0, deadLettered: 3 });
	await constrain('DROP CONSTRAINT no_k16');
	stand.proxy.script((request) => (toEvents(request) ? { kind: 'swallow' } : null));
	const replay = (url: string) =>
		fetch(`${url}/v1/dead-letters/replay`, {
			method: 'POST',
			headers: { authorization: `Bearer ${TEST_INTERNAL_TOKEN}` },
			body: '{}'
		});
	expect(await (await replay(ingest.url)).json()).toEqual({ replayed: 3, refused: [] });
	stand.proxy.forget();
	await until('the rows are in', () =>
		Promise.resolve(stand.proxy.inserts('events').some(({ isOver }) => isOver))
	);
	await ingest.kill();
	stand.proxy.script(null);
	const next = await stand.ingest(dataDir);
	await until('all are committed', async () => {
		const { committed, deadLettered } = await countsOf(next, source);

		return committed === 3 && deadLettered === 0;
	});
	expect((await next.status()).deadLetters).toEqual({});
	expect(await (await replay(next.url)).json()).toMatchObject({ replayed: 0 });
	expect(await stand.faultsOf(source, sent)).toEqual([]);
});

test('[K17] a second SIGTERM ends a process at once that waits for a database, and nothing is lost', async () => {
	const source = '//k17';
	const dataDir = stand.place();
	const ingest = await stand.ingest(dataDir);
	stand.proxy.script((request) => (toEvents(request) ? { kind: 'blackhole' } : null));
	const sent = contactsOf(source, 2);
	await ingest.post(sent);
	await until('a batch is on its way', () =>
		Promise.resolve(stand.proxy.inserts('events').length > 0)
	);
	const stopped = ingest.stop();
	await until('it is stopping', () => Promise.resolve(ingest.output().includes('"stopping"')));
	process.kill(ingest.pid, 'SIGTERM');
	expect(await stopped).toBe(1);
	stand.proxy.script(null);
	const next = await stand.ingest(dataDir);
	await drained(next);
	expect(await stand.faultsOf(source, sent)).toEqual([]);
});

test('[K18] stopped for a while in the middle of its work it goes on as if nothing had been', async () => {
	const source = '//k18';
	const ingest = await stand.ingest();
	stand.proxy.next(toEvents, { kind: 'delay', ms: 300 });
	const sent = contactsOf(source, 5);
	await ingest.post(sent);
	await until('a batch is on its way', () =>
		Promise.resolve(stand.proxy.inserts('events').length > 0)
	);
	process.kill(ingest.pid, 'SIGSTOP');
	await new Promise((resolve) => setTimeout(resolve, 1500));
	process.kill(ingest.pid, 'SIGCONT');
	expect((await ingest.post(contactsOf('//k18-after', 1))).status).toBe(202);
	await drained(ingest);
	expect(await stand.faultsOf(source, sent)).toEqual([]);
});
