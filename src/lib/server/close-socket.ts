import type { WebSocket } from 'ws';

/** Its other end has so long to answer the close frame. */
const CLOSE_WITHIN_MS = 2000;

/** Closes a websocket whose other end may not care and go on sending: with the code, and a moment later in any case. */
export function closeSoon(socket: WebSocket, code: number, reason: string): void {
	if (socket.readyState !== socket.OPEN) return;
	socket.close(code, reason);
	setTimeout(() => {
		socket.terminate();
	}, CLOSE_WITHIN_MS).unref();
}
