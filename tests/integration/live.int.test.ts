import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Board, BoardLayout } from '#lib/domain/boards/board.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { applyOps } from '#lib/live/diff.ts';
import type { ServerMessage, Snapshot, Tiles } from '#lib/live/protocol.ts';
import { Access } from '#lib/server/access/access.ts';
import { attachLive } from '#lib/server/live/attach.ts';
import { createHub } from '#lib/server/live/hub.ts';
import type { LiveHub } from '#lib/server/live/hub.ts';
import type { NoticeSource } from '#lib/server/live/floor-reader.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents, placeByFirst } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { TestViewer } from '../support/viewer.ts';

const bands = { warn: null, bad: null };
const layout: BoardLayout = {
	name: 'Sala',
	zone: 'Europe/Madrid',
	tiles: [
		{
			id: 'waiting',
			kind: 'number',
			metric: 'waiting',
			window: 'today',
			width: 3,
			height: 2,
			title: '',
			queues: [],
			bands
		},
		{
			id: 'longest',
			kind: 'number',
			metric: 'longest_wait',
			window: 'today',
			width: 3,
			height: 2,
			title: '',
			queues: [],
			bands
		},
		{
			id: 'risk',
			kind: 'number',
			metric: 'at_risk',
			window: 'today',
			width: 3,
			height: 2,
			title: '',
			queues: [],
			bands
		},
		{
			id: 'sl',
			kind: 'number',
			metric: 'service_level',
			window: '60m',
			width: 3,
			height: 2,
			title: '',
			queues: [],
			bands
		},
		{
			id: 'queues',
			kind: 'queues',
			window: '60m',
			width: 12,
			height: 6,
			title: '',
			queues: [],
			serviceLevelBands: bands
		},
		{ id: 'agents', kind: 'agents', width: 6, height: 2, title: '', queues: [], teams: [] },
		{ id: 'trend', kind: 'trend', metric: 'offered', width: 6, height: 2, title: '', queues: [] }
	]
};

/** Boards in memory: the store has tests of its own, and so has who may see what (live-access.int.test.ts). */
class MemoryBoards {
	readonly boards = new Map<string, Board>();
	put(id: string, value: BoardLayout, revision: number): void {
		this.boards.set(id, {
			...value,
			id,
			revision,
			updatedAtMs: 0,
			team: 'company',
			showsAgents: false
		});
	}
	find = (id: string) => Promise.resolve(this.boards.get(id) ?? null);
}

const TOKEN = 'token-of-the-environment';
const program = { authorization: `Bearer ${TOKEN}` };
const nobody = () => Promise.resolve(null);
const access = new Access({
	session: nobody,
	screen: nobody,
	token: nobody,
	environmentToken: TOKEN,
	nodes: () =>
		Promise.resolve([
			{
				id: 'company',
				parent: null,
				kind: 'company',
				name: '',
				position: 0,
				queues: [],
				words: []
			} as const
		])
});

const placed = placeByFirst();
let batches = 0;

describe('the live protocol', () => {
	let engine: TestEngine;
	let server: Server;
	let hub: LiveHub;
	let detach: () => void;
	let url = '';
	let origin = '';
	let notices: NoticeSource = 'connected';
	const boards = new MemoryBoards();
	const viewers: TestViewer[] = [];
	const errors: unknown[] = [];

	const open = async (headers: Record<string, string> = program) => {
		const viewer = new TestViewer(url, headers);
		viewers.push(viewer);
		return viewer.opened();
	};
	const join = async (
		board = 'sala',
		extra: object = {}
	): Promise<{ viewer: TestViewer; first: ServerMessage }> => {
		const viewer = await open();
		viewer.send({ type: 'hello', v: 1, board, ...extra });
		return { viewer, first: await viewer.next() };
	};
	const snapshotOf = (message: ServerMessage): Snapshot => {
		if (message.type !== 'snapshot')
			throw new Error(`expected a snapshot, got ${JSON.stringify(message)}`);
		return message;
	};
	const insert = async (...events: KnownEvent[]) => {
		await insertEvents(engine.clickhouse, events, placed, `live-${++batches}`);
		hub.committed();
	};
	/** Follows a viewer until the state fits; checks on the way that no number is missing. */
	const follow = async (
		viewer: TestViewer,
		from: Snapshot,
		fits: (tiles: Tiles) => boolean
	): Promise<Tiles> => {
		let tiles = from.tiles;
		let seq = from.seq;
		for (let message = 0; message < 400 && !fits(tiles); message++) {
			const patch = await viewer.next();
			if (patch.type !== 'patch') throw new Error(`expected a patch, got ${patch.type}`);
			expect(patch.seq).toBe(seq + 1);
			seq = patch.seq;
			tiles = applyOps(tiles, patch.ops);
		}
		return tiles;
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		boards.put('sala', layout, 1);
		hub = createHub({
			clickhouse: engine.clickhouse,
			boards,
			access,
			audit: { record: () => Promise.resolve() },
			tenant: 'default',
			zone: 'Europe/Madrid',
			now: Date.now,
			notices: () => notices,
			onError: (error) => errors.push(error)
		});
		server = createServer((_request, response) => response.end());
		detach = attachLive(server, {
			live: () => ({ hub, access }),
			origin: null,
			clientAddressHeader: null,
			others: 'refuse',
			onError: (error) => errors.push(error)
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		url = `ws://127.0.0.1:${port}/live`;
		origin = `http://127.0.0.1:${port}`;
	});
	afterEach(() => {
		for (const viewer of viewers.splice(0)) viewer.close();
		notices = 'connected';
	});
	afterAll(async () => {
		detach();
		await hub.stop();
		server.closeAllConnections();
		server.close();
		await engine.stop();
	});

	test('[W8] [C1] another origin is refused at the upgrade, the own is let in, and none without cookies', async () => {
		await expect(open({ ...program, origin: 'https://evil.example' })).rejects.toThrow('403');
		await expect(open({ ...program, origin: 'null' })).rejects.toThrow('403');
		await expect(open({ ...program, origin: `${origin}.evil.example` })).rejects.toThrow('403');
		await expect(open({ ...program, cookie: 'any=cookie' })).rejects.toThrow('403');
		await expect(open({ ...program, origin, cookie: 'any=cookie' })).resolves.toBeDefined();
		await expect(open()).resolves.toBeDefined();
	});

	test.each([
		['no JSON', '{'],
		['another first message', JSON.stringify({ type: 'resync' })],
		['an unknown type', JSON.stringify({ type: 'subscribe', topic: '*' })],
		['a board id that is none', JSON.stringify({ type: 'hello', v: 1, board: '../etc' })]
	])('[C2] %s is refused as a bad message and closed', async (_why, frame) => {
		const viewer = await open();
		viewer.send(frame);
		expect(await viewer.next()).toEqual({ type: 'refused', reason: 'bad-message' });
		expect(await viewer.closed).toBe(1007);
	});

	test('[C3] a hello of another version is refused', async () => {
		const viewer = await open();
		viewer.send({ type: 'hello', v: 2, board: 'sala' });
		expect(await viewer.next()).toEqual({ type: 'refused', reason: 'version' });
	});

	test('[C4] a board that does not exist is refused', async () => {
		const { first } = await join('nadie');
		expect(first).toEqual({ type: 'refused', reason: 'unknown-board' });
	});

	test('[W5] [C5] a frame over 16 KiB closes the connection', async () => {
		const viewer = await open();
		viewer.send('x'.repeat(17 * 1024));
		expect(await viewer.closed).toBe(1009);
	});

	test('[W5] [C6] a flood of messages closes the connection', async () => {
		const { viewer } = await join();
		for (let index = 0; index < 60; index++) viewer.send({ type: 'resync' });
		expect(await viewer.closed).toBe(4429);
	});

	test('[S1] the answer to hello is every row of every tile', async () => {
		const { first } = await join();
		const snapshot = snapshotOf(first);
		expect(Object.keys(snapshot.tiles).sort()).toEqual(layout.tiles.map((tile) => tile.id).sort());
		expect(snapshot.tiles['waiting']).toEqual({ total: { value: { value: 0 } } });
		expect(snapshot.revision).toBe(1);
		expect(snapshot.asOf).not.toBeNull();
	});

	test('[S2] all viewers of a board get the same bytes, numbered one by one', async () => {
		const [a, b] = [await join(), await join()];
		await a.viewer.nextWhere(
			(message) => message.type === 'patch' && message.seq >= snapshotOf(a.first).seq + 3
		);
		await b.viewer.nextWhere(
			(message) => message.type === 'patch' && message.seq >= snapshotOf(b.first).seq + 2
		);
		const common = a.viewer.frames.filter((frame) => b.viewer.frames.includes(frame));
		expect(common.length).toBeGreaterThanOrEqual(1);
		const numbers = a.viewer.frames.map((frame) => (JSON.parse(frame) as Snapshot).seq);
		expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
	});

	test('[P2] [P4] a contact that queues, is answered and ends moves the tiles, with both sides of each ratio', async () => {
		const { viewer, first } = await join();
		const now = Date.now();
		const start = snapshotOf(first);
		await insert(
			knownEvent('interaction.created', 'call-1', now - 9000, { channel: 'voice' }),
			knownEvent('interaction.queued', 'call-1', now - 8000, { queue: 'ventas' }),
			knownEvent('agent.state', 'ana', now, {
				state: 'available',
				team: 'mañana',
				queues: ['ventas']
			})
		);
		let tiles = await follow(
			viewer,
			start,
			(state) => state['queues']?.['ventas']?.['waiting'] === 1
		);
		expect(tiles['waiting']).toEqual({ total: { value: { value: 1 } } });
		expect(tiles['longest']).toEqual({ total: { since: now - 8000 } });
		expect(tiles['queues']?.['ventas']).toMatchObject({
			since: now - 8000,
			waiting: 1,
			serviceLevel: { value: null, numerator: 0, denominator: 0 }
		});
		expect(tiles['agents']).toEqual({ available: { count: 1 } });
		const seq = (JSON.parse(viewer.frames.at(-1) ?? '{}') as { seq: number }).seq;
		await insert(
			knownEvent('interaction.accepted', 'call-1', now - 3000, { agent: 'ana' }),
			knownEvent('interaction.ended', 'call-1', now - 1000, { by: 'customer' }),
			knownEvent('agent.state', 'ana', now + 1, { state: 'wrapping' })
		);
		tiles = await follow(viewer, { ...start, seq, tiles }, (state) => {
			const sl = state['sl']?.['total']?.['value'];
			return typeof sl === 'object' && sl !== null && 'denominator' in sl && sl.denominator === 1;
		});
		expect(tiles['sl']?.['total']).toMatchObject({
			value: { value: 1, numerator: 1, denominator: 1 }
		});
		expect(tiles['queues']?.['ventas']).toMatchObject({
			waiting: 0,
			since: null,
			answered: { value: 1 },
			aht: { value: 2000, n: 1 }
		});
		expect(tiles['agents']).toEqual({ wrapping: { count: 1 } });
	});

	test('[P3] while somebody waits and nothing happens, patches carry no growing wait', async () => {
		const now = Date.now();
		await insert(
			knownEvent('interaction.created', 'call-2', now, { channel: 'email' }),
			knownEvent('interaction.queued', 'call-2', now, { queue: 'correo' })
		);
		const { viewer, first } = await join();
		await follow(viewer, snapshotOf(first), (state) => {
			// Who waits comes first, the sums and the settings of a new queue after it.
			const row = state['queues']?.['correo'];
			return (
				row?.['waiting'] === 1 &&
				JSON.stringify(row['offered']) === '{"value":1}' &&
				row['thresholdMs'] !== null
			);
		});
		const ops: unknown[] = [];
		for (let index = 0; index < 3; index++) {
			const patch = await viewer.next();
			if (patch.type === 'patch') ops.push(...patch.ops);
		}
		expect(JSON.stringify(ops)).not.toContain('correo');
	});

	test('at risk counts those whose threshold passes while nothing is committed', async () => {
		const now = Date.now();
		await insert(
			knownEvent('interaction.created', 'call-3', now, { channel: 'voice' }),
			knownEvent('interaction.queued', 'call-3', now - 18_500, { queue: 'averias' })
		);
		const { viewer, first } = await join();
		const tiles = await follow(
			viewer,
			snapshotOf(first),
			(state) => state['queues']?.['averias']?.['atRisk'] === 1
		);
		expect(tiles['risk']?.['total']).toEqual({ value: { value: 1 } });
	});

	test('[W6] [S3] a hello with a number is answered with the missed patches, or a snapshot when they are gone', async () => {
		const { viewer, first } = await join();
		const start = snapshotOf(first);
		await viewer.nextWhere((message) => message.type === 'patch' && message.seq >= start.seq + 2);
		const again = await join('sala', { seq: start.seq });
		expect(again.first).toMatchObject({ type: 'patch', seq: start.seq + 1 });
		const lost = await join('sala', { seq: 17 });
		expect(lost.first.type).toBe('snapshot');
	});

	test('[S4] resync is answered with a snapshot', async () => {
		const { viewer, first } = await join();
		viewer.send({ type: 'resync' });
		const answer = await viewer.nextWhere((message) => message.type === 'snapshot');
		expect(snapshotOf(answer).seq).toBeGreaterThanOrEqual(snapshotOf(first).seq);
	});

	test('[S6] a new layout gives every viewer a snapshot with its revision', async () => {
		boards.put('otra', layout, 1);
		const { viewer } = await join('otra');
		boards.put('otra', { ...layout, tiles: layout.tiles.slice(0, 1) }, 2);
		hub.boardChanged('otra');
		const snapshot = snapshotOf(await viewer.nextWhere((message) => message.type === 'snapshot'));
		expect(snapshot.revision).toBe(2);
		expect(Object.keys(snapshot.tiles)).toEqual(['waiting']);
		const patch = await viewer.next();
		expect(patch).toMatchObject({ type: 'patch', seq: snapshot.seq + 1 });
	});

	test('[L1] a board on which nothing happens still hears from the server', async () => {
		const { viewer } = await join();
		const first = await viewer.next(3000);
		const second = await viewer.next(3000);
		expect([first.type, second.type]).toEqual(['patch', 'patch']);
	});

	test('[L4] asOf moves while commits are heard of and stands still when they are not', async () => {
		const { viewer, first } = await join();
		const moving = await viewer.nextWhere(
			(message) => message.type === 'patch' && (message.asOf ?? 0) > (snapshotOf(first).asOf ?? 0)
		);
		expect(moving.type).toBe('patch');
		notices = 'lost';
		const patch = async () => {
			const message = await viewer.nextWhere(({ type }) => type === 'patch');
			if (message.type !== 'patch') throw new Error('not a patch');
			return message;
		};
		// What was heard of just before may still be on its way.
		let [a, b] = [await patch(), await patch()];
		for (let index = 0; index < 5 && a.asOf !== b.asOf; index++) [a, b] = [b, await patch()];
		expect(b.at).toBeGreaterThan(a.at);
		expect(b.asOf).toBe(a.asOf);
	});

	test('[L4] when the database does not answer, patches go on with the last good values', async () => {
		const { viewer, first } = await join();
		const before = snapshotOf(first).tiles['waiting'];
		await engine.clickhouse.command(
			'test-hide',
			'RENAME TABLE segment_states TO segment_states_hidden'
		);
		try {
			hub.committed();
			const failed = errors.length;
			const patches: ServerMessage[] = [];
			for (let index = 0; index < 3; index++) patches.push(await viewer.next());
			expect(errors.length).toBeGreaterThanOrEqual(failed);
			const instants = patches.map((patch) => (patch.type === 'patch' ? (patch.asOf ?? 0) : 0));
			expect(instants.toSorted((a, b) => a - b)).toEqual(instants);
			expect(instants.at(-2)).toBe(instants.at(-1));
			const { first: late } = await join();
			expect(snapshotOf(late).tiles['waiting']).toEqual(before);
		} finally {
			await engine.clickhouse.command(
				'test-show',
				'RENAME TABLE segment_states_hidden TO segment_states'
			);
			hub.committed();
		}
	});

	test('[H8] a queue or a state named like the prototype of objects is a row like others', async () => {
		const { viewer, first } = await join();
		const now = Date.now();
		await insert(
			...['__proto__', 'constructor', 'toString'].flatMap((queue, index) => [
				knownEvent('interaction.created', `proto-${index}`, now, { channel: 'voice' }),
				knownEvent('interaction.queued', `proto-${index}`, now, { queue }),
				knownEvent('agent.state', `proto-${index}`, now, { state: queue })
			])
		);
		// Queues and agents may come with different answers.
		const tiles = await follow(viewer, snapshotOf(first), (state) =>
			['queues', 'agents'].every((tile) => Object.keys(state[tile] ?? {}).includes('toString'))
		);
		expect(Object.keys(tiles['queues'] ?? {})).toEqual(
			expect.arrayContaining(['__proto__ ', 'constructor', 'toString'])
		);
		expect(Object.keys(tiles['agents'] ?? {})).toEqual(
			expect.arrayContaining(['__proto__ ', 'constructor', 'toString'])
		);
	});
});
