/** An ingest process as nobody would write it: web listens to it for commit notices and is sent odd frames. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { oddJson, oneOf, seldom, seldomMutation } from './arbitraries/bytes.ts';
import { encodeFrame, framesOf, oddFrame } from './arbitraries/frames.ts';
import type { Frame } from './arbitraries/frames.ts';

const NOTICES = [
	'{"type":"hello"}',
	'{"type":"committed","at":1763802000000,"rows":12,"evaluations":true}',
	'{"type":"beat","oldestPendingAt":null}',
	'{"type":"beat","oldestPendingAt":1763802000000}'
];
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Servers do not mask. */
const unmasked = (frame: Frame): Buffer => encodeFrame({ ...frame, mask: null });
const script = fc.array(
	fc.oneof(
		oddFrame.map(unmasked),
		fc
			.tuple(seldom(oddJson, oneOf(NOTICES), 3), framesOf, seldomMutation(3))
			.map(([text, frames, change]) => {
				const bytes = Buffer.from(text);
				return Buffer.concat(frames(change === null ? bytes : change(bytes)).map(unmasked));
			})
	),
	{ minLength: 1, maxLength: 8 }
);
const head = seldom(
	fc.constantFrom(
		'HTTP/1.1 500 x\r\n\r\n',
		'HTTP/1.1 301 x\r\nLocation: http://127.0.0.1:9/\r\n\r\n',
		'HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n',
		'garbage'
	),
	fc.constant(null),
	6
);

export interface NoticesBack {
	readonly url: string;
	/** Connections that were answered oddly. */
	readonly count: () => number;
	stop(): Promise<void>;
}

export async function startNoticesBack(seed: number): Promise<NoticesBack> {
	let connections = 0;
	const open = new Set<Duplex>();
	const server = createServer((_request, response) => response.end());
	server.on('upgrade', (request, socket) => {
		connections += 1;
		open.add(socket);
		// Nobody else reads it, and what is not read never ends.
		socket.resume();
		socket.on('error', () => undefined);
		socket.once('close', () => open.delete(socket));
		const [odd, frames] = fc.sample(fc.tuple(head, script), {
			seed: seed + connections,
			numRuns: 1
		})[0] ?? [null, []];
		const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`);
		socket.write(
			odd ??
				`HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key.digest('base64')}\r\n\r\n`
		);
		socket.end(Buffer.concat(frames));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		count: () => connections,
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				for (const socket of open) socket.destroy();
				server.close(() => {
					resolve();
				});
			})
	};
}
