/** Listens to the commit notices of one ingest process, for as long as it runs and again when it is back. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { WebSocket } from 'ws';
import { BEAT_MS, MOST_NOTICE_BYTES, Notice } from '#lib/domain/events/notice.ts';
import type { Committed } from './floor-reader.ts';

export interface NoticesOptions {
	/** `http://…` of the ingest process. */
	readonly url: () => string;
	readonly token: string;
	readonly onCommitted: (committed: Committed) => void;
	readonly now: () => number;
	readonly random?: () => number;
}

export interface Notices {
	/** `never` until the first connection; then whether it holds and the database keeps up. */
	state(): 'never' | 'connected' | 'lost';
	stop(): void;
}

const LEAST_WAIT_MS = 100;
const MOST_WAIT_MS = 3000;
/** A process that stands still keeps its connection open. */
const SILENCE_MS = 4 * BEAT_MS;
/** An event that waits longer than this for the database makes the wall incomplete. */
const BACKLOG_MS = 3000;

const check = TypeCompiler.Compile(Notice);

function readNotice(data: Buffer): Notice | null {
	try {
		const value: unknown = JSON.parse(data.toString('utf8'));
		return check.Check(value) ? value : null;
	} catch {
		return null;
	}
}

class Listener implements Notices {
	readonly #options: NoticesOptions;
	#state: 'never' | 'connected' | 'lost' = 'never';
	#oldestPendingAt: number | null = null;
	#attempts = 0;
	#socket: WebSocket | null = null;
	#retry: NodeJS.Timeout | undefined;
	#silence: NodeJS.Timeout | undefined;
	#stopped = false;

	constructor(options: NoticesOptions) {
		this.#options = options;
		this.#connect();
	}

	state(): 'never' | 'connected' | 'lost' {
		const oldest = this.#oldestPendingAt;
		const behind = oldest !== null && this.#options.now() - oldest > BACKLOG_MS;
		return this.#state === 'connected' && behind ? 'lost' : this.#state;
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#retry);
		clearTimeout(this.#silence);
		this.#socket?.terminate();
	}

	#connect(): void {
		const { url, token } = this.#options;
		const socket = new WebSocket(`${url().replace(/^http/, 'ws')}/v1/notices`, {
			headers: { authorization: `Bearer ${token}` },
			handshakeTimeout: 5000,
			maxPayload: MOST_NOTICE_BYTES
		});
		this.#socket = socket;
		socket.on('open', () => {
			this.#state = 'connected';
			this.#attempts = 0;
			this.#heard();
			// Whatever was committed while nobody listened.
			this.#options.onCommitted({ evaluations: true, unheard: true });
		});
		socket.on('message', (data: Buffer) => {
			this.#heard();
			const notice = readNotice(data);
			if (notice?.type === 'beat') this.#oldestPendingAt = notice.oldestPendingAt;
			if (notice?.type === 'committed') {
				// An ingest process that does not say it yet may have stored some.
				const { evaluations = true, touched, traceparents = [] } = notice;
				this.#options.onCommitted({ evaluations, touched, traceparents });
			}
		});
		socket.on('error', () => undefined);
		socket.on('close', () => {
			this.#lost();
		});
	}

	#heard(): void {
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => this.#socket?.terminate(), SILENCE_MS);
	}

	#lost(): void {
		clearTimeout(this.#silence);
		this.#oldestPendingAt = null;
		if (this.#state === 'connected') this.#state = 'lost';
		if (this.#stopped) return;
		const { random = Math.random } = this.#options;
		const most = Math.min(MOST_WAIT_MS, LEAST_WAIT_MS * 2 ** this.#attempts++);
		this.#retry = setTimeout(
			() => {
				this.#connect();
			},
			LEAST_WAIT_MS + random() * most
		);
	}
}

export const listenToNotices = (options: NoticesOptions): Notices => new Listener(options);
