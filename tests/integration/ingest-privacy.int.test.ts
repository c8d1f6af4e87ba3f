/** What personal data of events reaches the disk, the database and the log of a real ingest process: none that should not. */
import { execFile } from 'node:child_process';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { ALL_KINDS } from '#lib/domain/privacy/masking.ts';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createErasedSubjects } from '#lib/server/store/erased-subjects.ts';
import { writeSetting } from '#lib/server/store/settings.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { filesHolding } from '../support/find-bytes.ts';
import {
	TEST_INGEST_TOKEN,
	TEST_INTERNAL_TOKEN,
	startTestIngest,
	testEvent
} from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { drained, storePlainly } from '../support/privacy.ts';
import { until } from '../support/until.ts';

const CARD = '4111 1111 1111 1111';
const CARDS = [CARD, '4111111111111111', '4111-1111-1111-1111', '4111\\u00a01111'];
/** In everything that an erased customer wrote. */
const WORDS = 'berenjena';

let engine: TestEngine;
let ingest: TestIngest;
let store: Store;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	// Else a search of the files would not see what the engine compressed.
	await storePlainly(engine.clickhouse);
	store = await openStore({ dataDir: engine.dataDir, databaseUrl: null });
	ingest = await startTestIngest({ dataDir: engine.dataDir });
});
afterAll(async () => {
	await ingest.stop();
	await store.close();
	await engine.stop();
});

const storedOf = defineQuery({
	name: 'test-stored-of',
	sql: `SELECT type, customer, topic, data, texts, attributes FROM events FINAL
		WHERE subject = {subject: String} ORDER BY occurred_at, type_rank, event_id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ subject: Type.String() }),
	row: Type.Object({
		type: Type.String(),
		customer: Type.String(),
		topic: Type.String(),
		data: Type.String(),
		texts: Type.String(),
		attributes: Type.String()
	})
});

async function stored(subject: string): Promise<string> {
	await drained(ingest);
	return JSON.stringify(await engine.clickhouse.query('report', storedOf, { subject }));
}

const message = (subject: string, text: string, more: object = {}) =>
	testEvent({
		subject,
		type: 'atalaya.interaction.message.v1',
		data: { author: 'customer', text, ...more }
	});

const erase = (...subjects: ErasableSubject[]) =>
	createErasedSubjects(
		store,
		readStoreKey({ storeKey: null, dataDir: engine.dataDir }),
		Date.now
	).add(subjects);

let asked = 0;

/** Sends new contacts of the customer until one arrives without the customer. */
const untilErased = (customer: string) =>
	until(`ingest knows that ${customer} is erased`, async () => {
		const subject = `probe-${(asked += 1)}`;
		const data = { channel: 'chat', customer };
		await ingest.post([testEvent({ subject, data })]);
		return !(await stored(subject)).includes(customer);
	});

const command = (...args: string[]): Promise<string> =>
	new Promise((resolve, reject) => {
		const env = {
			PATH: process.env['PATH'],
			DATA_DIR: engine.dataDir,
			INGEST_TOKEN: TEST_INGEST_TOKEN,
			INTERNAL_TOKEN: TEST_INTERNAL_TOKEN
		};
		const run = ['--import', 'tsx', 'ingest/commands/dead-letters.ts', ...args];
		execFile(process.execPath, run, { env }, (error, out, err) => {
			if (error) reject(new Error(err, { cause: error }));
			else resolve(out);
		});
	});

const constrain = (sql: string) =>
	commandOnShards(engine.clickhouse, 'test-constraint', `ALTER TABLE events ${sql}`);

function stream(event: object): Promise<unknown> {
	const socket = new WebSocket(`${ingest.url.replace('http', 'ws')}/v1/stream`, {
		headers: { authorization: `Bearer ${ingest.token}` }
	});
	return new Promise((resolve, reject) => {
		socket.once('error', reject);
		socket.on('message', (data: Buffer) => {
			const said = JSON.parse(data.toString()) as { type: string };
			if (said.type === 'credit') {
				socket.send(JSON.stringify({ type: 'events', seq: 1, events: [event] }));
				return;
			}
			socket.close();
			resolve(said);
		});
	});
}

describe('a card number', () => {
	test('[H18] [P3] is on no disk, in no answer and in no log, whichever way it came and whatever became of it', async () => {
		await constrain(`ADD CONSTRAINT no_poison CHECK event_id NOT LIKE 'poison%'`);
		const source = '//cards';
		const events = [
			message('cards', `Es la ${CARD}`),
			message('cards', 'a', {
				note: `tarjeta ${CARD}`,
				pan: '4111111111111111',
				n: 4111111111111111
			}),
			{ ...message('cards', 'b'), clid: '4111-1111-1111-1111', extra: `llama con ${CARD}` },
			testEvent({ subject: 'cards', type: 'com.vendor.dtmf', data: { keys: '4111111111111111' } }),
			testEvent({
				subject: 'cards',
				data: { channel: 'voice', topic: CARD, labels: { [CARD]: `pago ${CARD}` } }
			}),
			{ ...message('cards', `muere con ${CARD}`), id: 'poison-1', source }
		];
		expect(await ingest.post(events)).toMatchObject({ status: 202, body: { accepted: 6 } });
		const twice = JSON.stringify(message('cards', 'c')).replace(
			'"text"',
			`"text":"${CARD}","text"`
		);
		const lines = [JSON.stringify(message('cards', CARD)), twice, `basura ${CARD}`, '{}'];
		const answers = [
			await ingest.post(lines.join('\n'), { contentType: 'application/x-ndjson' }),
			await ingest.post(JSON.stringify({ events: [message('cards', CARD)] }), {
				contentType: 'application/json'
			}),
			await ingest.post(JSON.stringify(CARD), {
				contentType: 'application/json',
				headers: {
					'ce-specversion': '1.0',
					'ce-id': 'binary',
					'ce-source': '//cards',
					'ce-type': 'com.vendor.note',
					'ce-note': encodeURIComponent(CARD)
				}
			}),
			await ingest.post([
				message('cards', CARD, { segment: CARD }),
				{ ...message('cards', CARD), source: `mail ${CARD}` },
				{ ...message('cards', CARD), time: CARD },
				{ ...message('cards', CARD), [CARD]: 1 }
			]),
			await ingest.post(`[{"text":"${CARD}" nonsense}]`),
			await ingest.post(`{"events": "${CARD}"`, { contentType: 'application/json' })
		];
		expect(answers.map(({ status }) => status)).toEqual([207, 202, 422, 422, 400, 400]);
		const streamed = await stream(message('cards', CARD));
		expect(streamed).toMatchObject({ type: 'ack', accepted: 1 });

		await drained(ingest);
		expect((await ingest.status()).deadLetters).not.toEqual({});
		const said = JSON.stringify([answers.map(({ body }) => body), streamed, await ingest.status()]);
		for (const card of CARDS) {
			expect(said).not.toContain(card);
			expect(ingest.output()).not.toContain(card);
		}
		expect(filesHolding(engine.dataDir, CARDS)).toEqual([]);
		// The search would have found them: what stands in their place is in the spool or the engine, and in the letters.
		const marked = filesHolding(engine.dataDir, ['[card *1111]']).join('\n');
		expect(marked).toContain('engine');
		expect(marked).toContain('dead-letters');
	});

	test('is not brought back by a dead letter that is tried again', async () => {
		await constrain('DROP CONSTRAINT no_poison');
		expect(await command('replay')).toContain('1');
		const found = await until('the letter is stored', async () => {
			const rows = await stored('cards');
			return rows.includes('muere con') && rows;
		});
		expect(found).toContain('muere con [card *1111]');
		expect(filesHolding(engine.dataDir, CARDS)).toEqual([]);
	});
});

describe('what is masked', () => {
	test('is every kind, until somebody switches one off', async () => {
		const text = 'ana@example.com o 612 345 678';
		await ingest.post([message('switch-1', text)]);
		expect(await stored('switch-1')).toContain('[mail] o [phone]');
		await writeSetting(store.database, 'masking', { ...ALL_KINDS, phone: false });
		let n = 1;
		await until('the setting is known', async () => {
			const subject = `switch-${(n += 1)}`;
			await ingest.post([message(subject, text)]);
			return (await stored(subject)).includes('[mail] o 612 345 678');
		});
		await writeSetting(store.database, 'masking', ALL_KINDS);
	});
});

describe('an erased customer', () => {
	const contact = (subject: string, customer: string) => [
		testEvent({
			subject,
			data: {
				channel: 'chat',
				customer,
				queue: 'sales',
				topic: WORDS,
				entry: WORDS,
				labels: { a: WORDS },
				note: WORDS
			}
		}),
		{ ...message(subject, WORDS), caller: WORDS },
		testEvent({
			subject,
			type: 'atalaya.interaction.wrapped.v1',
			data: { agent: 'agent-1', disposition: WORDS, resolved: true }
		}),
		testEvent({
			subject,
			type: 'atalaya.recording.available.v1',
			data: {
				media: 'audio',
				path: `/rec/${WORDS}.wav`,
				startedAt: new Date().toISOString(),
				durationMs: 1000
			}
		})
	];

	test('does not come back with events sent again, nor with new ones', async () => {
		await erase({ kind: 'customer', id: 'eva-1' }, { kind: 'interaction', id: 'eva-old' });
		await untilErased('eva-1');
		await ingest.post(contact('eva-new', 'eva-1'));
		await ingest.post([message('eva-old', WORDS)]);
		await ingest.post([message('eva-new', `${WORDS} and later`)]);
		expect(await stored('eva-old')).not.toContain(WORDS);
		const rows = await stored('eva-new');
		expect(rows).not.toContain(WORDS);
		expect(rows).not.toContain('eva-1');
		// What is counted stays.
		expect(rows).toContain('sales');
		expect(rows).toContain('"resolved\\":true');
		expect((JSON.parse(rows) as unknown[]).length).toBe(5);
		expect(filesHolding(engine.dataDir, [WORDS])).toEqual([]);
	});

	test('is no other customer', async () => {
		await ingest.post(contact('bea-1', 'bea'));
		const rows = await stored('bea-1');
		expect(rows).toContain(WORDS);
		expect(rows).toContain('"customer":"bea"');
	});

	test('stays erased in a contact that began after the erasure, also when ingest is killed', async () => {
		const [created] = contact('eva-killed', 'eva-1');
		expect((await ingest.post([created])).status).toBe(202);
		await ingest.kill();
		ingest = await startTestIngest({ dataDir: engine.dataDir });
		await ingest.post([message('eva-killed', 'calabaza')]);
		expect(await stored('eva-killed')).not.toContain('calabaza');
		expect(filesHolding(engine.dataDir, ['calabaza'])).toEqual([]);
	});

	test('does not come in full with a request that was open across the announcement', async () => {
		const [created] = contact('open-1', 'olga');
		const [other] = contact('open-2', 'olga-2');
		let body: ReadableStreamDefaultController<Uint8Array> | null = null;
		const bytes = new ReadableStream<Uint8Array>({
			start: (controller) => {
				body = controller;
			}
		});
		const send = (text: string) => body?.enqueue(Buffer.from(text));
		const answer = fetch(`${ingest.url}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${ingest.token}`,
				'content-type': 'application/x-ndjson'
			},
			body: bytes,
			duplex: 'half'
		} as RequestInit);
		// A whole line, which is read and judged before another request, sent behind it, is on disk and in the database.
		send(`${JSON.stringify(created)}\n`);
		await ingest.post([testEvent({ subject: 'open-0' })]);
		await stored('open-0');
		await erase({ kind: 'customer', id: 'olga' });
		const announced = await fetch(`${ingest.url}/v1/privacy/erase`, {
			method: 'POST',
			headers: { authorization: `Bearer ${TEST_INTERNAL_TOKEN}` },
			body: JSON.stringify({ step: 'know' })
		});
		expect(announced.status).toBe(200);
		send(JSON.stringify(other));
		(body as ReadableStreamDefaultController<Uint8Array> | null)?.close();
		expect(await (await answer).json()).toMatchObject({ accepted: 2, rejected: 0 });
		const rows = await stored('open-1');
		expect(rows).toContain('sales');
		expect(rows).not.toContain('olga');
		expect(rows).not.toContain(WORDS);
		expect(await stored('open-2')).toContain('olga-2');
	});

	test('does not come back with a dead letter from before', async () => {
		await constrain(`ADD CONSTRAINT no_poison CHECK event_id NOT LIKE 'poison%'`);
		const letter = { ...message('zoe-1', 'alcachofa'), id: 'poison-zoe' };
		await ingest.post([letter]);
		await until('it is dead', async () =>
			Object.values((await ingest.status()).deadLetters).some((count) => count > 0)
		);
		await erase({ kind: 'customer', id: 'zoe' }, { kind: 'interaction', id: 'zoe-1' });
		await untilErased('zoe');
		await constrain('DROP CONSTRAINT no_poison');
		await command('replay');
		const rows = await until('the letter is stored', async () => {
			const found = await stored('zoe-1');
			return found.includes('interaction.message') && found;
		});
		expect(rows).not.toContain('alcachofa');
	});
});
