/** A server that takes every connection and never says a word: a database behind a network that swallows. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface DeadEnd {
	readonly url: string;
	stop(): Promise<void>;
}

export async function openDeadEnd(): Promise<DeadEnd> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.resume();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async stop() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
