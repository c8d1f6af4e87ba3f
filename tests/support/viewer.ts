/** A viewer of the live protocol as a test sees it: messages one after the other, with a deadline. */
import { WebSocket } from 'ws';
import type { ServerMessage } from '#lib/live/protocol.ts';

export class TestViewer {
	readonly socket: WebSocket;
	readonly frames: string[] = [];
	readonly #messages: ServerMessage[] = [];
	readonly #waiting: (() => void)[] = [];
	readonly closed: Promise<number>;

	constructor(url: string, headers: Record<string, string> = {}) {
		this.socket = new WebSocket(url, { headers });
		this.socket.on('error', () => undefined);
		this.socket.on('message', (data: Buffer) => {
			const text = data.toString('utf8');
			this.frames.push(text);
			this.#messages.push(JSON.parse(text) as ServerMessage);
			for (const wake of this.#waiting.splice(0)) wake();
		});
		this.closed = new Promise((resolve) =>
			this.socket.once('close', (code) => {
				resolve(code);
				for (const wake of this.#waiting.splice(0)) wake();
			})
		);
	}

	/** Resolves when open; rejects with the status of a refused upgrade. */
	opened(): Promise<this> {
		return new Promise((resolve, reject) => {
			this.socket.once('open', () => {
				resolve(this);
			});
			this.socket.once('unexpected-response', (_request, response) => {
				reject(new Error(String(response.statusCode)));
			});
		});
	}

	send(message: unknown): void {
		this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
	}

	async next(withinMs = 10_000): Promise<ServerMessage> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const message = this.#messages.shift();
			if (message) return message;
			const left = deadline - Date.now();
			if (left <= 0 || this.socket.readyState === WebSocket.CLOSED) throw new Error('no message');
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, left);
				this.#waiting.push(() => {
					clearTimeout(timer);
					resolve();
				});
			});
		}
	}

	/** The first message that fits; those before it are given to `seen`. */
	async nextWhere(
		fits: (message: ServerMessage) => boolean,
		seen: (message: ServerMessage) => void = () => undefined,
		withinMs = 15_000
	): Promise<ServerMessage> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const message = await this.next(Math.max(1, deadline - Date.now()));
			if (fits(message)) return message;
			seen(message);
		}
	}

	close(): void {
		this.socket.terminate();
	}
}
