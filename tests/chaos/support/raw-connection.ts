/** A connection that sends what no client library would, and keeps what comes back. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface RawConnection {
	readonly socket: Socket;
	/** Everything that came so far. */
	text(): string;
	/** Resolves with everything that came once the other side has closed. */
	readonly closed: Promise<string>;
}

export async function openRaw(url: string): Promise<RawConnection> {
	const { hostname, port } = new URL(url);
	const socket = connect(Number(port), hostname);
	let text = '';
	socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
	socket.on('error', () => undefined);
	const closed = new Promise<string>((resolve) => {
		// Either may come first; a reset brings no end.
		socket.once('end', () => {
			resolve(text);
		});
		socket.once('close', () => {
			resolve(text);
		});
	});
	await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
	return { socket, text: () => text, closed };
}
