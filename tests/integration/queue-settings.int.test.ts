import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { QueueEvent } from '#lib/domain/queues/queue-event.ts';
import type { QueueVersion } from '#lib/domain/queues/queue-version.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { queueSettings } from '#lib/server/queries/queue-settings.ts';
import { startOutboxSender } from '#lib/server/queues/outbox-sender.ts';
import type { OutboxSender } from '#lib/server/queues/outbox-sender.ts';
import { createQueueDesk } from '#lib/server/queues/queue-desk.ts';
import type { QueueDesk } from '#lib/server/queues/queue-desk.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createOutbox } from '#lib/server/store/outbox.ts';
import type { Outbox } from '#lib/server/store/outbox.ts';
import { createQueueSettingsStore } from '#lib/server/store/queue-settings.ts';
import type { QueueSettingsStore } from '#lib/server/store/queue-settings.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { TEST_INGEST_TOKEN, startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { atBothPlaces, newDirectory, removeDirectory } from '../support/store-places.ts';
import { until } from '../support/until.ts';

const KEY = readStoreKey({ dataDir: '', storeKey: 'a-key-of-the-test' });
const ANA: Actor = { kind: 'person', id: 'ana', name: 'Ana', address: '10.0.0.7' };
const VERSION: QueueVersion = {
	name: 'Ventas «Ñ» <b>',
	channel: 'voice',
	thresholdMs: 35_000,
	shortAbandonMs: 4000,
	slFormula: 'D',
	zone: 'Europe/Madrid',
	hours: {
		monday: [{ from: '09:00', to: '18:00' }],
		tuesday: [],
		wednesday: [],
		thursday: [],
		friday: [],
		saturday: [],
		sunday: [{ from: '22:00', to: '06:00' }]
	},
	holidays: [{ date: '2026-12-25', name: 'Navidad' }]
};
const PAUSES = { leastMs: 5, mostMs: 40, idleMs: 10_000 };

interface Parts {
	readonly outbox: Outbox;
	readonly audit: AuditLog;
	readonly settings: QueueSettingsStore;
}

function partsOf({ database }: Store, now: () => number = Date.now): Parts {
	const audit = createAuditLog(database, KEY, now);
	const outbox = createOutbox(database);
	return { audit, outbox, settings: createQueueSettingsStore(database, { outbox, audit, now }) };
}

/** Something that listens like ingest and answers as told. */
async function fakeIngest(answer: (events: QueueEvent[]) => { status: number; body?: object }) {
	const asked: { authorization: string | undefined; ids: string[] }[] = [];
	const listener = (request: IncomingMessage, response: ServerResponse): void => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			const events = JSON.parse(text) as QueueEvent[];
			asked.push({
				authorization: request.headers.authorization,
				ids: events.map(({ id }) => id)
			});
			const { status, body = {} } = answer(events);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	};
	const server = createServer(listener);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		asked,
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		}
	};
}

atBothPlaces('settings of queues', (newPlace) => {
	let store: Store;
	let parts: Parts;
	let nowMs: number;
	const stops: (() => Promise<void>)[] = [];

	beforeEach(async () => {
		store = await openStore(await newPlace());
		nowMs = 1_790_000_000_000;
		parts = partsOf(store, () => nowMs);
	});
	afterEach(async () => {
		for (const stop of stops.splice(0)) await stop();
		await store.close();
	});

	const save = (queue: string, validFromMs = 0, version = VERSION) =>
		parts.settings.save(
			{ queue, validFromMs, version, before: { ...VERSION, thresholdMs: 20_000 } },
			ANA
		);
	const sender = (addresses: string[]): OutboxSender => {
		const started = startOutboxSender({
			outbox: parts.outbox,
			addresses: () => addresses,
			token: 'a-token',
			onError: (error) => {
				throw error;
			},
			pauses: PAUSES
		});
		stops.push(() => started.stop());
		return started;
	};
	const untilSent = () =>
		until('the outbox is empty', async () => (await parts.outbox.count()) === 0);

	test('a version is kept, told to ingest and entered in the audit log, all at once', async () => {
		await save('ventas', 1000);
		expect(await parts.settings.list('ventas')).toEqual([
			{
				queue: 'ventas',
				validFromMs: 1000,
				version: VERSION,
				changedAtMs: nowMs,
				changedBy: 'ana'
			}
		]);
		const [waiting] = await parts.outbox.waiting(10);
		expect(waiting?.event).toMatchObject({
			source: '//atalaya/administration',
			type: 'atalaya.reference.queue.v1',
			subject: 'ventas',
			data: { ...VERSION, validFrom: '1970-01-01T00:00:01.000Z' }
		});
		const [entry] = await parts.audit.list({ limit: 1 });
		expect(entry).toMatchObject({ action: 'queue.changed', object: 'queue:ventas', actor: 'ana' });
		expect(JSON.parse(entry?.before ?? '')).toMatchObject({ thresholdMs: 20_000 });
		expect(JSON.parse(entry?.after ?? '')).toMatchObject({
			thresholdMs: 35_000,
			holidays: [{ date: '2026-12-25', name: 'Navidad' }]
		});
	});

	test('of a save that fails nothing is left', async () => {
		const failing = createQueueSettingsStore(store.database, {
			...parts,
			audit: { ...parts.audit, append: () => Promise.reject(new Error('the log is full')) },
			now: () => nowMs
		});
		const change = { queue: 'ventas', validFromMs: 0, version: VERSION, before: VERSION };
		await expect(failing.save(change, ANA)).rejects.toThrow('the log is full');
		expect(await parts.settings.list()).toEqual([]);
		expect(await parts.outbox.count()).toBe(0);
	});

	test('a version that is corrected in the same millisecond is later than the first', async () => {
		await save('ventas');
		const again = await save('ventas', 0, { ...VERSION, thresholdMs: 40_000 });
		expect(again.changedAtMs).toBe(nowMs + 1);
		const events = (await parts.outbox.waiting(10)).map(({ event }) => event.time);
		expect(new Set(events).size).toBe(2);
		expect((await parts.settings.list('ventas')).map(({ version }) => version.thresholdMs)).toEqual(
			[40_000]
		);
	});

	test('versions are listed by moment, each queue for itself', async () => {
		await save('b', 5);
		await save('a', 9);
		await save('a', 2);
		const list = await parts.settings.list();
		expect(list.map(({ queue, validFromMs }) => [queue, validFromMs])).toEqual([
			['a', 2],
			['a', 9],
			['b', 5]
		]);
		expect((await parts.settings.list('a')).length).toBe(2);
	});

	test('what waits is sent with the token of producers, and forgotten once it is accepted', async () => {
		const ingest = await fakeIngest(() => ({ status: 202 }));
		stops.push(ingest.stop);
		await save('ventas');
		await save('soporte');
		sender([ingest.url]);
		await untilSent();
		expect(ingest.asked[0]?.authorization).toBe('Bearer a-token');
		expect(ingest.asked.flatMap(({ ids }) => ids).length).toBe(2);
	});

	test('while ingest is away it is kept and tried again, and the fault is told', async () => {
		let isAway = true;
		const ingest = await fakeIngest(() => ({ status: isAway ? 503 : 202 }));
		stops.push(ingest.stop);
		await save('ventas');
		const started = sender(['http://127.0.0.1:1', ingest.url]);
		await until('it was tried three times', () => Promise.resolve(ingest.asked.length >= 3));
		expect(started.fault).toEqual({ kind: 'busy', status: 503 });
		expect(await parts.outbox.count()).toBe(1);
		isAway = false;
		await untilSent();
		await until('the fault is gone', () => Promise.resolve(started.fault === null));
		expect(new Set(ingest.asked.map(({ ids }) => ids.join())).size).toBe(1);
	});

	test('what is in the outbox when a process ends is sent by the next one', async () => {
		await save('ventas');
		const first = sender(['http://127.0.0.1:1']);
		await until('it failed', () => Promise.resolve(first.fault?.kind === 'unreachable'));
		await first.stop();
		const ingest = await fakeIngest(() => ({ status: 202 }));
		stops.push(ingest.stop);
		sender([ingest.url]);
		await untilSent();
		expect(ingest.asked.length).toBe(1);
	});

	test('one event that ingest refuses holds up no other, and its reason is told', async () => {
		const ingest = await fakeIngest((events) => {
			const index = events.findIndex(({ subject }) => subject === 'bad');
			if (index < 0) return { status: 202 };
			const errors = [{ index, message: 'name is too long' }];
			return { status: events.length === 1 ? 422 : 207, body: { errors } };
		});
		stops.push(ingest.stop);
		await save('bad');
		await save('good');
		const started = sender([ingest.url]);
		await until('the good one is through', async () => (await parts.outbox.count()) === 1);
		await save('better');
		started.wake();
		await until('the next one too', async () => {
			const waiting = await parts.outbox.waiting(10);
			return waiting.length === 1 && waiting[0]?.event.subject === 'bad';
		});
		expect(started.fault).toEqual({ kind: 'refused', message: 'name is too long' });
	});

	test('a token that ingest does not know is told as that', async () => {
		const ingest = await fakeIngest(() => ({ status: 401 }));
		stops.push(ingest.stop);
		await save('ventas');
		const started = sender([ingest.url]);
		await until('it is told', () => Promise.resolve(started.fault?.kind === 'unauthorised'));
		expect(await parts.outbox.count()).toBe(1);
	});
});

describe('settings of queues, ingest and the database of events', () => {
	let engine: TestEngine;
	let ingest: TestIngest;
	let clickhouse: ClickHouse;
	let dataDir: string;
	let store: Store;
	let parts: Parts;
	let desk: QueueDesk;
	let sender: OutboxSender;
	let address: string;

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		clickhouse = openClickHouse(engine.connection);
		dataDir = newDirectory();
		ingest = await startTestIngest({ dataDir, connection: engine.connection });
		address = ingest.url;
		store = await openStore({ dataDir, databaseUrl: null });
		parts = partsOf(store);
		sender = startOutboxSender({
			outbox: parts.outbox,
			addresses: () => [address],
			token: TEST_INGEST_TOKEN,
			onError: () => undefined,
			pauses: PAUSES
		});
		desk = createQueueDesk({
			...parts,
			clickhouse,
			sender,
			tenant: 'default',
			zone: 'Europe/Madrid',
			now: Date.now
		});
	});
	afterAll(async () => {
		await sender.stop();
		await store.close();
		await ingest.stop();
		await clickhouse.close();
		await engine.stop();
		removeDirectory(dataDir);
	});

	const wallRow = async (queue: string) =>
		(await clickhouse.query('live', queueSettings, { tenant: 'default' })).find(
			(row) => row.queue === queue
		);
	const tell = (queue: string, data: object, time?: string) =>
		ingest.post([
			testEvent({
				type: 'atalaya.reference.queue.v1',
				subject: queue,
				data,
				...(time === undefined ? {} : { time })
			})
		]);

	test('a version that is saved reaches what walls are made of, with all of its settings', async () => {
		await desk.save({ queue: 'ventas', validFromMs: 0, version: VERSION }, ANA);
		const row = await until('the wall has it', async () => {
			const found = await wallRow('ventas');
			return found?.thresholdMs === 35_000 ? found : null;
		});
		expect(row).toMatchObject({ name: VERSION.name, formula: 'D', zone: 'Europe/Madrid' });
		const found = await until('nothing is on its way', async () => {
			const queue = await desk.find('ventas');
			return queue.versions.some(({ isOnItsWay }) => isOnItsWay) ? null : queue;
		});
		expect(found.now).toEqual(VERSION);
		expect(found.versions).toMatchObject([{ validFromMs: 0, savedBy: 'ana', slFormula: 'D' }]);
		expect(await verifyAudit(store.database, { key: KEY })).toMatchObject({ ok: true });
	});

	test('while ingest is away the page shows what was saved as on its way, and the wall what it had', async () => {
		const before = await wallRow('ventas');
		address = 'http://127.0.0.1:1';
		await desk.save(
			{ queue: 'ventas', validFromMs: 0, version: { ...VERSION, thresholdMs: 45_000 } },
			ANA
		);
		const found = await desk.find('ventas');
		expect(found.now.thresholdMs).toBe(45_000);
		expect(found.versions[0]?.isOnItsWay).toBe(true);
		await until('the reason is known', async () => (await desk.waiting()).fault !== null);
		expect(await desk.waiting()).toMatchObject({ count: 1, fault: { kind: 'unreachable' } });
		expect((await wallRow('ventas'))?.thresholdMs).toBe(before?.thresholdMs);
		address = ingest.url;
		sender.wake();
		await until('the wall has it', async () => (await wallRow('ventas'))?.thresholdMs === 45_000);
		// The wall may have it before the sender has read that ingest took it.
		await until('nothing is on its way', async () => (await desk.waiting()).count === 0);
		expect(await desk.waiting()).toEqual({ count: 0, oldestMs: null, fault: null });
	});

	test('what a producer says shows as it holds, also over what was saved here before', async () => {
		await tell('soporte', { name: 'Soporte', channel: 'chat', thresholdMs: 90_000 });
		await until('it is known', async () => (await wallRow('soporte'))?.thresholdMs === 90_000);
		const told = await desk.find('soporte');
		expect(told.now).toMatchObject({ name: 'Soporte', thresholdMs: 90_000, slFormula: 'A' });
		expect(told.versions).toMatchObject([{ savedBy: null, thresholdMs: 90_000, slFormula: null }]);
		await desk.save(
			{ queue: 'soporte', validFromMs: 0, version: { ...told.now, thresholdMs: 70_000 } },
			ANA
		);
		await until('ours holds', async () => (await wallRow('soporte'))?.thresholdMs === 70_000);
		await tell('soporte', { thresholdMs: 50_000 }, new Date(Date.now() + 2000).toISOString());
		await until('theirs holds', async () => (await wallRow('soporte'))?.thresholdMs === 50_000);
		const after = await desk.find('soporte');
		expect(after.now.thresholdMs).toBe(50_000);
		expect(after.versions).toMatchObject([{ savedBy: null, thresholdMs: 50_000 }]);
	});

	test('a version from a later moment holds from then on, and is listed before', async () => {
		const laterMs = Date.now() + 3_600_000;
		await desk.save(
			{ queue: 'ventas', validFromMs: laterMs, version: { ...VERSION, thresholdMs: 10_000 } },
			ANA
		);
		await until('it arrived', async () => (await desk.waiting()).count === 0);
		const found = await until('it is listed', async () => {
			const queue = await desk.find('ventas');
			return queue.versions.length === 2 ? queue : null;
		});
		expect(found.now.thresholdMs).toBe(45_000);
		expect(found.versions[1]).toMatchObject({ validFromMs: laterMs, thresholdMs: 10_000 });
		expect((await wallRow('ventas'))?.thresholdMs).toBe(45_000);
	});

	test('the list has queues of contacts, of producers and of the product, by name', async () => {
		await ingest.post([
			testEvent({ subject: 'c1', data: { channel: 'email' } }),
			testEvent({
				type: 'atalaya.interaction.queued.v1',
				subject: 'c1',
				data: { queue: 'zz-correo', channel: 'email' }
			})
		]);
		await until('the contact is there', async () => (await wallRow('zz-correo')) !== undefined);
		const { queues, isDatabaseAway } = await desk.list();
		expect(isDatabaseAway).toBe(false);
		expect(queues.map(({ queue }) => queue)).toEqual(['soporte', 'ventas', 'zz-correo']);
		expect(queues[2]?.now).toMatchObject({
			channel: 'email',
			thresholdMs: 4 * 3_600_000,
			shortAbandonMs: 0
		});
	});

	test('without the database what was saved here is still there', async () => {
		const away = createQueueDesk({
			...parts,
			clickhouse: openClickHouse({ ...engine.connection, url: 'http://127.0.0.1:1' }),
			sender,
			tenant: 'default',
			zone: 'Europe/Madrid',
			now: Date.now
		});
		const { queues, isDatabaseAway } = await away.list();
		expect(isDatabaseAway).toBe(true);
		expect(queues.map(({ queue }) => queue)).toEqual(['soporte', 'ventas']);
	});
});
