import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Patch, Snapshot } from './protocol.ts';
import { WATCHDOG_MS, backoffMs, connectBoard } from './socket.ts';
import type { Connection, SocketLike } from './socket.ts';

class FakeSocket implements SocketLike {
	readonly sent: unknown[] = [];
	readyState: WebSocket['readyState'] = 0;
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: unknown }) => void) | null = null;
	onclose: ((event: { code: number }) => void) | null = null;
	closed = false;
	send(text: unknown): void {
		this.sent.push(JSON.parse(String(text)));
	}
	close(): void {
		this.closed = true;
		this.readyState = 3;
	}
	open(): void {
		this.readyState = 1;
		this.onopen?.();
	}
	say(message: unknown): void {
		this.onmessage?.({ data: JSON.stringify(message) });
	}
	drop(code = 1006): void {
		this.readyState = 3;
		this.onclose?.({ code });
	}
}

const snapshot = {
	type: 'snapshot',
	v: 1,
	seq: 7,
	at: 1,
	asOf: 1,
	board: 'sala',
	revision: 1,
	tiles: {}
};
const patch = { type: 'patch', seq: 8, at: 2, asOf: 2, ops: [] };

function harness({
	random = 0.5,
	applies = () => true
}: { random?: number; applies?: (message: Snapshot | Patch) => boolean } = {}) {
	const sockets: FakeSocket[] = [];
	const connections: Connection[] = [];
	const refused: string[] = [];
	let wake = (): void => undefined;
	const stop = connectBoard({
		url: 'ws://test/live',
		board: 'sala',
		seq: () => 7,
		onMessage: applies,
		onConnection: (connection) => {
			if (connections.at(-1) !== connection) connections.push(connection);
		},
		onRefused: (reason) => refused.push(reason),
		open: () => {
			const socket = new FakeSocket();
			sockets.push(socket);
			return socket;
		},
		random: () => random,
		surroundings: {
			onWake(callback) {
				wake = callback;
				return () => (wake = () => undefined);
			}
		}
	});
	const last = (): FakeSocket => sockets.at(-1)!;
	return {
		sockets,
		connections,
		refused,
		last,
		stop,
		wake: () => {
			wake();
		}
	};
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

describe('backoffMs', () => {
	test.each([
		['[L5] may be nothing at all', 5, 0, 0],
		['[L5] begins at half a second', 0, 1, 500],
		['[L5] doubles', 3, 1, 4000],
		['[L5] ends at thirty seconds', 20, 1, 30_000],
		['[L5] is spread over the whole time', 3, 0.25, 1000]
	])('%s', (_why, attempt, random, expected) => {
		expect(backoffMs(attempt, random)).toBe(expected);
	});
});

describe('connectBoard', () => {
	test('[C2] begins with hello, the version and the board; [S3] and offers its seq', () => {
		const { last, stop } = harness();
		last().open();
		expect(last().sent).toEqual([{ type: 'hello', v: 1, board: 'sala', seq: 7 }]);
		stop();
	});

	test('[S5] asks once for a snapshot after a gap, and again after the next gap', () => {
		const { last, stop } = harness({ applies: (message) => message.type === 'snapshot' });
		last().open();
		last().say(patch);
		last().say(patch);
		expect(last().sent.slice(1)).toEqual([{ type: 'resync' }]);
		last().say(snapshot);
		last().say(patch);
		expect(last().sent.slice(1)).toEqual([{ type: 'resync' }, { type: 'resync' }]);
		stop();
	});

	test('a frame it cannot read is like a missing one', () => {
		const { last, stop } = harness();
		last().open();
		last().onmessage?.({ data: 'nonsense' });
		expect(last().sent.at(-1)).toEqual({ type: 'resync' });
		stop();
	});

	test('[L5] waits longer after each failure and not at all after a success', () => {
		const { sockets, last, stop } = harness({ random: 1 });
		for (const waitMs of [500, 1000, 2000]) {
			last().drop();
			vi.advanceTimersByTime(waitMs - 1);
			const before = sockets.length;
			vi.advanceTimersByTime(1);
			expect(sockets.length).toBe(before + 1);
		}
		last().open();
		last().say(snapshot);
		last().drop();
		vi.advanceTimersByTime(500);
		expect(sockets).toHaveLength(5);
		stop();
	});

	test('[L5] connects at once when the browser is online or visible again', () => {
		const { sockets, last, wake, stop } = harness({ random: 1 });
		last().drop();
		wake();
		expect(sockets).toHaveLength(2);
		wake();
		expect(sockets).toHaveLength(2);
		stop();
	});

	test('[L3] a connection that says nothing is given up', () => {
		const { sockets, connections, last, stop } = harness({ random: 0 });
		last().open();
		last().say(snapshot);
		vi.advanceTimersByTime(WATCHDOG_MS + 1);
		expect(sockets[0]?.closed).toBe(true);
		expect(sockets).toHaveLength(2);
		expect(connections).toEqual(['connecting', 'open', 'waiting', 'connecting']);
		stop();
	});

	test('[C4] a refusal is told and tried again only after the longest wait', () => {
		const { sockets, refused, last, stop } = harness({ random: 0 });
		last().open();
		last().say({ type: 'refused', reason: 'unknown-board' });
		last().drop(1008);
		expect(refused).toEqual(['unknown-board']);
		vi.advanceTimersByTime(29_999);
		expect(sockets).toHaveLength(1);
		vi.advanceTimersByTime(1);
		expect(sockets).toHaveLength(2);
		stop();
	});

	test('leaves no timer and no socket behind', () => {
		const { sockets, last, stop } = harness();
		last().open();
		last().say(snapshot);
		stop();
		expect(vi.getTimerCount()).toBe(0);
		expect(sockets.every(({ closed }) => closed)).toBe(true);
	});
});
