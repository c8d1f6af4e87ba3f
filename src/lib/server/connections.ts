/** What a port bears: slow and silent senders, readers that do not read, and more connections than there are descriptors. */
import { readFileSync } from 'node:fs';
import type { Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
	/** Until the header of a request is there, from its first byte or, of the first request, from the connection. */
	readonly headersMs: number;
	/** Until a request is there as a whole. */
	readonly requestMs: number;
	/** No byte in either direction; longer than any question to the database may take. */
	readonly stalledMs: number;
	readonly keepAliveMs: number;
	/** How often the first two are looked at. */
	readonly checkMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
	headersMs: 5000,
	requestMs: 120_000,
	stalledMs: 120_000,
	keepAliveMs: 65_000,
	checkMs: 1000
};

/** Of the descriptors a process may have, the rest is for files, the database and the store. */
const SHARE_OF_DESCRIPTORS = 0.8;
const OPEN_FILES = /^Max open files\s+(\d+)/m;

/** Options of `createServer`: Node reads some of them only there. */
export const serverOptions = (limits: ConnectionLimits = CONNECTION_LIMITS): ServerOptions => ({
	headersTimeout: limits.headersMs,
	requestTimeout: limits.requestMs,
	keepAliveTimeout: limits.keepAliveMs,
	connectionsCheckingInterval: limits.checkMs
});

/** No more than `wanted`, and no more than leaves descriptors for the rest of the process. */
export function affordableConnections(wanted: number): number {
	let limits: string;
	try {
		limits = readFileSync('/proc/self/limits', 'utf8');
	} catch {
		// Not Linux: it says nothing here, and is not what runs where strangers reach it.
		return wanted;
	}
	const descriptors = Number(OPEN_FILES.exec(limits)?.[1] ?? Number.NaN);
	// "unlimited" is not a number.
	if (Number.isNaN(descriptors)) return wanted;
	return Math.min(wanted, Math.floor(descriptors * SHARE_OF_DESCRIPTORS));
}

const FULL_SAID_EVERY_MS = 60_000;

export interface GuardOptions {
	readonly limits?: ConnectionLimits;
	/** Websockets count as well. */
	readonly most: number;
	/** Told at most once a minute that somebody was sent away. */
	readonly onFull: () => void;
}

/**
 * At most so many connections. Above, the oldest one that never asked anything makes room, then the one that rests
 * longest between two requests: silent connections cannot keep `/healthz` and producers out.
 */
class Guard {
	readonly #options: GuardOptions;
	/** A set: a server that declines an upgrade is given the same connection a second time. */
	readonly #open = new Set<Socket>();
	/** In the order they came. */
	readonly #silent = new Set<Socket>();
	readonly #resting = new Set<Socket>();
	/** Requests under way: of one connection more than one when they are sent without waiting. */
	readonly #busy = new Map<Socket, number>();
	readonly #answers = new Set<ServerResponse>();
	#isLeaving = false;
	#saidAt = Number.NEGATIVE_INFINITY;

	constructor(server: Server, options: GuardOptions) {
		this.#options = options;
		server.timeout = (options.limits ?? CONNECTION_LIMITS).stalledMs;
		server.on('connection', (socket) => {
			this.#came(socket);
		});
		server.prependListener('request', ({ socket }, response) => {
			this.#asked(socket);
			this.#answers.add(response);
			if (this.#isLeaving) response.shouldKeepAlive = false;
			response.once('close', () => {
				this.#answers.delete(response);
				this.#answered(socket);
			});
		});
		// From then on somebody else watches over it.
		server.prependListener('upgrade', ({ socket }) => {
			this.#forget(socket);
		});
	}

	leave(): void {
		this.#isLeaving = true;
		for (const answer of this.#answers) answer.shouldKeepAlive = false;
	}

	#came(socket: Socket): void {
		this.#silent.add(socket);
		if (this.#open.has(socket)) return;
		this.#open.add(socket);
		socket.once('close', () => {
			this.#open.delete(socket);
			this.#forget(socket);
		});
		if (this.#open.size > this.#options.most) this.#makeRoom(socket);
	}

	#makeRoom(newcomer: Socket): void {
		const [silent] = this.#silent;
		const [resting] = this.#resting;
		const gone = silent === newcomer ? (resting ?? newcomer) : (silent ?? newcomer);
		this.#forget(gone);
		gone.destroy();
		if (performance.now() - this.#saidAt < FULL_SAID_EVERY_MS) return;
		this.#saidAt = performance.now();
		this.#options.onFull();
	}

	#asked(socket: Socket): void {
		this.#silent.delete(socket);
		this.#resting.delete(socket);
		this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1);
	}

	#answered(socket: Socket): void {
		const left = (this.#busy.get(socket) ?? 1) - 1;
		if (left > 0) {
			this.#busy.set(socket, left);
			return;
		}
		this.#busy.delete(socket);
		if (!socket.destroyed) this.#resting.add(socket);
	}

	#forget(socket: Socket): void {
		this.#silent.delete(socket);
		this.#resting.delete(socket);
		this.#busy.delete(socket);
	}
}

/** For a server that was made with `serverOptions`. From the call of what it returns each answer is the last of its connection. */
export function guardConnections(server: Server, options: GuardOptions): () => void {
	const guard = new Guard(server, options);
	return () => {
		guard.leave();
	};
}

const CLOSE_IDLE_EVERY_MS = 50;

/** Takes nothing new, answers what has begun, and cuts off what is not done in time. Resolves when nothing is left. */
export async function drain(server: Server, withinMs: number): Promise<void> {
	const closed = new Promise<void>((resolve) => {
		server.close(() => {
			resolve();
		});
	});
	const closeIdle = setInterval(() => {
		server.closeIdleConnections();
	}, CLOSE_IDLE_EVERY_MS);
	const cut = setTimeout(() => {
		server.closeAllConnections();
	}, withinMs);
	await closed;
	clearInterval(closeIdle);
	clearTimeout(cut);
}
