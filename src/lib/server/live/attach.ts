/** Where the http server meets the hub: checks the upgrade of `/live` and hands the socket over. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LIVE_PATH } from '#lib/live/protocol.ts';
import type { LiveHub } from './hub.ts';

export interface AttachOptions {
	/** Null while the process starts: the upgrade is answered 503 and the client comes back. */
	readonly hub: () => LiveHub | null;
	/** The configured origin of the pages, when it is not the host the request names. */
	readonly origin: string | null;
	/** Upgrades of other paths: `refuse`, or `leave` them to whoever else listens (Vite). */
	readonly others: 'refuse' | 'leave';
}

const MAX_CLIENT_FRAME_BYTES = 16 * 1024;

function refuse(socket: Duplex, status: string): void {
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Browsers do not keep pages of other origins from opening websockets: the server must look. */
function isOwnOrigin(request: IncomingMessage, configured: string | null): boolean {
	const { origin, host } = request.headers;
	// Programs send none; a browser always does.
	if (origin === undefined) return true;
	if (configured !== null) return origin === configured;
	// No URL parser: it throws on "null", and a throw here ends the process.
	return host !== undefined && origin.replace(/^https?:\/\//, '') === host;
}

/** Answers upgrades of `/live` only, so that it lives beside Vite's own socket; the returned function stops it. */
export function attachLive(
	server: Pick<Server, 'on' | 'off'>,
	{ hub, origin, others }: AttachOptions
): () => void {
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_CLIENT_FRAME_BYTES,
		perMessageDeflate: false
	});
	const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
		const isOurs = (request.url ?? '').split('?', 1)[0] === LIVE_PATH;
		if (!isOurs && others === 'leave') return;
		socket.on('error', () => undefined);
		const open = hub();
		// An upgrade that nobody answers would hang for ever.
		if (!isOurs) refuse(socket, '404 Not Found');
		else if (!isOwnOrigin(request, origin)) refuse(socket, '403 Forbidden');
		else if (open === null) refuse(socket, '503 Service Unavailable');
		else {
			sockets.handleUpgrade(request, socket, head, (websocket) => {
				open.accept(websocket);
			});
		}
	};
	server.on('upgrade', upgrade);
	return () => {
		server.off('upgrade', upgrade);
		sockets.close();
	};
}
