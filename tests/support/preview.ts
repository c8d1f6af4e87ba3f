/**
 * The built pages over an invented floor, to look at them without engine and ingest:
 * `vite build && npx tsx tests/support/preview.ts`. Boards: sala, digital, muchas, sin-colas, vacio; with a
 * board's last word `-parada` its messages stop after the first, and with `-atrasada` its asOf stands still.
 */
import type { WebSocket } from 'ws';
import type { Server } from 'node:http';
import type { Board, BoardLayout } from '#lib/domain/boards/board.ts';
import { defaultBoards } from '#lib/domain/boards/default-boards.ts';
import { attachLive } from '#lib/server/live/attach.ts';
import { Channel } from '#lib/server/live/channel.ts';
import { Session } from '#lib/server/live/session.ts';
import type { LiveHub } from '#lib/server/live/hub.ts';
import { provideRuntime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { BoardStore } from '#lib/server/store/board-store.ts';
import { FIXTURE_QUEUES, fixtureTiles, manyQueues } from './board-fixture.ts';
import type { FixtureQueue } from './board-fixture.ts';

const [floor, digital] = defaultBoards('es') as [BoardLayout, BoardLayout];

function memoryStore(): BoardStore {
	const all = new Map<string, Board>();
	const put = (id: string, layout: BoardLayout, revision: number): Board => {
		const board = { ...layout, id, revision, updatedAtMs: Date.now() };
		all.set(id, board);
		return board;
	};
	put('sala', floor, 1);
	put('digital', digital, 1);
	put('muchas', { ...floor, name: 'Muchas colas' }, 1);
	put('sin-colas', { ...floor, name: 'Sin colas' }, 1);
	put('vacio', { ...floor, name: 'Vacío', tiles: [] }, 1);
	put('sala-parada', { ...floor, name: 'Sala parada' }, 1);
	put('sala-atrasada', { ...floor, name: 'Sala atrasada' }, 1);
	return {
		list: () => Promise.resolve([...all.values()].sort((a, b) => a.name.localeCompare(b.name))),
		find: (id) => Promise.resolve(all.get(id) ?? null),
		create(layout) {
			const slug = layout.name.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'panel';
			let id = slug;
			for (let n = 2; all.has(id); n++) id = `${slug}-${n}`;
			return Promise.resolve(put(id, layout, 1));
		},
		save(id, layout, revision) {
			const current = all.get(id) ?? null;
			if (!current) return Promise.resolve({ ok: false, reason: 'gone', current: null });
			if (current.revision !== revision) {
				return Promise.resolve({ ok: false, reason: 'conflict', current });
			}
			return Promise.resolve({ ok: true, board: put(id, layout, revision + 1) });
		},
		remove: (id) => Promise.resolve(all.delete(id))
	};
}

const MANY = 40;

function queuesFor(board: Board): readonly FixtureQueue[] {
	if (board.id === 'muchas') return manyQueues(MANY);
	return board.id === 'sin-colas' ? [] : FIXTURE_QUEUES;
}

function previewHub(boards: BoardStore): LiveHub {
	const channels = new Map<string, Channel>();
	const startedAt = Date.now();
	const instants = (board: Board) => ({
		at: Date.now(),
		asOf: board.id.endsWith('-atrasada') ? startedAt : Date.now()
	});
	const tilesOf = (board: Board) => fixtureTiles(board, Date.now(), queuesFor(board));
	const join = async (id: string): Promise<Channel | null> => {
		const board = await boards.find(id);
		if (!board) return null;
		let channel = channels.get(id);
		if (!channel) {
			channel = new Channel(board, tilesOf(board), Date.now(), instants(board));
			channels.set(id, channel);
		}
		return channel;
	};
	const timer = setInterval(() => {
		for (const channel of channels.values()) {
			if (channel.board.id.endsWith('-parada')) continue;
			const frame = channel.publish(tilesOf(channel.board), instants(channel.board));
			for (const viewer of channel.viewers) viewer.send(frame);
		}
	}, 1000);
	return {
		snapshot: async (id) => (await join(id))?.snapshot() ?? null,
		queues: () =>
			Promise.resolve(FIXTURE_QUEUES.map(({ id, name, channel }) => ({ id, name, channel }))),
		teams: () => Promise.resolve(['Equipo A', 'Equipo B', 'Equipo C']),
		boardChanged(id) {
			void boards.find(id).then((board) => {
				if (board) channels.get(id)?.replace(board, tilesOf(board), instants(board));
				else channels.delete(id);
			});
		},
		accept(socket: WebSocket) {
			new Session({ socket, join, onGone: () => undefined });
		},
		committed: () => undefined,
		viewerCount: 0,
		stop() {
			clearInterval(timer);
			return Promise.resolve();
		}
	};
}

process.env['PORT'] ??= '4173';
process.env['HOST'] ??= '127.0.0.1';
process.env['ORIGIN'] ??= `http://127.0.0.1:${process.env['PORT']}`;
const boards = memoryStore();
const hub = previewHub(boards);
// Only what the pages of the boards ask for.
await provideRuntime(() =>
	Promise.resolve({ boards, hub, config: { timeZone: 'Europe/Madrid' } } as unknown as Runtime)
);
const entry = new URL('../../build/index.js', import.meta.url).href;
const { server } = (await import(entry)) as { server: { server: Server } };
attachLive(server.server, { hub: () => hub, origin: null, others: 'refuse' });
