/** Hands websocket upgrades to whoever serves the path, after looking at the token. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Credentials, Role } from '../http/credentials.ts';
import { Problem } from '../http/problem.ts';

const PING_MS = 25_000;
const MOST_MESSAGE_BYTES = 1024 * 1024;
const MOST_SOCKETS = 1000;

export interface SocketRoute {
	readonly path: string;
	readonly roles: readonly Role[];
	readonly serve: (socket: WebSocket) => void;
}

function refuse(socket: Duplex, problem: Problem): void {
	const body = JSON.stringify(problem.body());
	const headers = Object.entries({
		...problem.headers,
		'content-type': 'application/problem+json'
	});
	socket.end(
		`HTTP/1.1 ${problem.status} Refused\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
			`${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`
	);
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
	const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		socket.on('error', () => undefined);
		const path = request.url?.split('?', 1)[0];
		const route = routes.find((candidate) => candidate.path === path);
		try {
			if (!route) throw new Problem(404, 'not_found', 'there is nothing at this address');
			credentials.demand(request.headers.authorization, route.roles);
			if (sockets.clients.size >= MOST_SOCKETS) {
				throw new Problem(503, 'overloaded', 'too many connections', { 'retry-after': '5' });
			}
		} catch (cause) {
			refuse(socket, cause instanceof Problem ? cause : new Problem(400, 'bad_request', 'refused'));
			return;
		}
		sockets.handleUpgrade(request, socket, head, (opened) => {
			keepAlive(opened);
			route.serve(opened);
		});
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
