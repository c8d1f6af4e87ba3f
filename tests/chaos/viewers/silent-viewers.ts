/** A process with viewers that say hello and then read nothing more, as televisions do that hang. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import { partOptions, servePart } from '../../bench/live/part.ts';
import type { Watching } from '../soak/viewers.ts';

export interface SilentViewersOptions extends Watching {
	readonly web: string;
	readonly viewers: number;
}

const { web, viewers, board, token } = partOptions() as SilentViewersOptions;
const all: WebSocket[] = [];

process.on('SIGINT', () => undefined);
for (let index = 0; index < viewers; index += 1) {
	const socket = new WebSocket(`${web.replace(/^http/, 'ws')}${LIVE_PATH}`, {
		headers: { authorization: `Bearer ${token}` }
	});
	socket.on('error', () => undefined);
	await Promise.race([once(socket, 'open'), once(socket, 'close')]).catch(() => undefined);
	if (socket.readyState !== WebSocket.OPEN) continue;
	socket.send(JSON.stringify({ type: 'hello', v: PROTOCOL_VERSION, board }));
	(socket as unknown as { _socket: Socket })._socket.pause();
	all.push(socket);
}

servePart(() => all.length);
