/** The life of one viewer: hello, frames, too slow, gone. */
import type { RawData, WebSocket } from 'ws';
import { decodeClientMessage } from '#lib/live/client-message.ts';
import { CLOSE, PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import type { ClientMessage, Refused, Report } from '#lib/live/protocol.ts';
import { closeSoon } from '../close-socket.ts';
import type { Channel, Viewer } from './channel.ts';

export interface SessionLimits {
	/** Above this many unsent bytes patches are left out. */
	readonly skipBytes: number;
	/** Above this many the viewer is dropped. */
	readonly dropBytes: number;
	readonly helloWithinMs: number;
	/** More frames than this in a second close the connection. */
	readonly framesPerSecond: number;
}

export const SESSION_LIMITS: SessionLimits = {
	skipBytes: 1024 * 1024,
	dropBytes: 8 * 1024 * 1024,
	helloWithinMs: 10_000,
	framesPerSecond: 20
};

export interface SessionOptions {
	readonly socket: WebSocket;
	readonly limits?: SessionLimits;
	/** Null: no such board, or not for this viewer. */
	readonly join: (boardId: string) => Promise<Channel | null>;
	/** What a screen says of the board it shows. */
	readonly onReport: (report: Report, channel: Channel) => void;
	readonly onGone: () => void;
}

type State =
	| { readonly name: 'opening' }
	| { readonly name: 'joining' }
	| { readonly name: 'watching'; readonly channel: Channel; behind: boolean }
	| { readonly name: 'closed' };

export class Session implements Viewer {
	readonly #socket: WebSocket;
	readonly #limits: SessionLimits;
	readonly #join: SessionOptions['join'];
	readonly #onReport: SessionOptions['onReport'];
	readonly #helloTimer: NodeJS.Timeout;
	#state: State = { name: 'opening' };
	/** Cleared by each ping, set by its pong. */
	#answered = true;
	#second = 0;
	#frames = 0;

	constructor({ socket, limits = SESSION_LIMITS, join, onReport, onGone }: SessionOptions) {
		this.#socket = socket;
		this.#limits = limits;
		this.#join = join;
		this.#onReport = onReport;
		this.#helloTimer = setTimeout(() => {
			this.close(CLOSE.policy, 'no hello');
		}, limits.helloWithinMs);
		socket.on('message', (data, isBinary) => {
			void this.#receive(data, isBinary);
		});
		socket.on('pong', () => {
			this.#answered = true;
			this.#refuseFlood();
		});
		socket.on('ping', () => {
			this.#refuseFlood();
		});
		// ws reports a frame that is too large or not UTF-8 here and closes with the fitting code by itself.
		socket.on('error', () => undefined);
		socket.on('close', () => {
			clearTimeout(this.#helloTimer);
			this.channel?.viewers.delete(this);
			this.#state = { name: 'closed' };
			onGone();
		});
	}

	/** What it watches; null before and after. */
	get channel(): Channel | null {
		return this.#state.name === 'watching' ? this.#state.channel : null;
	}

	send(frame: Buffer): void {
		if (this.#state.name !== 'watching') return;
		const unsent = this.#socket.bufferedAmount;
		if (unsent > this.#limits.dropBytes) {
			// A close frame would wait behind the unsent bytes.
			this.#socket.terminate();
			return;
		}
		if (unsent > this.#limits.skipBytes) {
			this.#state.behind = true;
			return;
		}
		if (this.#state.behind) {
			this.#state.behind = false;
			this.#write(this.#state.channel.snapshotFrame());
			return;
		}
		this.#write(frame);
	}

	/** Not beside what is still unsent: whoever asks for many snapshots and reads none would have them all kept. */
	restart(): void {
		if (this.#state.name !== 'watching') return;
		this.#state.behind = true;
		this.send(this.#state.channel.snapshotFrame());
	}

	/** Drops the viewer when it did not answer the ping before. */
	ping(): void {
		if (!this.#answered) {
			this.#socket.terminate();
			return;
		}
		this.#answered = false;
		this.#socket.ping();
	}

	/** A message for this viewer alone. */
	tell(message: object): void {
		this.#write(Buffer.from(JSON.stringify(message)));
	}

	/** From here on it gets nothing, however long its side takes to close. */
	close(code: number, reason: string): void {
		this.channel?.viewers.delete(this);
		this.#state = { name: 'closed' };
		closeSoon(this.#socket, code, reason);
	}

	terminate(): void {
		this.#socket.terminate();
	}

	#write(frame: Buffer): void {
		if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(frame, { binary: false });
	}

	/** A client has little to say: one that says much is broken or hostile. */
	#isFlooding(): boolean {
		const second = Math.floor(performance.now() / 1000);
		if (second !== this.#second) this.#frames = 0;
		this.#second = second;
		this.#frames += 1;
		return this.#frames > this.#limits.framesPerSecond;
	}

	#refuseFlood(): boolean {
		const isFlood = this.#isFlooding();
		if (isFlood) this.close(CLOSE.flood, 'too many messages');
		return isFlood;
	}

	async #receive(data: RawData, isBinary: boolean): Promise<void> {
		// What comes behind the frame it was closed for opens nothing.
		if (this.#isClosed() || this.#refuseFlood()) return;
		const message = isBinary ? null : decodeClientMessage(textOf(data));
		if (message === null) {
			this.#refuse('bad-message');
			return;
		}
		if (message.type === 'hello') await this.#hello(message);
		else if (this.#state.name === 'watching') this.#heard(message, this.#state.channel);
		else if (this.#state.name === 'opening') this.#refuse('bad-message');
	}

	#heard(message: Exclude<ClientMessage, { type: 'hello' }>, channel: Channel): void {
		if (message.type === 'report') this.#onReport(message, channel);
		else this.restart();
	}

	async #hello(message: Extract<ClientMessage, { type: 'hello' }>): Promise<void> {
		if (this.#state.name !== 'opening') {
			this.#refuse('bad-message');
			return;
		}
		if (message.v !== PROTOCOL_VERSION) {
			this.#refuse('version');
			return;
		}
		clearTimeout(this.#helloTimer);
		this.#state = { name: 'joining' };
		const channel = await this.#join(message.board);
		if (this.#isClosed()) return;
		if (!channel) {
			this.#refuse('unknown-board');
			return;
		}
		this.#state = { name: 'watching', channel, behind: false };
		const missed = message.seq === undefined ? null : channel.framesAfter(message.seq);
		for (const frame of missed ?? [channel.snapshotFrame()]) this.#write(frame);
		channel.viewers.add(this);
	}

	#isClosed(): boolean {
		return this.#state.name === 'closed';
	}

	#refuse(reason: Refused['reason']): void {
		this.tell({ type: 'refused', reason } satisfies Refused);
		this.close(reason === 'bad-message' ? CLOSE.badData : CLOSE.policy, reason);
	}
}

function textOf(data: RawData): string {
	if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
	return Buffer.from(data as Buffer).toString('utf8');
}
