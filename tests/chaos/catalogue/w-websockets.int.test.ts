/** Group W: sockets of viewers and producers that flood, cheat, stop reading or hang, at real processes and a real hub. */
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { applyOps } from '#lib/live/diff.ts';
import { LIVE_PATH, SCORECARDS_TOPIC } from '#lib/live/protocol.ts';
import type { Cell, ServerMessage, Snapshot, Tiles } from '#lib/live/protocol.ts';
import { makeDataDir, removeDataDir } from '../../support/engine.ts';
import { contactEvents, parsed } from '../../support/contact.ts';
import { startTestIngest } from '../../support/ingest.ts';
import type { TestIngest } from '../../support/ingest.ts';
import { startLiveStage } from '../../support/live-stage.ts';
import type { LiveStage } from '../../support/live-stage.ts';
import { until } from '../../support/until.ts';
import { TestViewer } from '../../support/viewer.ts';
import { startWeb } from '../../support/web.ts';
import type { Web } from '../../support/web.ts';
import { rawFrame } from '../support/raw-frame.ts';
import { openSwallowingProxy } from '../support/swallowing-proxy.ts';

const PROGRAM = 'program-of-the-test';
const KIB = 1024;
const STAND_STILL_MS = 3000;

let dataDir: string;
let ingest: TestIngest;
let web: Web;

beforeAll(async () => {
	dataDir = await makeDataDir();
	[ingest, web] = await Promise.all([
		startTestIngest({ dataDir }),
		startWeb({ API_TOKEN: PROGRAM })
	]);
});
afterAll(async () => {
	await ingest.stop();
	await web.stop();
	await removeDataDir(dataDir);
});

const wire = (socket: WebSocket): Socket => (socket as unknown as { _socket: Socket })._socket;
const toWebsocket = (url: string): string => url.replace(/^http/, 'ws');

/** A viewer of what needs no database. */
async function watch(): Promise<TestViewer> {
	const viewer = await openAt('the pages');
	viewer.send({ type: 'hello', v: 1, board: SCORECARDS_TOPIC });
	await viewer.next();
	return viewer;
}

const openAt = (port: 'the pages' | 'ingest'): Promise<TestViewer> =>
	(port === 'ingest'
		? new TestViewer(`${toWebsocket(ingest.url)}/v1/stream`, {
				authorization: `Bearer ${ingest.token}`
			})
		: new TestViewer(`${toWebsocket(web.url)}${LIVE_PATH}?topic=scorecards`, {
				authorization: `Bearer ${PROGRAM}`
			})
	).opened();

describe('[W5] a socket', () => {
	const forever = function* (frame: Buffer): Generator<Buffer> {
		for (;;) yield frame;
	};
	const first = rawFrame({ opcode: 1, payload: '{', fin: false });
	const cases: [what: string, codes: number[], frames: () => Iterable<Buffer>][] = [
		[
			'messages without end',
			[4429, 1007],
			() => forever(rawFrame({ opcode: 1, payload: '{"type":"resync"}' }))
		],
		['pings without end', [4429], () => forever(rawFrame({ opcode: 9, payload: 'x' }))],
		['pongs nobody asked for', [4429], () => forever(rawFrame({ opcode: 10 }))],
		[
			'a frame of 2 MiB',
			[1009],
			() => [rawFrame({ opcode: 1, payload: 'x'.repeat(2 * KIB * KIB) })]
		],
		[
			'one message in pieces without end',
			[1009],
			function* () {
				yield first;
				yield* forever(rawFrame({ opcode: 0, payload: ' '.repeat(8 * KIB), fin: false }));
			}
		],
		[
			'empty pieces without end',
			[1008],
			function* () {
				yield first;
				yield* forever(Buffer.concat(Array<Buffer>(100).fill(rawFrame({ opcode: 0, fin: false }))));
			}
		],
		[
			'a frame that says it is compressed',
			[1002],
			() => [rawFrame({ opcode: 1, payload: 'x', rsv1: true })]
		],
		['an operation that does not exist', [1002], () => [rawFrame({ opcode: 3 })]],
		[
			'a frame without a mask',
			[1002],
			() => [rawFrame({ opcode: 1, payload: '{}', masked: false })]
		],
		['a ping that is too long', [1002], () => [rawFrame({ opcode: 9, payload: 'x'.repeat(126) })]],
		[
			'text that is not UTF-8',
			[1007],
			() => [rawFrame({ opcode: 1, payload: Buffer.from([0xc3, 0x28]) })]
		]
	];

	test.each(
		cases.flatMap(([what, codes, frames]) =>
			(['the pages', 'ingest'] as const).map((port) => [what, port, codes, frames] as const)
		)
	)('with %s is closed by %s', async (_what, port, codes, frames) => {
		const hostile = await openAt(port);
		expect(hostile.socket.extensions).toBe('');
		const socket = wire(hostile.socket);
		for (const frame of frames()) {
			if (socket.destroyed) break;
			if (!socket.write(frame)) await new Promise((resolve) => setTimeout(resolve, 5));
			// Lets the answer be read.
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(codes).toContain(await hostile.closed);
	});

	test('that floods takes nothing from those beside it', async () => {
		const calm = await watch();
		const hostile = await openAt('the pages');
		const flood = Buffer.concat(
			Array<Buffer>(5000).fill(rawFrame({ opcode: 1, payload: '{"type":"resync"}' }))
		);
		for (let round = 0; round < 20; round += 1) wire(hostile.socket).write(flood);
		const seqs: number[] = [];
		while (seqs.length < 4) {
			const message = await calm.next();
			if (message.type === 'patch') seqs.push(message.seq);
		}
		expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
		calm.close();
		hostile.close();
	});
});

test('[W2] a producer that reads none of its answers is let go', async () => {
	const deaf = await openAt('ingest');
	const socket = wire(deaf.socket);
	socket.pause();
	const event = { specversion: '1.0', id: 'i'.repeat(250), source: `//${'s'.repeat(250)}` };
	const events = Array<object>(100).fill(event);
	const message = rawFrame({
		opcode: 1,
		payload: JSON.stringify({ type: 'events', seq: 1, events })
	});
	const refused = async (): Promise<number> => (await ingest.status()).total.rejected;
	const before = await refused();
	for (let sent = 0; !socket.destroyed;) {
		for (let count = 0; count < 8; count += 1) socket.write(message);
		sent += 8 * events.length;
		// Within its credit: it floods nobody. Once it was let go nothing is taken any more, and the next write says so.
		const isTaken = async () => socket.destroyed || (await refused()) - before >= sent;
		await until('they are taken', isTaken, 3000).catch(() => undefined);
	}
	expect((await ingest.post([])).status).toBe(202);
	deaf.close();
});

test('[W12] a server that stands still for 3 s keeps its viewers, who miss nothing', async () => {
	const viewers = await Promise.all(Array.from({ length: 5 }, watch));
	process.kill(web.pid, 'SIGSTOP');
	await new Promise((resolve) => setTimeout(resolve, STAND_STILL_MS));
	const atMs = Date.now();
	process.kill(web.pid, 'SIGCONT');
	for (const viewer of viewers) {
		const seqs: number[] = [];
		await viewer.nextWhere(
			(message) => message.type === 'patch' && message.at >= atMs,
			(message) => {
				if (message.type === 'patch') seqs.push(message.seq);
			}
		);
		expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
		expect(viewer.socket.readyState).toBe(viewer.socket.OPEN);
		viewer.close();
	}
});

describe('a board', () => {
	let stage: LiveStage;
	let headers: Record<string, string>;

	beforeAll(async () => {
		stage = await startLiveStage();
		const { token } = await stage.program(['boards'], 'company');
		headers = { authorization: `Bearer ${token}` };
		await stage.board('sala', 'company', {
			name: 'sala',
			zone: '',
			tiles: [
				{ ...tile('queues'), kind: 'queues', window: 'today', serviceLevelBands: NO_BANDS },
				{ ...tile('waiting'), kind: 'number', metric: 'waiting', window: 'today', bands: NO_BANDS },
				{ ...tile('offered'), kind: 'number', metric: 'offered', window: 'today', bands: NO_BANDS },
				{ ...tile('aht'), kind: 'number', metric: 'aht', window: 'today', bands: NO_BANDS }
			]
		});
	});
	afterAll(() => stage.stop());

	const NO_BANDS = { warn: null, bad: null };
	const tile = (id: string) => ({ id, title: '', queues: [], width: 4, height: 3 });
	const boardId = async (): Promise<string> =>
		(await stage.boards.list()).find(({ name }) => name === 'sala')?.id ?? '';
	const snapshotOf = async (viewer: TestViewer, seq?: number): Promise<ServerMessage> => {
		viewer.send({
			type: 'hello',
			v: 1,
			board: await boardId(),
			...(seq === undefined ? {} : { seq })
		});
		return viewer.next();
	};
	const isSnapshot = (message: ServerMessage): message is Snapshot => message.type === 'snapshot';

	test('[W6] a viewer whose cable was pulled comes back and has what it missed', async () => {
		const proxy = await openSwallowingProxy(stage.origin);
		const url = `${toWebsocket(proxy.url)}${LIVE_PATH}`;
		const near = await new TestViewer(url, headers).opened();
		const before = await snapshotOf(near);
		if (!isSnapshot(before)) throw new Error('no snapshot');
		let tiles: Tiles = before.tiles;
		let { seq } = before;
		proxy.pull();
		await stage.insert(
			...parsed(contactEvents({ id: 'cable', atMs: Date.now() - 1000, queue: 'cable' })).slice(0, 2)
		);
		// What was under way when the cable was pulled has come by now; nothing may come after it.
		const { length: seen } = near.frames;
		const witness = await stage.open(headers);
		let state = await snapshotOf(witness);
		await until('the contact is on the board', async () => {
			if (isSnapshot(state) && state.tiles['queues']?.['cable'] !== undefined) return true;
			witness.send({ type: 'resync' });
			state = await witness.nextWhere(isSnapshot);
			return false;
		});
		const back = await new TestViewer(url, headers).opened();
		back.send({ type: 'hello', v: 1, board: await boardId(), seq });
		await until('it is level', async () => {
			const message = await back.next();
			// Patches, for they are all still here.
			expect(message.type).toBe('patch');
			if (message.type !== 'patch') return false;
			expect(message.seq).toBe(seq + 1);
			({ seq } = message);
			tiles = applyOps(tiles, message.ops);
			return tiles['queues']?.['cable'] !== undefined;
		});
		expect(near.frames).toHaveLength(seen);
		expect(near.frames.filter((frame) => frame.includes('cable'))).toEqual([]);
		expect(tiles['queues']?.['cable']).toMatchObject({ waiting: 1 });
		for (const viewer of [near, back]) viewer.close();
		await proxy.stop();
	});

	test('[W11] late, repeated and disordered events never show less than nothing, and end in the right tile', async () => {
		const viewer = await stage.open(headers);
		const start = await snapshotOf(viewer);
		if (!isSnapshot(start)) throw new Error('no snapshot');
		let tiles: Tiles = start.tiles;
		const all = Array.from({ length: 6 }, (_, index) =>
			parsed(
				contactEvents({
					id: `late-${index}`,
					atMs: Date.now() - 120_000,
					queue: 'late',
					customer: `c${index}`
				})
			)
		);
		// The ends first, then the beginnings, then everything again.
		const rounds = [
			all.map((of) => of.slice(4)),
			all.map((of) => of.slice(1, 4)),
			all.map((of) => of.slice(0, 1)),
			all
		];
		for (const round of rounds) {
			const events = round.flat().toReversed();
			const middle = events.length >> 1;
			await stage.insert(...events.slice(0, middle));
			await stage.insert(...events.slice(middle));
		}
		const least = (cell: Cell): number => {
			if (typeof cell === 'number') return cell;
			if (cell === null || typeof cell === 'string' || Array.isArray(cell)) return 0;
			const values = Object.values(cell).filter((value) => value !== null);
			return Math.min(0, ...values);
		};
		const answered = (): unknown => tiles['queues']?.['late']?.['answered'];
		await until('all are answered', async () => {
			const message = await viewer.next();
			if (message.type !== 'patch') return false;
			tiles = applyOps(tiles, message.ops);
			for (const rows of Object.values(tiles))
				for (const cells of Object.values(rows))
					for (const cell of Object.values(cells)) expect(least(cell)).toBeGreaterThanOrEqual(0);
			return (
				JSON.stringify(answered()) === JSON.stringify({ value: all.length }) ||
				answered() === all.length
			);
		});
		const { waiting } = tiles['queues']?.['late'] ?? {};
		expect([0, null, { value: 0 }]).toContainEqual(waiting);
		viewer.close();
	});
});
