/** What a customer is given: everything of theirs, wherever it lies, and nothing of anybody else. */
import { randomUUID } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { contactEvents, parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import {
	CUSTOMER,
	DAY_MS,
	MARKER,
	NEIGHBOUR,
	drained,
	lifeOf,
	openJobs
} from '../support/privacy.ts';
import type { JobsOnStore } from '../support/privacy.ts';
import { until } from '../support/until.ts';

interface Line {
	readonly place: string;
	readonly event?: Record<string, unknown>;
	readonly contact?: Record<string, unknown>;
}

const nowMs = Date.now();
const workTables = defineQuery({
	name: 'test-work-tables',
	sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'privacy_job_')`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ name: Type.String() })
});

const byId = (a: Record<string, unknown>, b: Record<string, unknown>): number =>
	String(a['id']).localeCompare(String(b['id']));
const eventsOf = (lines: readonly Line[], place: string): Record<string, unknown>[] =>
	lines.flatMap((line) => (line.place === place && line.event ? [line.event] : [])).sort(byId);

describe('the export of one customer', () => {
	let engine: TestEngine;
	let ingest: TestIngest;
	let web: JobsOnStore;
	const life = lifeOf(CUSTOMER, MARKER, nowMs - 2 * DAY_MS);
	const [staffEvent] = life.slice(-1);
	const theirs = lifeOf(NEIGHBOUR, 'manzana', nowMs - 2 * DAY_MS);
	const dead = contactEvents({ id: 'poison', atMs: nowMs, customer: CUSTOMER, text: MARKER });
	/** An agent, a queue and somebody else's order of the same id. */
	const namesakes = [
		...contactEvents({ id: 'same', atMs: nowMs, customer: 'other', agent: CUSTOMER }),
		...contactEvents({ id: 'same-queue', atMs: nowMs, customer: 'other', queue: CUSTOMER }),
		{ ...contactEvents({ id: CUSTOMER, atMs: nowMs, customer: 'other' })[0] }
	];

	const read = async (customer: string): Promise<{ header: object; lines: Line[] }> => {
		const lines: Record<string, unknown>[] = [];
		const { signal } = new AbortController();
		for await (const line of web.jobs.exportCustomer(customer, signal, 'dpo')) {
			expect(line.endsWith('\n')).toBe(true);
			lines.push(JSON.parse(line) as Record<string, unknown>);
		}
		const [header = {}, ...rest] = lines;
		return { header, lines: rest as unknown as Line[] };
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await commandOnShards(
			engine.clickhouse,
			'test-constraint',
			`ALTER TABLE events ADD CONSTRAINT no_poison CHECK event_id NOT LIKE 'poison%'`
		);
		ingest = await startTestIngest({ dataDir: engine.dataDir });
		web = await openJobs(engine, engine.clickhouse);
		for (const events of [life, theirs, dead, namesakes]) {
			expect((await ingest.post(events)).status).toBe(202);
		}
		await drained(ingest);
	});
	afterAll(async () => {
		await web.close();
		await ingest.stop();
		await engine.stop();
	});

	test('has every event as it was sent, and nothing of others, not even of one whose id begins the same', async () => {
		const { header, lines } = await read(CUSTOMER);
		expect(eventsOf(lines, 'events')).toEqual([...life].sort(byId));
		expect(staffEvent).toMatchObject({ ticketof: CUSTOMER });
		expect(eventsOf(lines, 'dead letters')).toEqual([...dead].sort(byId));
		expect(header).toMatchObject({
			export: 'atalaya.customer.v1',
			customer: CUSTOMER,
			subjects: { interaction: 2, mention: 1, survey: 2 },
			counts: { events: life.length, spool: 0, 'dead letters': dead.length },
			unreachable: []
		});
		expect(JSON.stringify(lines)).not.toContain('manzana');
		expect(JSON.stringify(lines)).not.toContain(NEIGHBOUR);
		const contacts = lines.flatMap(({ contact }) => contact ?? []);
		expect(contacts).toHaveLength(2);
		for (const contact of contacts) expect(contact).toMatchObject({ customer: CUSTOMER });
	});

	test('of the other one has the events of the other one', async () => {
		const { lines } = await read(NEIGHBOUR);
		expect(eventsOf(lines, 'events')).toEqual([...theirs].sort(byId));
		expect(JSON.stringify(lines)).not.toContain(MARKER);
	});

	test('has rows of former versions, whose texts and authors lie in their data', async () => {
		const customer = 'from before';
		const mention = {
			...contactEvents({ id: 'old', atMs: nowMs, customer })[0],
			id: 'old-mention',
			type: 'atalaya.mention.captured.v1',
			subject: 'old-mention',
			data: { network: 'x', author: customer, text: 'old words' }
		};
		const hour = (ms: number): number => floorHour(ms);
		await insertEvents(engine.clickhouse, parsed([mention]), () => hour(nowMs), randomUUID());
		await commandOnShards(
			engine.clickhouse,
			'test-former',
			`ALTER TABLE events UPDATE customer = '', texts = '', data = '${JSON.stringify(mention.data)}'
				WHERE subject = 'old-mention' SETTINGS mutations_sync = 1`
		);
		const { lines } = await read(customer);
		expect(eventsOf(lines, 'events')).toEqual([mention]);
	});

	test('has what waits in the spool, each event once', async () => {
		await engine.engine.stop();
		const chat = contactEvents({ id: 'waiting', atMs: nowMs, customer: 'waiting', text: MARKER });
		expect((await ingest.post([...chat, ...chat])).status).toBe(202);
		const response = await fetch(`${ingest.url}/v1/privacy/export`, {
			method: 'POST',
			headers: { authorization: 'Bearer test-internal-token' },
			body: JSON.stringify({ subjects: [{ kind: 'customer', id: 'waiting' }] })
		});
		const lines = (await response.text())
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Line);
		expect(eventsOf(lines, 'spool')).toEqual([...chat].sort(byId));
	});
});

describe('the addresses of ingest for one customer', () => {
	let ingest: TestIngest;
	let engine: TestEngine;
	beforeAll(async () => {
		engine = await startTestEngine();
		ingest = await startTestIngest({ dataDir: engine.dataDir });
	});
	afterAll(async () => {
		await ingest.stop();
		await engine.stop();
	});

	test.each(['/v1/privacy/erase', '/v1/privacy/export'])('%s answers only web', async (path) => {
		for (const [authorization, status] of [
			['', 401],
			['Bearer wrong-token-here', 401],
			['Bearer test-ingest-token', 403]
		] as const) {
			const headers = authorization === '' ? {} : { authorization };
			const response = await fetch(`${ingest.url}${path}`, { method: 'POST', headers, body: '{}' });
			expect(response.status).toBe(status);
		}
		const headers = { authorization: 'Bearer test-internal-token' };
		const response = await fetch(`${ingest.url}${path}`, { method: 'POST', headers, body: '{}' });
		expect(response.status).toBe(400);
	});

	test('leave no id in the log of the process', async () => {
		const headers = { authorization: 'Bearer test-internal-token' };
		const subjects = [{ kind: 'customer', id: CUSTOMER }];
		const body = JSON.stringify({ subjects });
		const response = await fetch(`${ingest.url}/v1/privacy/export`, {
			method: 'POST',
			headers,
			body
		});
		expect(await response.text()).toBe('');
		expect(ingest.output()).not.toContain(CUSTOMER);
	});
});

describe('tables of a job', () => {
	test('are gone when nobody reads an export to its end', async () => {
		const engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const web = await openJobs(engine, engine.clickhouse);
		const { signal } = new AbortController();
		const lines = web.jobs.exportCustomer(CUSTOMER, signal, 'dpo')[Symbol.asyncIterator]();
		expect((await lines.next()).done).toBe(false);
		expect(await engine.clickhouse.query('ingest', workTables, {})).toHaveLength(2);
		await lines.return?.();
		await until('the tables are gone', async () => {
			return (await engine.clickhouse.query('ingest', workTables, {})).length === 0;
		});
		expect(await web.jobs.list()).toMatchObject([{ kind: 'export', state: 'failed' }]);
		await web.close();
		await engine.stop();
	});
});
