import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import {
	CONNECTION_LIMITS,
	affordableConnections,
	guardConnections,
	serverOptions
} from './connections.ts';
import type { ConnectionLimits } from './connections.ts';

const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});

async function serve(most: number, limits: ConnectionLimits = CONNECTION_LIMITS) {
	let full = 0;
	const server = createServer(serverOptions(limits), (request, response) => {
		if (request.url === '/large') response.end(Buffer.alloc(64 * 1024 * 1024));
		else if (request.url !== '/never') response.end('ok');
	});
	guardConnections(server, { most, limits, onFull: () => (full += 1) });
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	stops.push(() => {
		server.closeAllConnections();
		server.close();
	});
	const open = async (): Promise<Socket> => {
		const socket = connect(port, '127.0.0.1');
		socket.on('error', () => undefined);
		stops.push(() => socket.destroy());
		await once(socket, 'connect');
		return socket;
	};
	const ask = async (socket: Socket, path = '/'): Promise<void> => {
		socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
		if (path === '/') await once(socket, 'data');
	};
	return { open, ask, full: () => full };
}

describe('the connections of a port', () => {
	test('[N2] above the most the oldest that never asked makes room, and a question is answered', async () => {
		const { open, ask, full } = await serve(3);
		const rests = await open();
		await ask(rests);
		const silent = [await open(), await open()];
		const gone = once(silent[0]!, 'close');
		await ask(await open());
		await gone;
		const next = once(silent[1]!, 'close');
		await ask(await open());
		await next;
		expect(rests.destroyed).toBe(false);
		const last = once(rests, 'close');
		await ask(await open());
		await last;
		expect(full()).toBe(1);
	});

	test('[N2] none that waits for its answer makes room: then the newcomer goes', async () => {
		const { open, ask } = await serve(2);
		const waiting = [await open(), await open()];
		for (const socket of waiting) await ask(socket, '/never');
		// Connected is not yet heard: a third of them must find both asked.
		await new Promise((resolve) => setTimeout(resolve, 200));
		await once(await open(), 'close');
		expect(waiting.map(({ destroyed }) => destroyed)).toEqual([false, false]);
	});

	test('[N1] whoever does not read its answer is let go, and so is whoever never ends a header', async () => {
		const { open, ask } = await serve(10, {
			...CONNECTION_LIMITS,
			headersMs: 200,
			stalledMs: 1000,
			checkMs: 50
		});
		const deaf = await open();
		deaf.pause();
		const closed = once(deaf, 'close');
		await ask(deaf, '/large');
		const slow = await open();
		slow.write('GET / HT');
		const [answer] = (await once(slow, 'data')) as [Buffer];
		expect(answer.toString()).toContain('408');
		await new Promise((resolve) => setTimeout(resolve, 2000));
		// What the kernel had taken in is there; then it ends, long before the 64 MiB.
		deaf.resume();
		await closed;
		expect(deaf.bytesRead).toBeLessThan(64 * 1024 * 1024);
	});

	test('[N2] are fewer than the descriptors of the process', () => {
		expect(affordableConnections(10)).toBe(10);
		expect(affordableConnections(Number.MAX_SAFE_INTEGER)).toBeGreaterThan(100);
	});
});
