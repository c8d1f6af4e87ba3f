/** Hands websocket upgrades to whoever serves the path, after looking at the token. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { closeSoon } from '#lib/server/close-socket.ts';
import { declineUpgrade, endSocket, wantsWebSocket } from '#lib/server/upgrade-socket.ts';
import type { Caller, Credentials, Role } from '../http/credentials.ts';
import { Problem } from '../http/problem.ts';

const PING_MS = 25_000;
const MOST_MESSAGE_BYTES = 1024 * 1024;
const MOST_SOCKETS = 1000;
/** How often the token of an open connection is looked at, besides with each of its messages. */
const RECHECK_MS = 5000;
/** In a second. */
const MOST_CONTROL_FRAMES = 20;
const CLOSE = { tokenGone: 4401, noRight: 4403, flood: 4429 } as const;

export interface SocketRoute {
	readonly path: string;
	readonly roles: readonly Role[];
	/** `current` gives what the caller may do now; null, and the connection closes, when that is nothing. */
	readonly serve: (socket: WebSocket, current: () => Caller | null) => void;
}

function refuse(socket: Duplex, problem: Problem): void {
	const body = JSON.stringify(problem.body());
	const headers = Object.entries({
		...problem.headers,
		'content-type': 'application/problem+json'
	});
	endSocket(
		socket,
		`HTTP/1.1 ${problem.status} Refused\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
			`${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`
	);
}

/** Control frames cost little, and nobody needs many of them. */
function refuseFlood(socket: WebSocket): void {
	let second = 0;
	let frames = 0;
	const heard = (): void => {
		const now = Math.floor(performance.now() / 1000);
		if (now !== second) [second, frames] = [now, 0];
		frames += 1;
		if (frames > MOST_CONTROL_FRAMES) closeSoon(socket, CLOSE.flood, 'too many pings');
	};
	socket.on('ping', heard);
	socket.on('pong', heard);
}

/** Closes a connection whose other end no longer answers. */
function keepAlive(socket: WebSocket): void {
	let answered = true;
	const timer = setInterval(() => {
		if (!answered) {
			socket.terminate();
			return;
		}
		answered = false;
		socket.ping();
	}, PING_MS);
	socket.on('pong', () => {
		answered = true;
	});
	socket.on('close', () => {
		clearInterval(timer);
	});
	// Faults of the other end, such as a frame that is too large; ws closes with the right code.
	socket.on('error', () => undefined);
}

/** Looks at the token again while the connection is open, and closes it when it no longer is good for it. */
function watchToken(
	socket: WebSocket,
	caller: Caller,
	{ credentials, roles }: { credentials: Credentials; roles: readonly Role[] }
): () => Caller | null {
	const current = (): Caller | null => {
		const now = credentials.again(caller);
		if (now !== null && roles.includes(now.role)) return now;
		if (now === null) socket.close(CLOSE.tokenGone, 'the token expired or was revoked');
		else socket.close(CLOSE.noRight, 'the token lost the right to this');
		return null;
	};
	const timer = setInterval(current, RECHECK_MS);
	socket.on('close', () => {
		clearInterval(timer);
	});
	return current;
}

/** Returns the function that closes all sockets with "service restart". */
export function serveUpgrades(
	server: Server,
	credentials: Credentials,
	routes: readonly SocketRoute[]
): () => void {
	const sockets = new WebSocketServer({
		noServer: true,
		perMessageDeflate: false,
		maxPayload: MOST_MESSAGE_BYTES
	});
	const admit = async (request: IncomingMessage, route: SocketRoute | undefined) => {
		if (!route) throw new Problem(404, 'not_found', 'there is nothing at this address');
		const caller = await credentials.demand(request.headers.authorization, route.roles);
		if (sockets.clients.size >= MOST_SOCKETS) {
			throw new Problem(503, 'overloaded', 'too many connections', { 'retry-after': '5' });
		}
		return { caller, route };
	};
	const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		if (!wantsWebSocket(request)) {
			declineUpgrade(server, request, socket, head);
			return;
		}
		socket.on('error', () => undefined);
		const path = request.url?.split('?', 1)[0];
		admit(
			request,
			routes.find((candidate) => candidate.path === path)
		).then(
			({ caller, route: { roles, serve } }) => {
				sockets.handleUpgrade(request, socket, head, (opened) => {
					keepAlive(opened);
					refuseFlood(opened);
					serve(opened, watchToken(opened, caller, { credentials, roles }));
				});
			},
			(cause: unknown) => {
				refuse(
					socket,
					cause instanceof Problem ? cause : new Problem(400, 'bad_request', 'refused')
				);
			}
		);
	};
	server.on('upgrade', onUpgrade);
	return () => {
		server.off('upgrade', onUpgrade);
		for (const socket of sockets.clients) socket.close(1012, 'restarting');
		sockets.close();
		setTimeout(() => {
			for (const socket of sockets.clients) socket.terminate();
		}, 1000).unref();
	};
}
