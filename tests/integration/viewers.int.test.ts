import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Board } from '#lib/domain/boards/board.ts';
import type { Tiles } from '#lib/live/protocol.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { Channel } from '#lib/server/live/channel.ts';
import { fanOut } from '#lib/server/live/fan-out.ts';
import { Session } from '#lib/server/live/session.ts';
import { until } from '../support/until.ts';
import { TestViewer } from '../support/viewer.ts';

const KIB = 1024;
const board: Board = {
	id: 'sala',
	name: 'Sala',
	zone: '',
	tiles: [],
	revision: 1,
	updatedAtMs: 0,
	team: 'company',
	showsAgents: false
};
/** A state that differs from the one before in 64 KiB. */
const tilesOf = (round: number): Tiles => ({
	big: { row: { round, text: String(round % 10).repeat(64 * KIB) } }
});

describe('viewers of one board', () => {
	let http: Server;
	let sockets: WebSocketServer;
	let url = '';
	let channel: Channel;
	const sessions = new Set<Session>();
	const viewers: TestViewer[] = [];
	let round = 0;

	beforeAll(async () => {
		http = createServer();
		sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
		sockets.on('connection', (socket) => {
			const session: Session = new Session({
				socket,
				limits: {
					skipBytes: 256 * KIB,
					dropBytes: 4096 * KIB,
					helloWithinMs: 500,
					framesPerSecond: 20
				},
				join: () => Promise.resolve(channel),
				onReport: () => undefined,
				onGone: () => {
					sessions.delete(session);
				}
			});
			sessions.add(session);
		});
		await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
		url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
	});
	afterEach(() => {
		for (const viewer of viewers.splice(0)) viewer.close();
	});
	afterAll(() => {
		sockets.close();
		http.closeAllConnections();
		http.close();
	});

	const join = async (): Promise<TestViewer> => {
		const viewer = new TestViewer(url);
		viewers.push(viewer);
		await viewer.opened();
		viewer.send({ type: 'hello', v: 1, board: 'sala' });
		await viewer.next();
		return viewer;
	};
	const fresh = () => {
		round = 0;
		channel = new Channel({ board, scope: EVERYTHING }, tilesOf(0), 1000, { at: 0, asOf: 0 });
	};
	const publish = async (times: number) => {
		for (let index = 0; index < times; index++) {
			round += 1;
			const frame = channel.publish(tilesOf(round), { at: round, asOf: round });
			await fanOut(channel.viewers, (viewer) => {
				viewer.send(frame);
			});
			await new Promise((resolve) => setImmediate(resolve));
		}
	};
	/** The socket under a client: paused, it stops reading like a television that hangs. */
	const wire = (viewer: TestViewer): Socket =>
		(viewer.socket as unknown as { _socket: Socket })._socket;

	test('[W2] [V1] [V3] a viewer that stops reading misses patches and gets one snapshot when it has drained; the others miss nothing', async () => {
		fresh();
		const slow = await join();
		const quick = await join();
		wire(slow).pause();
		await publish(200);
		wire(slow).resume();
		const numbers: number[] = [];
		for (let index = 0; index < 200; index++) {
			const message = await quick.next();
			if (message.type === 'patch') numbers.push(message.seq);
		}
		expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => 1001 + index));
		const seen: string[] = [];
		await until('the slow one is level again', async () => {
			await publish(1);
			try {
				for (;;) seen.push((await slow.next(50)).type);
			} catch {
				return seen.includes('snapshot');
			}
		});
		expect(seen.filter((type) => type === 'snapshot')).toHaveLength(1);
		expect(seen.length).toBeLessThan(150);
	});

	test('[W2] [V2] a viewer with too much unsent is dropped', async () => {
		fresh();
		const slow = await join();
		wire(slow).pause();
		const before = sessions.size;
		// Bypasses the skipping, as a limit that is set too high would.
		const flood = Buffer.alloc(8192 * KIB, 'x');
		for (const socket of sockets.clients) socket.send(flood);
		await publish(2);
		await until('the session is gone', () => Promise.resolve(sessions.size < before));
		expect(channel.viewers.size).toBe(0);
	});

	test('[W10] [L2] a client that answers no ping is dropped at the next one', async () => {
		fresh();
		const viewer = await join();
		wire(viewer).pause();
		for (const session of sessions) session.ping();
		expect(sessions.size).toBe(1);
		for (const session of sessions) session.ping();
		await until('the session is gone', () => Promise.resolve(sessions.size === 0));
		expect(channel.viewers.size).toBe(0);
	});

	test('[W2] whoever asks for snapshots and reads none is kept no more than the limit', async () => {
		fresh();
		const slow = await join();
		wire(slow).pause();
		for (let times = 0; times < 400; times++) {
			for (const session of sessions) session.restart();
			await new Promise((resolve) => setImmediate(resolve));
		}
		for (const { bufferedAmount } of sockets.clients)
			expect(bufferedAmount).toBeLessThan(2 * 256 * KIB);
	});

	test('a client that says nothing is closed', async () => {
		fresh();
		const viewer = new TestViewer(url);
		viewers.push(viewer);
		await viewer.opened();
		expect(await viewer.closed).toBe(1008);
	});
});
