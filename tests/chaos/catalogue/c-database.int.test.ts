/** Group C of the catalogue: what the database and the way to it may do. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TEST_INTERNAL_TOKEN } from '../../support/ingest.ts';
import { storedCount } from '../../support/stored-events.ts';
import { until } from '../../support/until.ts';
import { exception, exceptionText } from '../lab/fault.ts';
import type { Fault } from '../lab/fault.ts';
import { FaultProxy } from '../lab/fault-proxy.ts';
import { Stand, contactsOf, countsOf, drained, inTrouble, rowsOf, toEvents } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
	stand = await Stand.open();
});
afterEach(() => stand.clear());
afterAll(() => stand.close());

const alter = (table: string, change: string): Promise<void> =>
	stand.clickhouse.command('test-alter', `ALTER TABLE ${table} ${change}`);

describe('an answer that does not come', () => {
	test('[C2] refused until the spool is full: then 503 with Retry-After, and everything that was accepted arrives', async () => {
		const source = '//c2';
		const ingest = await stand.ingest(stand.place(), { SPOOL_MAX_BYTES: String(1024 * 1024) });
		await stand.proxy.goAway();
		const accepted = [];
		for (let n = 0; ; n += 1) {
			const events = contactsOf(`${source}-part-${n}`, 100).map((event) => ({ ...event, source }));
			const answer = await ingest.post(events);
			if (answer.status !== 202) {
				expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
				break;
			}
			accepted.push(...events);
		}
		await stand.proxy.comeBack();
		await drained(ingest);
		expect(accepted.length).toBeGreaterThan(1000);
		expect(await stand.faultsOf(source, accepted)).toEqual([]);
		expect((await ingest.post(contactsOf('//c2-after', 1))).status).toBe(202);
	});

	test('[C4] the answer is lost again and again after the rows are in: one copy in the table and in its views', async () => {
		const source = '//c4';
		const ingest = await stand.lasting();
		let odd = false;
		stand.proxy.script((request) => {
			if (!toEvents(request)) return null;
			odd = !odd;
			return odd ? { kind: 'swallow' } : null;
		});
		const sent = [];
		for (let n = 0; n < 6; n += 1) {
			const events = contactsOf(`${source}-${n}`, 5).map((event) => ({ ...event, source }));
			sent.push(...events);
			const answer = await ingest.post(events, { headers: { prefer: 'wait=30' } });
			expect(answer.body['durability']).toBe('committed');
		}
		const inserts = stand.proxy.inserts('events');
		expect(inserts.length).toBeGreaterThanOrEqual(12);
		// The very same bytes, and never under a token that the engine may have noted without the rows.
		for (let at = 0; at + 1 < inserts.length; at += 2)
			expect(inserts[at + 1]?.bodySha256).toBe(inserts[at]?.bodySha256);
		expect(new Set(inserts.map(({ token }) => token)).size).toBe(inserts.length);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test('[C6] more inserts than the window holds between the lost answer and the next attempt: still one copy', async () => {
		const source = '//c6';
		await alter('events', 'MODIFY SETTING non_replicated_deduplication_window = 3');
		await alter('segment_states', 'MODIFY SETTING non_replicated_deduplication_window = 3');
		const ingest = await stand.lasting();
		const other = await stand.ingest(stand.place(stand.engine.connection.url));
		const faults: Fault[] = [{ kind: 'swallow' }, { kind: 'delay', ms: 3000 }];
		stand.proxy.script((request) => (toEvents(request) ? (faults.shift() ?? null) : null));
		const sent = contactsOf(source, 3);
		await ingest.post(sent);
		await until('the second attempt', () => Promise.resolve(faults.length === 0));
		for (let n = 0; n < 5; n += 1)
			await other.post(contactsOf(`//c6-other-${n}`, 1), { headers: { prefer: 'wait=30' } });
		await drained(ingest);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
		await alter('events', 'MODIFY SETTING non_replicated_deduplication_window = 10000');
		await alter('segment_states', 'MODIFY SETTING non_replicated_deduplication_window = 10000');
	});

	test('[C15] slower than events come: one insert at a time, batches grow, and nobody waits for it at the door', async () => {
		const source = '//c15';
		const ingest = await stand.lasting();
		let most = 0;
		stand.proxy.script((request) => {
			if (!toEvents(request)) return null;
			const open = stand.proxy.inserts('events').filter(({ isOver }) => !isOver).length;
			most = Math.max(most, open + 1);
			return { kind: 'delay', ms: 700 };
		});
		const sent = contactsOf(source, 8);
		for (const event of sent) expect((await ingest.post([event])).status).toBe(202);
		await drained(ingest);
		expect(most).toBe(1);
		expect(stand.proxy.inserts('events').length).toBeLessThan(sent.length / 2);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test('[C22] a server that ends connections at rest is noticed by nobody', async () => {
		const proxy = await FaultProxy.open({
			target: () => stand.engine.connection.url,
			idleMs: 2500
		});
		const ingest = await stand.ingest(stand.place(proxy.url));
		const source = '//c22';
		const sent = contactsOf(source, 2);
		for (const part of [sent.slice(0, 7), sent.slice(7)]) {
			const answer = await ingest.post(part, { headers: { prefer: 'wait=30' } });
			expect(answer.body['durability']).toBe('committed');
			expect((await ingest.status()).trouble).toBeNull();
			if (part[0] === sent[0]) await new Promise((resolve) => setTimeout(resolve, 2600));
		}
		expect(proxy.inserts('events')).toHaveLength(2);
		await proxy.close();
	});
});

describe('an answer that is not to be believed', () => {
	test.each<[string, Fault]>([
		['200 with an exception for a body', answered(200, exceptionText(159, 'Timeout', 'TIMEOUT'))],
		['200 with the code of an exception', exception(159, 'Timeout', 'TIMEOUT_EXCEEDED', 200)],
		['200 of something that is not ClickHouse', answered(200, '')],
		['200 with a page', answered(200, '<html>Welcome</html>')],
		['200 that breaks off', { kind: 'cut-answer', afterBytes: 40 }]
	])('[C7] %s: the batch goes again', async (what, fault) => {
		const source = `//c7-${what.replace(/\W/g, '')}`;
		const ingest = await stand.lasting();
		stand.proxy.next(toEvents, fault);
		const sent = contactsOf(source, 2);
		await ingest.post(sent);
		await drained(ingest);
		expect(stand.proxy.inserts('events').length).toBeGreaterThanOrEqual(2);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});
});

function answered(status: number, body: string): Fault {
	return { kind: 'answer', status, code: null, body };
}

describe('a database that asks for time', () => {
	test.each([
		['[C8] too many parts', 252],
		['[C13] read only', 242],
		['[C13] no quorum', 285],
		['[C13] the keeper is away', 999],
		['[C14] the disk is full', 243]
	])('%s: it is given, and nothing becomes a dead letter', async (_what, code) => {
		const source = `//pressure-${code}`;
		const ingest = await stand.lasting();
		stand.proxy.next(toEvents, exception(code, 'Later', 'LATER'));
		const sent = contactsOf(source, 2);
		await ingest.post(sent);
		expect(await countsOf(ingest, source)).toEqual({ committed: sent.length, deadLettered: 0 });
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test('[C10] without the memory for so many rows gets them in halves, and whole batches again afterwards', async () => {
		const source = '//c10';
		const ingest = await stand.lasting();
		stand.proxy.script((request) =>
			toEvents(request) && rowsOf(request) > 20
				? exception(241, 'Memory limit exceeded', 'MEMORY_LIMIT_EXCEEDED')
				: null
		);
		const sent = contactsOf(source, 4);
		await ingest.post(sent);
		await until('halves', () =>
			Promise.resolve(stand.proxy.inserts('events').some((one) => rowsOf(one) === 14))
		);
		expect(await countsOf(ingest, source)).toEqual({ committed: sent.length, deadLettered: 0 });
		stand.proxy.script(null);
		stand.proxy.forget();
		const more = contactsOf('//c10-more', 6);
		await ingest.post(more);
		await drained(ingest);
		expect(stand.proxy.inserts('events').map(rowsOf)).toEqual([more.length]);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});
});

describe('a database that somebody has to mend', () => {
	test.each([
		['no such table', 60, 'UNKNOWN_TABLE'],
		['no such column', 16, 'NO_SUCH_COLUMN_IN_TABLE'],
		['a wrong password', 516, 'AUTHENTICATION_FAILED']
	])('[C11] %s: events wait, it is said, and nothing is lost', async (_what, code, type) => {
		const source = `//c11-${code}`;
		const ingest = await stand.lasting();
		stand.proxy.script((request) => (toEvents(request) ? exception(code, 'No', type, 404) : null));
		const sent = contactsOf(source, 2);
		await ingest.post(sent);
		const { total, trouble } = await inTrouble(ingest, 'operator');
		expect([total.inSpool, trouble?.code]).toEqual([sent.length, String(code)]);
		stand.proxy.script(null);
		expect(await countsOf(ingest, source)).toEqual({ committed: sent.length, deadLettered: 0 });
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test('[C12] a view that refuses rows, mended later: events and facts are there once', async () => {
		const source = '//c12';
		const ingest = await stand.lasting();
		const sent = contactsOf(source, 5);
		await alter(
			'segment_states',
			`ADD CONSTRAINT no_c12 CHECK NOT startsWith(interaction_id, 'c12-')`
		);
		await ingest.post(sent);
		await inTrouble(ingest, 'data');
		await alter('segment_states', 'DROP CONSTRAINT no_c12');
		await until('nothing is on its way', async () => (await ingest.status()).total.inSpool === 0);
		await fetch(`${ingest.url}/v1/dead-letters/replay`, {
			method: 'POST',
			headers: { authorization: `Bearer ${TEST_INTERNAL_TOKEN}` },
			body: '{"code":"clickhouse_469"}'
		});
		await until('all are committed', async () => {
			const { committed, deadLettered } = await countsOf(ingest, source);
			return committed === sent.length && deadLettered === 0;
		});
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test('[C20] a column that it does not have yet: events wait for the schema; one it has besides is no matter', async () => {
		const source = '//c20';
		await alter('events', 'RENAME COLUMN attributes TO attributes_before');
		const ingest = await stand.lasting();
		const sent = contactsOf(source, 1);
		await ingest.post(sent.slice(0, 1));
		expect((await inTrouble(ingest, 'operator')).total.inSpool).toBe(1);
		await alter('events', 'RENAME COLUMN attributes_before TO attributes');
		await alter(
			'events',
			`ADD COLUMN of_tomorrow String DEFAULT '' COMMENT 'Not known to this writer'`
		);
		await ingest.post(sent.slice(1));
		expect(await countsOf(ingest, source)).toEqual({ committed: sent.length, deadLettered: 0 });
		expect(await stand.faultsOf(source, sent)).toEqual([]);
		await alter('events', 'DROP COLUMN of_tomorrow');
	});

	test('[C17] no window against repeated batches on a view target: accepted, not written, and said how to mend it', async () => {
		const source = '//c17';
		await alter('segment_states', 'MODIFY SETTING non_replicated_deduplication_window = 0');
		const ingest = await stand.ingest();
		const sent = contactsOf(source, 1);
		expect((await ingest.post(sent)).status).toBe(202);
		const { trouble, total } = await inTrouble(ingest, 'operator');
		expect(trouble).toMatchObject({
			code: 'self_test',
			message: expect.stringContaining(
				'ALTER TABLE segment_states MODIFY SETTING non_replicated_deduplication_window'
			) as unknown
		});
		expect([total.inSpool, await storedCount(stand.clickhouse, source)]).toEqual([sent.length, 0]);
		expect(stand.proxy.inserts('events')).toEqual([]);
		await alter('segment_states', 'MODIFY SETTING non_replicated_deduplication_window = 10000');
		await drained(ingest);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test.each<[string, string, Fault]>([
		['an old version', 'ClickHouse 25.8 or newer', answered(200, '{"version":"24.3.18.7"}\n')],
		[
			'a setting it does not know',
			'ClickHouse 25.8 or newer',
			exception(
				115,
				"Setting use_skip_indexes_if_final_exact_mode doesn't exist",
				'UNKNOWN_SETTING',
				404
			)
		]
	])('[C23] %s: nothing is written until the server is another', async (what, words, fault) => {
		const source = `//c23-${what.replace(/\W/g, '')}`;
		stand.proxy.script(({ name }) => (name === 'self-test-version' ? fault : null));
		const ingest = await stand.ingest();
		const sent = contactsOf(source, 1);
		expect((await ingest.post(sent)).status).toBe(202);
		const { trouble } = await inTrouble(ingest, 'operator');
		expect(trouble).toMatchObject({ message: expect.stringContaining(words) as unknown });
		expect(stand.proxy.inserts('events')).toEqual([]);
		stand.proxy.script(null);
		await drained(ingest);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
	});

	test('[C21] a certificate that cannot be trusted: told as such, and events wait', async () => {
		const directory = mkdtempSync(join(tmpdir(), 'atalaya-tls-'));
		const own = certificate(directory, 'own');
		const proxy = await FaultProxy.open({
			target: () => stand.engine.connection.url,
			tls: certificate(directory, 'other')
		});
		const source = '//c21';
		const trusting = { NODE_EXTRA_CA_CERTS: join(directory, 'own.crt') };
		const ingest = await stand.ingest(stand.place(proxy.url), trusting);
		const sent = contactsOf(source, 1);
		expect((await ingest.post(sent)).status).toBe(202);
		const { trouble } = await inTrouble(ingest, 'operator');
		expect(trouble?.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
		proxy.useCertificate(own);
		await drained(ingest);
		expect(await stand.faultsOf(source, sent)).toEqual([]);
		await ingest.kill();
		await proxy.close();
		rmSync(directory, { recursive: true });
	});
});

/** Made by openssl, which is where PostgreSQL and git are. */
function certificate(directory: string, name: string): { key: string; cert: string } {
	const [key, cert] = [join(directory, `${name}.key`), join(directory, `${name}.crt`)];
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
			...['-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${name}`],
			...['-addext', 'subjectAltName=IP:127.0.0.1']
		],
		{ stdio: 'pipe' }
	);
	return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

describe('old events of very many months', () => {
	test('[C9] are stored with one insert, whatever the number of partitions', async () => {
		const source = '//c9';
		const ingest = await stand.lasting();
		const sent = Array.from({ length: 160 }, (_none, month) =>
			contactsOf(`${source}-${month}`, 1, Date.UTC(2010, month, 7, 12)).slice(0, 1)
		)
			.flat()
			.map((event) => ({ ...event, source }));
		expect((await ingest.post(sent, { query: '?backfill=true' })).status).toBe(202);
		expect(await countsOf(ingest, source)).toEqual({ committed: 160, deadLettered: 0 });
		expect(stand.proxy.inserts('events')).toHaveLength(1);
		expect(await storedCount(stand.clickhouse, source)).toBe(160);
	});
});
