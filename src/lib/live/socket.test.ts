import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Patch, Report, ScreenNotice, Snapshot } from './protocol.ts';
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
const report: Report = {
	type: 'report',
	n: 1,
	seq: 7,
	revision: 1,
	hash: '0123456789abcdef',
	build: 'b',
	width: 1920,
	height: 1080,
	roundTripMs: null
};
const patch = { type: 'patch', seq: 8, at: 2, asOf: 2, ops: [] };

interface HarnessOptions {
	random?: number;
	applies?: (message: Snapshot | Patch) => boolean;
	isShutOut?: () => Promise<boolean>;
}

function harness({
	random = 0.5,
	applies = () => true,
	isShutOut = () => Promise.resolve(false)
}: HarnessOptions = {}) {
	const sockets: FakeSocket[] = [];
	const connections: Connection[] = [];
	const refused: string[] = [];
	const notices: ScreenNotice[] = [];
	const signedOut: string[] = [];
	let wake = (): void => undefined;
	const connection = connectBoard({
		url: 'ws://test/live',
		board: 'sala',
		seq: () => 7,
		onMessage: applies,
		onConnection: (connection) => {
			if (connections.at(-1) !== connection) connections.push(connection);
		},
		onRefused: (reason) => refused.push(reason),
		onNotice: (notice) => notices.push(notice),
		onSignedOut: () => signedOut.push('signed out'),
		isShutOut,
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
		notices,
		signedOut,
		last,
		connection,
		stop: () => {
			connection.stop();
		},
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

	test('[W4] [L5] waits longer after each failure and not at all after a success', () => {
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

	test('[A4] says that nobody is signed in any more, and does not hurry to come back', () => {
		const { sockets, connections, signedOut, last, stop } = harness({ random: 0 });
		last().open();
		last().drop(4401);
		expect(signedOut).toHaveLength(1);
		expect(connections.at(-1)).toBe('refused');
		vi.advanceTimersByTime(29_999);
		expect(sockets).toHaveLength(1);
		stop();
	});

	test('[A4] comes back soon when it sees other rows now, and offers no number until it has them', () => {
		const { last, signedOut, stop } = harness({ random: 1 });
		last().open();
		last().drop(4403);
		vi.advanceTimersByTime(500);
		last().open();
		expect(last().sent).toEqual([{ type: 'hello', v: 1, board: 'sala' }]);
		last().say(snapshot);
		last().drop();
		vi.advanceTimersByTime(500);
		last().open();
		expect(last().sent).toEqual([{ type: 'hello', v: 1, board: 'sala', seq: 7 }]);
		expect(signedOut).toEqual([]);
		stop();
	});

	test.each([
		['and is not', () => Promise.resolve(true), 1],
		['and is', () => Promise.resolve(false), 0],
		['and nobody answers', () => Promise.reject(new TypeError('no network')), 0]
	])(
		'[A4] asks whether the page is still for it when it could not connect: %s',
		async (_why, isShutOut, times) => {
			const { last, signedOut, stop } = harness({ isShutOut });
			last().drop();
			await vi.advanceTimersByTimeAsync(0);
			expect(signedOut).toHaveLength(times);
			stop();
		}
	);

	test('[R1] sends a report while it is connected, and loses it otherwise', () => {
		const { last, connection, stop } = harness({ random: 1 });
		connection.report(report);
		last().open();
		connection.report({ ...report, n: 2 });
		expect(last().sent.slice(1)).toEqual([{ ...report, n: 2 }]);
		last().drop();
		connection.report({ ...report, n: 3 });
		expect(last().sent).toHaveLength(2);
		stop();
	});

	test('[R4] hands on what is said to the screen alone, and asks for nothing because of it', () => {
		const { last, notices, stop } = harness({ applies: () => false });
		last().open();
		const said: ScreenNotice[] = [
			{ type: 'reported', n: 1 },
			{ type: 'identify', name: 'TV', forMs: 10_000 },
			{ type: 'screen-changed' }
		];
		for (const notice of said) last().say(notice);
		expect(notices).toEqual(said);
		expect(last().sent).toHaveLength(1);
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
