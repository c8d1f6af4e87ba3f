/** Keeps a connection to a board: hello, resync on a gap, watchdog, reconnection with full jitter. Knows no Svelte. */
import { decodeServerMessage } from './decode.ts';
import { CLOSE, HEARTBEAT_MS, PROTOCOL_VERSION } from './protocol.ts';
import type { ClientMessage, Patch, Refused, Report, ScreenNotice, Snapshot } from './protocol.ts';

export const FIRST_BACKOFF_MS = 500;
export const MAX_BACKOFF_MS = 30_000;
/** No frame for this long: the connection is dead although nobody said so. */
export const WATCHDOG_MS = 10 * HEARTBEAT_MS;

export type Connection = 'connecting' | 'open' | 'waiting' | 'refused';

/** The part of WebSocket that is used; tests hand in their own. */
export type SocketLike = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
	onopen: (() => void) | null;
	onmessage: ((event: { data: unknown }) => void) | null;
	onclose: ((event: { code: number }) => void) | null;
};

/** What a page can tell about itself; the default listens to the browser. */
export interface Surroundings {
	/** Calls back when it is worth trying at once: online again, or visible again. */
	onWake(callback: () => void): () => void;
}

export interface SocketOptions {
	readonly url: string;
	readonly board: string;
	/** The last seq the page has, offered to the server. */
	readonly seq: () => number;
	/** False: a message is missing. */
	readonly onMessage: (message: Snapshot | Patch) => boolean;
	readonly onConnection: (connection: Connection) => void;
	readonly onRefused: (reason: Refused['reason']) => void;
	/** [A4] Nobody is signed in any more: the page has to load itself again. */
	readonly onSignedOut: () => void;
	/** [A4] Asked when a connection could not even be opened, which says no reason: whether the page is still for this reader. */
	readonly isShutOut: () => Promise<boolean>;
	/** What only screens are told. */
	readonly onNotice?: (notice: ScreenNotice) => void;
	readonly open?: (url: string) => SocketLike;
	readonly random?: () => number;
	readonly surroundings?: Surroundings;
}

const browserSurroundings: Surroundings = {
	onWake(callback) {
		const visible = () => {
			if (document.visibilityState === 'visible') callback();
		};
		window.addEventListener('online', callback);
		document.addEventListener('visibilitychange', visible);
		return () => {
			window.removeEventListener('online', callback);
			document.removeEventListener('visibilitychange', visible);
		};
	}
};

const openWebSocket = (url: string): SocketLike => new WebSocket(url) as SocketLike;

/** [L5] Between 0 and min(30 s, 0.5 s × 2ⁿ). */
export const backoffMs = (attempt: number, random: number): number =>
	random * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);

class BoardSocket implements BoardConnection {
	readonly #options: SocketOptions;
	#socket: SocketLike | null = null;
	#attempt = 0;
	#resyncing = false;
	#stopped = false;
	/** [A4] What the page has may be another's rows: the next hello offers no number. */
	#forgets = false;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#watchdog: ReturnType<typeof setTimeout> | undefined;
	readonly #unlisten: () => void;

	constructor(options: SocketOptions) {
		this.#options = options;
		this.#unlisten = (options.surroundings ?? browserSurroundings).onWake(() => {
			this.#wake();
		});
		this.#connect();
	}

	stop(): void {
		this.#stopped = true;
		this.#unlisten();
		this.#leave();
	}

	/** Lost while there is no connection: the next report is as good. */
	report(report: Report): void {
		this.#send(report);
	}

	#connect(): void {
		if (this.#stopped) return;
		this.#leave();
		this.#options.onConnection('connecting');
		const socket = (this.#options.open ?? openWebSocket)(this.#options.url);
		this.#socket = socket;
		this.#guard();
		let wasOpen = false;
		socket.onopen = () => {
			wasOpen = true;
			this.#hello();
		};
		socket.onmessage = ({ data }) => {
			this.#receive(data);
		};
		socket.onclose = ({ code }) => {
			if (code === CLOSE.signedOut) this.#signedOut();
			else if (code === CLOSE.changed) this.#again();
			else this.#wait();
			if (!wasOpen) void this.#askWhetherShutOut();
		};
	}

	#hello(): void {
		const { board, seq } = this.#options;
		this.#send({
			type: 'hello',
			v: PROTOCOL_VERSION,
			board,
			...(this.#forgets ? {} : { seq: seq() })
		});
	}

	#signedOut(): void {
		this.#rest();
		this.#options.onSignedOut();
	}

	/** Who watches is still somebody, but other rows are theirs now: soon, and from the beginning. */
	#again(): void {
		this.#forgets = true;
		this.#attempt = 0;
		this.#wait();
	}

	async #askWhetherShutOut(): Promise<void> {
		// No answer is no reason to leave: the server is away, and the wall stays.
		const isShutOut = await this.#options.isShutOut().catch(() => false);
		if (isShutOut && !this.#stopped) this.#signedOut();
	}

	/** Ends the present socket without hearing its close. */
	#leave(): void {
		clearTimeout(this.#retry);
		clearTimeout(this.#watchdog);
		const socket = this.#socket;
		this.#socket = null;
		this.#resyncing = false;
		if (!socket) return;
		socket.onopen = socket.onmessage = socket.onclose = null;
		socket.close();
	}

	#wait(): void {
		this.#leave();
		this.#options.onConnection('waiting');
		const random = (this.#options.random ?? Math.random)();
		this.#retry = setTimeout(
			() => {
				this.#connect();
			},
			backoffMs(this.#attempt++, random)
		);
	}

	#wake(): void {
		if (this.#stopped || this.#socket !== null) return;
		this.#attempt = 0;
		this.#connect();
	}

	#guard(): void {
		clearTimeout(this.#watchdog);
		this.#watchdog = setTimeout(() => {
			this.#wait();
		}, WATCHDOG_MS);
	}

	#receive(data: unknown): void {
		this.#guard();
		const decoded = decodeServerMessage(data);
		// A frame this page cannot read is as good as a missing one.
		if (!decoded.ok) {
			this.#resync();
			return;
		}
		const { message } = decoded;
		if (message.type === 'refused') {
			this.#refuse(message.reason);
			return;
		}
		if (message.type !== 'snapshot' && message.type !== 'patch') {
			this.#options.onNotice?.(message);
			return;
		}
		this.#attempt = 0;
		this.#options.onConnection('open');
		if (message.type === 'snapshot') this.#resyncing = this.#forgets = false;
		if (!this.#options.onMessage(message)) this.#resync();
	}

	/** Asked once; patches that arrive before the snapshot are not asked for again. */
	#resync(): void {
		if (this.#resyncing) return;
		this.#resyncing = true;
		this.#send({ type: 'resync' });
	}

	/** A refusal does not heal by hurrying: the longest wait, then another try. */
	#refuse(reason: Refused['reason']): void {
		this.#rest();
		this.#options.onRefused(reason);
	}

	#rest(): void {
		this.#leave();
		this.#options.onConnection('refused');
		this.#retry = setTimeout(() => {
			this.#connect();
		}, MAX_BACKOFF_MS);
	}

	#send(message: ClientMessage): void {
		const socket = this.#socket;
		if (socket?.readyState === 1) socket.send(JSON.stringify(message));
	}
}

export interface BoardConnection {
	report(report: Report): void;
	/** Ends it. */
	stop(): void;
}

export const connectBoard = (options: SocketOptions): BoardConnection => new BoardSocket(options);
