/** A port of this machine nobody listens on. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what systems hand out to outgoing connections (Linux from 32768, macOS from 49152): such a port can be taken by
 * any client while the engine restarts, even by one of ours that is trying to reach it and gets connected to itself.
 */
const LEAST_PORT = 20_000;
const MOST_PORT = 32_000;
const ATTEMPTS = 50;

export async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	try {
		const listening = once(server, 'listening');
		server.listen({ port, host: '127.0.0.1', exclusive: true });
		await listening;
		server.close();
		await once(server, 'close');
		return true;
	} catch {
		return false;
	}
}

/** The wished port if it is free, otherwise another. */
export async function findPort(wished: number | null): Promise<number> {
	if (wished !== null && (await isFree(wished))) return wished;
	for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
		const port = randomInt(LEAST_PORT, MOST_PORT);
		if (await isFree(port)) return port;
	}
	throw new Error(`no free port between ${LEAST_PORT} and ${MOST_PORT}`);
}
