/** Sends a case the way it says and waits for what comes back. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { HttpAnswer, RawAnswer, SocketAnswer } from './answer.ts';
import type { Ending, HttpCase, Part, RawCase, SocketCase } from './case.ts';
import { readFrames } from './server-frames.ts';

/** Far more than anything takes, also when others use the machine. */
const ANSWER_WITHIN_MS = 60_000;
const CLOSE_WITHIN_MS = 30_000;
/** A connection on which our side says nothing more has to be gone after a minute. */
export const REAP_WITHIN_MS = 75_000;
const CONNECTIONS = 32;

export interface Addresses {
	readonly of: (part: Part) => { readonly url: string; readonly port: number };
}

export class Sender {
	readonly #addresses: Addresses;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

	constructor(addresses: Addresses) {
		this.#addresses = addresses;
	}

	close(): void {
		this.#agent.destroy();
	}

	/** Over a kept connection; one that the other side had just ended for its age is no answer, and another is taken. */
	async http(sent: HttpCase, attempt = 1): Promise<HttpAnswer> {
		try {
			return await this.#request(sent);
		} catch (cause) {
			if (attempt < 3 && cause instanceof StaleConnectionError) return this.http(sent, attempt + 1);
			throw cause;
		}
	}

	#request({ part, method, path, headers, body }: HttpCase): Promise<HttpAnswer> {
		return new Promise((resolve, reject) => {
			const outgoing = request(
				{
					host: '127.0.0.1',
					port: this.#addresses.of(part).port,
					path,
					method,
					agent: this.#agent,
					timeout: ANSWER_WITHIN_MS,
					headers: { ...headers, 'content-length': body.length }
				},
				(response) => {
					const chunks: Buffer[] = [];
					response.on('data', (chunk: Buffer) => chunks.push(chunk));
					response.once('error', reject);
					response.once('end', () => {
						resolve({
							status: response.statusCode ?? 0,
							headers: response.headers as HttpAnswer['headers'],
							text: Buffer.concat(chunks).toString('utf8')
						});
					});
				}
			);
			outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
			outgoing.once('error', (cause: NodeJS.ErrnoException) => {
				const isStale = outgoing.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(cause.code ?? '');
				reject(isStale ? new StaleConnectionError('stale', { cause }) : cause);
			});
			outgoing.end(body);
		});
	}

	async raw({ part, pieces, ending }: RawCase): Promise<RawAnswer> {
		const line = new Line(this.#addresses.of(part).port);
		await line.send(pieces);
		const isClosed = await line.end(ending);
		return { text: line.received.toString('latin1'), isClosed };
	}

	async socket({ part, path, headers, pieces, ending }: SocketCase): Promise<SocketAnswer> {
		const line = new Line(this.#addresses.of(part).port);
		await line.send([handshake(path, headers)]);
		const head = await line.until('\r\n\r\n', ANSWER_WITHIN_MS);
		const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head.toString('latin1'))?.[1] ?? 0);
		if (status === 101) await line.send(pieces);
		const isClosed = await line.end(ending);
		const frames = readFrames(
			status === 101 ? line.received.subarray(head.length) : Buffer.alloc(0)
		);
		return {
			status,
			isClosed,
			messages: frames.messages,
			closeCode: frames.closeCode,
			framing: frames.fault
		};
	}
}

class StaleConnectionError extends Error {
	override readonly name = 'StaleConnectionError';
}

function handshake(path: string, headers: Readonly<Record<string, string>>): Buffer {
	const all = {
		Host: '127.0.0.1',
		Connection: 'Upgrade',
		Upgrade: 'websocket',
		'Sec-WebSocket-Key': 'ZnV6emZ1enpmdXp6ZnV6eg==',
		'Sec-WebSocket-Version': '13',
		...headers
	};
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
	return Buffer.from([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'), 'latin1');
}

/** A connection without a client behind it. Its half stays open until it is told to close it. */
class Line {
	readonly #socket: Socket;
	readonly #chunks: Buffer[] = [];
	readonly #closed: Promise<void>;
	#wake: () => void = () => undefined;
	/** The other side has said its last. */
	#isEnded = false;

	constructor(port: number) {
		this.#socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
		this.#socket.setNoDelay();
		this.#socket.on('error', () => undefined);
		this.#socket.on('data', (chunk) => {
			this.#chunks.push(chunk);
			this.#wake();
		});
		this.#socket.once('end', () => {
			this.#isEnded = true;
			this.#wake();
		});
		this.#closed = new Promise((resolve) => {
			this.#socket.once('close', () => {
				this.#isEnded = true;
				this.#wake();
				resolve();
			});
		});
	}

	get received(): Buffer {
		return Buffer.concat(this.#chunks);
	}

	/** Each piece in a write of its own, with a moment in between. */
	async send(pieces: readonly Buffer[]): Promise<void> {
		for (const [index, piece] of pieces.entries()) {
			if (index > 0) await new Promise((resolve) => setTimeout(resolve, 1));
			if (this.#socket.destroyed) return;
			this.#socket.write(piece);
		}
	}

	/** Everything up to and with the mark, or whatever had come when the other side ended or the time was over. */
	async until(mark: string, withinMs: number): Promise<Buffer> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const at = this.received.indexOf(mark);
			if (at !== -1) return this.received.subarray(0, at + mark.length);
			const left = deadline - Date.now();
			if (this.#isEnded || left <= 0) return this.received;
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, left);
				this.#wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
	}

	/** Whether the other side closed within its time. */
	async end(ending: Ending): Promise<boolean> {
		if (ending === 'reset') {
			this.#socket.resetAndDestroy();
			return true;
		}
		if (ending === 'end') this.#socket.end();
		const timer = setTimeout(
			() => {
				this.#socket.destroy();
			},
			ending === 'stay' ? REAP_WITHIN_MS : CLOSE_WITHIN_MS
		);
		const startedAt = performance.now();
		const ended = ending === 'stay' ? this.#untilGone() : this.#closed;
		await Promise.race([ended, this.#closed]);
		clearTimeout(timer);
		this.#socket.destroy();
		return performance.now() - startedAt < (ending === 'stay' ? REAP_WITHIN_MS : CLOSE_WITHIN_MS);
	}

	/** Our half is open: that the other side let go of all of it shows when something sent to it is answered by a reset. */
	async #untilGone(): Promise<void> {
		await this.until('\u0000never', REAP_WITHIN_MS);
		while (!this.#socket.destroyed) {
			this.#socket.write('\0');
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	}
}
