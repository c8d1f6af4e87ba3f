/** What a token of the store may do at the door of a real ingest process, and how soon it may no longer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { COMPANY } from '#lib/domain/access/team.ts';
import { createApiTokenStore } from '#lib/server/store/api-tokens.ts';
import type { ApiTokenStore, NewApiToken } from '#lib/server/store/api-tokens.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { TEST_INTERNAL_TOKEN, startTestIngest, testEvent } from '../support/ingest.ts';
import type { Answer, TestIngest } from '../support/ingest.ts';
import { postgresBin, startTestPostgres } from '../support/postgres.ts';
import { newDirectory, removeDirectory } from '../support/store-places.ts';
import { until } from '../support/until.ts';

const DAY_MS = 86_400_000;
const WITHIN_MS = 60_000;

let dataDir: string;
let store: Store;
let tokens: ApiTokenStore;
let ingest: TestIngest;

beforeAll(async () => {
	dataDir = newDirectory();
	store = await openStore({ dataDir, databaseUrl: null });
	tokens = createApiTokenStore(store, { now: Date.now });
	ingest = await startTestIngest({ dataDir });
});
afterAll(async () => {
	await ingest.stop();
	await store.close();
	removeDirectory(dataDir);
});

const make = (more: Partial<NewApiToken> = {}, where = tokens) =>
	where.create({
		name: 'test',
		scopes: ['ingest'],
		sources: [],
		team: COMPANY,
		expiresAtMs: null,
		createdBy: 'admin-1',
		...more
	});

const post = (
	token: string,
	events: readonly unknown[] = [testEvent()],
	query = ''
): Promise<Answer> => ingest.post(events, { token, query });

const statusOf = (token: string): Promise<Response> =>
	fetch(`${ingest.url}/v1/status`, { headers: { authorization: `Bearer ${token}` } });

interface Stream {
	readonly socket: WebSocket;
	readonly closed: Promise<number>;
	/** Sends one event and gives the answer to it. */
	send(event: object): Promise<Record<string, unknown>>;
}

async function openStream(token: string): Promise<Stream> {
	const socket = new WebSocket(`${ingest.url.replace('http', 'ws')}/v1/stream`, {
		headers: { authorization: `Bearer ${token}` }
	});
	const closed = new Promise<number>((resolve) => socket.once('close', resolve));
	const messages: Record<string, unknown>[] = [];
	socket.on('message', (data: Buffer) => {
		messages.push(JSON.parse(data.toString()) as Record<string, unknown>);
	});
	await new Promise((resolve, reject) => {
		socket.once('open', resolve);
		socket.once('error', reject);
	});
	let seq = 0;
	return {
		socket,
		closed,
		send: async (event) => {
			seq += 1;
			const mine = seq;
			socket.send(JSON.stringify({ type: 'events', seq: mine, events: [event] }));
			return until('the answer', () =>
				Promise.resolve(messages.find((message) => message['seq'] === mine) ?? null)
			);
		}
	};
}

describe('a token of the store', () => {
	test('sends events from the moment it is made, and its use is seen', async () => {
		const { token, record } = await make();
		expect(await post(token)).toMatchObject({ status: 202, body: { accepted: 1 } });
		await until('its use is written', async () =>
			(await tokens.list()).some(({ id, usedAtMs }) => id === record.id && usedAtMs !== null)
		);
	});

	test('without the scope is refused with 403, an unknown or expired one with 401', async () => {
		for (const scopes of [['metrics', 'interactions', 'boards'], ['backfill']] as const) {
			const { token } = await make({ scopes });
			expect(await post(token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
			expect((await statusOf(token)).status).toBe(403);
		}
		const expired = await make({ expiresAtMs: Date.now() - 1 });
		for (const token of [expired.token, `ata_${'x'.repeat(43)}`, 'guess']) {
			const answer = await post(token);
			expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
			expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
		}
	});

	test('may only backfill with that scope', async () => {
		const old = () => testEvent({ time: new Date(Date.now() - 500 * DAY_MS).toISOString() });
		const { token } = await make();
		expect(await post(token, [old()], '?backfill=true')).toMatchObject({ status: 403 });
		const importer = await make({ scopes: ['ingest', 'backfill'] });
		expect(await post(importer.token, [old()], '?backfill=true')).toMatchObject({
			status: 202,
			body: { accepted: 1 }
		});
	});

	test('of one source cannot send another: one by one, and the others of the request are in', async () => {
		const { token } = await make({ sources: ['//a', '//a2'] });
		const events = ['//a', '//b', '//a2'].map((source) => testEvent({ source }));
		const answer = await post(token, events);
		expect(answer).toMatchObject({
			status: 207,
			body: {
				accepted: 2,
				rejected: 1,
				errors: [
					{
						index: 1,
						id: events[1]?.['id'],
						source: '//b',
						code: 'source_not_allowed',
						field: '/source'
					}
				]
			}
		});
		expect(await post(token, [testEvent({ source: '//b' })])).toMatchObject({ status: 422 });
		const line = JSON.stringify(testEvent({ source: '//b' }));
		const ndjson = await ingest.post(line, { token, contentType: 'application/x-ndjson' });
		expect(ndjson).toMatchObject({ status: 422, body: { accepted: 0 } });
	});

	test('of one source counts for no other, and sees no other in the status', async () => {
		await post(ingest.token, [testEvent({ source: '//others' })]);
		const { token } = await make({ sources: ['//mine'] });
		await post(token, [testEvent({ source: '//mine' }), testEvent({ source: '//others' })]);
		const seen = (await (await statusOf(token)).json()) as {
			sources: { source: string; accepted: number; rejected: number }[];
			recentErrors: { source: string }[];
		};
		expect(seen.sources).toMatchObject([{ source: '//mine', accepted: 1, rejected: 0 }]);
		expect(seen.recentErrors).toEqual([]);
		const all = await ingest.status();
		expect(all.sources.find(({ source }) => source === '//others')).toMatchObject({
			accepted: 1,
			rejected: 0
		});
	});

	test('of one client cannot write into the queues and teams of another, nor into nobody’s', async () => {
		const client = async (id: string, queue: string, word: string) => {
			const node = { id, parent: COMPANY, kind: 'client', name: id, position: 0 };
			await store.database.insertInto('teams').values(node).execute();
			await store.database.insertInto('team_queues').values({ team: id, queue }).execute();
			await store.database.insertInto('team_words').values({ team: id, word }).execute();
		};
		await client('bank', 'bank-sales', 'bank-agents');
		await client('shop', 'shop-sales', 'shop-agents');
		const { token } = await make({ team: 'bank' });
		const named = (name: string, data: object, subject = 'named-1') =>
			testEvent({ type: `atalaya.${name}.v1`, subject, data });
		const events = [
			named('interaction.queued', { queue: 'bank-sales' }),
			named('interaction.queued', { queue: 'shop-sales' }),
			named('interaction.transferred', { to: { queue: 'shop-sales' } }),
			named('interaction.created', { channel: 'voice', queue: 'nobodys' }),
			named('interaction.created', { channel: 'voice' }),
			named('agent.state', { state: 'break', queues: ['bank-sales', 'shop-sales'] }, 'agent-1'),
			named('agent.state', { state: 'break', team: 'shop-agents' }, 'agent-1'),
			named('reference.agent', { team: 'bank-agents' }, 'agent-1'),
			named('reference.queue', { thresholdMs: 1 }, 'shop-sales')
		];
		const refused = [
			[1, '/data/queue'],
			[2, '/data/to/queue'],
			[3, '/data/queue'],
			[5, '/data/queues/1'],
			[6, '/data/team'],
			[8, '/subject']
		];
		expect(await post(token, events)).toMatchObject({
			status: 207,
			body: {
				accepted: 3,
				rejected: 6,
				errors: refused.map(([index, field]) => ({ index, field, code: 'team_not_allowed' }))
			}
		});
		const stream = await openStream(token);
		expect(await stream.send(named('interaction.queued', { queue: 'shop-sales' }))).toMatchObject({
			rejected: 1,
			errors: [{ code: 'team_not_allowed' }]
		});
		stream.socket.close();
		const company = await make();
		expect((await post(company.token, events)).body).toMatchObject({ rejected: 0 });
		// A queue that the team is given is taken soon after.
		await store.database
			.insertInto('team_queues')
			.values({ team: 'bank', queue: 'bank-new' })
			.execute();
		await until(
			'the new queue is taken',
			async () =>
				(await post(token, [named('interaction.queued', { queue: 'bank-new' })])).status === 202,
			WITHIN_MS
		);
	});

	test('has no right to what only our own processes do', async () => {
		const { token } = await make({
			scopes: ['ingest', 'backfill', 'metrics', 'interactions', 'boards']
		});
		for (const path of ['/v1/dead-letters/replay', '/v1/dead-letters/discard']) {
			const headers = { authorization: `Bearer ${token}` };
			const answer = await fetch(ingest.url + path, { method: 'POST', headers, body: '{}' });
			expect(answer.status).toBe(403);
		}
		const notices = new WebSocket(`${ingest.url.replace('http', 'ws')}/v1/notices`, {
			headers: { authorization: `Bearer ${token}` }
		});
		const status = await new Promise<number | undefined>((resolve) => {
			notices.once('unexpected-response', (_request, response) => {
				resolve(response.statusCode);
			});
		});
		expect(status).toBe(403);
		expect((await statusOf(TEST_INTERNAL_TOKEN)).status).toBe(200);
	});

	test('is refused soon after it was revoked', async () => {
		const { token, record } = await make();
		expect((await post(token)).status).toBe(202);
		await tokens.revoke(record.id);
		await until('it is refused', async () => (await post(token)).status === 401, WITHIN_MS);
	});

	test('[N6] has a quota of its own', async () => {
		const small = await startTestIngest({
			dataDir: `${dataDir}/quota`,
			env: { INGEST_EVENTS_PER_SECOND: '10' }
		});
		const own = await openStore({ dataDir: `${dataDir}/quota`, databaseUrl: null });
		const inStore = createApiTokenStore(own, { now: Date.now });
		const [busy, calm] = [await make({}, inStore), await make({}, inStore)];
		const events = Array.from({ length: 300 }, () => testEvent());
		expect((await small.post(events, { token: busy.token })).status).toBe(202);
		expect((await small.post([testEvent()], { token: busy.token })).status).toBe(429);
		expect((await small.post([testEvent()], { token: calm.token })).status).toBe(202);
		expect((await small.post([testEvent()])).status).toBe(202);
		await own.close();
		await small.stop();
	});
});

describe('an open stream', () => {
	test('takes only the sources of its token', async () => {
		const { token } = await make({ sources: ['//stream'] });
		const stream = await openStream(token);
		expect(await stream.send(testEvent({ source: '//stream' }))).toMatchObject({ accepted: 1 });
		expect(await stream.send(testEvent({ source: '//b' }))).toMatchObject({
			rejected: 1,
			errors: [{ code: 'source_not_allowed' }]
		});
		stream.socket.close();
	});

	test('[W7] is closed when its token is revoked, without anything being sent on it', async () => {
		const { token, record } = await make();
		const { closed } = await openStream(token);
		await tokens.revoke(record.id);
		expect(await closed).toBe(4401);
	});

	test('[W7] is closed when its token expires', async () => {
		const { token } = await make({ expiresAtMs: Date.now() + 3000 });
		const { closed } = await openStream(token);
		expect(await closed).toBe(4401);
	});

	test('[W7] is closed when its token loses the scope', async () => {
		const { token, record } = await make();
		const { closed } = await openStream(token);
		await store.database
			.updateTable('api_tokens')
			.set({ scopes: '["metrics"]' })
			.where('id', '=', record.id)
			.execute();
		expect(await closed).toBe(4403);
	});

	test('needs the scope to be opened', async () => {
		const { token } = await make({ scopes: ['metrics'] });
		await expect(openStream(token)).rejects.toThrow('403');
		await expect(openStream(`ata_${'y'.repeat(43)}`)).rejects.toThrow('401');
	});
});

describe('a store that does not answer', () => {
	test('from the start: no event is taken in, and the process lives', async () => {
		const alone = await startTestIngest({
			dataDir: `${dataDir}/alone`,
			env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }
		});
		const answer = await alone.post([testEvent()]);
		expect(answer).toMatchObject({ status: 503, body: { code: 'store_unreachable' } });
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(await alone.post([testEvent()], { token: `ata_${'z'.repeat(43)}` })).toMatchObject({
			status: 503
		});
		expect((await fetch(`${alone.url}/healthz`)).status).toBe(200);
		expect((await alone.status()).total.accepted).toBe(0);
		expect(await alone.stop()).toBe(0);
	});

	const bin = postgresBin();
	test.skipIf(bin === null)(
		'later: known tokens go on, unknown ones are told to wait',
		async () => {
			const postgres = await startTestPostgres(bin ?? '');
			const databaseUrl = await postgres.createDatabase();
			const own = await openStore({ dataDir, databaseUrl }, { onLostConnection: () => undefined });
			const { token } = await make({}, createApiTokenStore(own, { now: Date.now }));
			await own.close();
			const away = await startTestIngest({
				dataDir: `${dataDir}/away`,
				env: { DATABASE_URL: databaseUrl }
			});
			expect((await away.post([testEvent()], { token })).status).toBe(202);
			await postgres.stop();
			await until('ingest says so', () =>
				Promise.resolve(away.output().includes('the store does not answer'))
			);
			expect((await away.post([testEvent()], { token })).status).toBe(202);
			expect((await away.post([testEvent()])).status).toBe(202);
			expect(await away.post([testEvent()], { token: `ata_${'z'.repeat(43)}` })).toMatchObject({
				status: 503,
				body: { code: 'store_unreachable' }
			});
			expect(await away.stop()).toBe(0);
		}
	);
});
