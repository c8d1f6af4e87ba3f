/** A way between a client and a server that can be cut without either end hearing of it, as when a cable is pulled. */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface SwallowingProxy {
	readonly url: string;
	/** From here on nothing passes, in either direction, and nobody is told; connections made later are whole again. */
	pull(): void;
	stop(): Promise<void>;
}

export async function openSwallowingProxy(target: string): Promise<SwallowingProxy> {
	const { hostname, port } = new URL(target);
	const all = new Set<Socket>();
	const whole = new Set<{ cut: boolean }>();
	const server = createServer((near) => {
		const far = connect(Number(port), hostname);
		const cable = { cut: false };
		whole.add(cable);
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			all.add(from);
			from.on('error', () => undefined);
			from.on('data', (chunk: Buffer) => {
				if (!cable.cut) to.write(chunk);
			});
			// The end of one side does not get through a pulled cable either.
			from.on('close', () => {
				all.delete(from);
				if (!cable.cut) to.destroy();
			});
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		pull() {
			for (const cable of whole) cable.cut = true;
			whole.clear();
		},
		async stop() {
			for (const socket of all) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
