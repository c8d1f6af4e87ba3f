/** Listens to the commit notices of one ingest process, for as long as it runs and again when it is back. */
import { WebSocket } from 'ws';

export interface NoticesOptions {
	/** `http://…` of the ingest process. */
	readonly url: () => string;
	readonly token: string;
	readonly onCommitted: () => void;
	readonly random?: () => number;
}

export interface Notices {
	/** `never` until the first connection; then whether it holds. */
	state(): 'never' | 'connected' | 'lost';
	stop(): void;
}

const LEAST_WAIT_MS = 100;
const MOST_WAIT_MS = 3000;
const SILENCE_MS = 35_000;

export function listenToNotices({
	url,
	token,
	onCommitted,
	random = Math.random
}: NoticesOptions): Notices {
	let state: 'never' | 'connected' | 'lost' = 'never';
	let attempts = 0;
	let socket: WebSocket | null = null;
	let retry: NodeJS.Timeout | undefined;
	let silence: NodeJS.Timeout | undefined;
	let stopped = false;

	const heard = (): void => {
		clearTimeout(silence);
		silence = setTimeout(() => socket?.terminate(), SILENCE_MS);
	};
	const connect = (): void => {
		const current = new WebSocket(`${url().replace(/^http/, 'ws')}/v1/notices`, {
			headers: { authorization: `Bearer ${token}` },
			handshakeTimeout: 5000,
			maxPayload: 64 * 1024
		});
		socket = current;
		current.on('open', () => {
			state = 'connected';
			attempts = 0;
			heard();
			// Whatever was committed while nobody listened.
			onCommitted();
		});
		current.on('message', () => {
			heard();
			onCommitted();
		});
		current.on('ping', heard);
		current.on('error', () => undefined);
		current.on('close', () => {
			clearTimeout(silence);
			if (state === 'connected') state = 'lost';
			if (stopped) return;
			const most = Math.min(MOST_WAIT_MS, LEAST_WAIT_MS * 2 ** attempts++);
			retry = setTimeout(connect, LEAST_WAIT_MS + random() * most);
		});
	};
	connect();
	return {
		state: () => state,
		stop() {
			stopped = true;
			clearTimeout(retry);
			clearTimeout(silence);
			socket?.terminate();
		}
	};
}
