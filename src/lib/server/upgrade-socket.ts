/** What becomes of the socket of an upgrade that is not carried out: its server has let go of it, so nobody else ends it. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** For the other side to read the answer and hang up. */
const LET_GO_MS = 2000;

/** Says the last words and ends the connection, also when the other side never closes its half of it. */
export function endSocket(socket: Duplex, lastWords: string): void {
	// Read and thrown away: a connection that is closed over unread bytes is reset, and the answer with it.
	socket.resume();
	const timer = setTimeout(() => socket.destroy(), LET_GO_MS);
	socket.once('close', () => {
		clearTimeout(timer);
	});
	socket.end(lastWords);
}

export const wantsWebSocket = ({ headers }: IncomingMessage): boolean =>
	headers.upgrade?.trim().toLowerCase() === 'websocket';

/** Headers that are about this upgrade alone. */
const OF_UPGRADE = new Set(['upgrade', 'http2-settings']);

function withoutUpgrade(value: string): string {
	return value
		.split(',')
		.map((option) => option.trim())
		.filter((option) => !OF_UPGRADE.has(option.toLowerCase()))
		.join(', ');
}

function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
	const lines = [`${method ?? 'GET'} ${url ?? '/'} HTTP/${httpVersion}`];
	for (let at = 0; at < rawHeaders.length; at += 2) {
		const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
		const lower = name.toLowerCase();
		const kept = lower === 'connection' ? withoutUpgrade(value) : value;
		if (!OF_UPGRADE.has(lower) && (lower !== 'connection' || kept !== ''))
			lines.push(`${name}: ${kept}`);
	}
	return `${lines.join('\r\n')}\r\n\r\n`;
}

/**
 * Goes on with HTTP/1.1, as a server does that does not want the protocol it is offered: Java's client offers h2c with its
 * first request. Once there is anybody who listens for upgrades, Node hands over all of them, with whatever they ask for.
 */
export function declineUpgrade(
	server: { emit(name: 'connection', socket: Duplex): boolean },
	request: IncomingMessage,
	socket: Duplex,
	head: Buffer
): void {
	socket.unshift(Buffer.concat([Buffer.from(headOf(request), 'latin1'), head]));
	server.emit('connection', socket);
}
