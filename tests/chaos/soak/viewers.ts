/** A process with viewers of several boards as several people; a few of them come and go. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import { backoffMs } from '#lib/live/socket.ts';
import { partOptions, servePart } from '../../bench/live/part.ts';

export interface Watching {
	readonly board: string;
	/** Bearer token of whoever watches it. */
	readonly token: string;
}

export interface ViewersOptions {
	readonly web: string;
	readonly viewers: number;
	/** Taken in turn. */
	readonly watching: readonly Watching[];
	/** One in so many comes and goes; 0: nobody does. */
	readonly restlessOneIn: number;
}

export interface ViewersReport {
	/** That have had a message of their present connection. */
	readonly level: number;
	readonly frames: number;
	readonly bytes: number;
	/** Messages after which one was missing. */
	readonly gaps: number;
	/** Viewers that were closed without wanting to be. */
	readonly lost: number;
	readonly refused: number;
}

const STAYS_MS = 20_000;
/** What a frame is and its number stand at its beginning: thousands of viewers in one process read no more. */
const HEAD_BYTES = 64;
const HEAD = /^\{"type":"(\w+)"(?:,"v":\d+)?(?:,"seq":(\d+))?/;

const { web, viewers, watching, restlessOneIn } = partOptions() as ViewersOptions;
const address = `${web.replace(/^http/, 'ws')}${LIVE_PATH}`;
const since = { frames: 0, bytes: 0, gaps: 0, lost: 0, refused: 0 };
let level = 0;

async function watch(index: number, attempt = 0): Promise<void> {
	const { board, token } = watching[index % watching.length] ?? { board: '', token: '' };
	const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
	const isRestless = restlessOneIn > 0 && index % restlessOneIn === 0;
	let seq = 0;
	let isLeaving = false;
	let isLevel = false;
	socket.on('error', () => undefined);
	socket.once('close', () => {
		if (isLevel) level -= 1;
		if (isLevel && !isLeaving) since.lost += 1;
		// As the pages come back.
		const next = isLevel ? 0 : attempt + 1;
		setTimeout(() => void watch(index, next), backoffMs(next, Math.random()));
	});
	socket.on('message', (data: Buffer) => {
		since.frames += 1;
		since.bytes += data.length;
		const [, type, number] = HEAD.exec(data.toString('latin1', 0, HEAD_BYTES)) ?? [];
		if (type === 'refused') {
			since.refused += 1;
			return;
		}
		if (!isLevel) level += 1;
		isLevel = true;
		if (type === 'patch' && Number(number) !== seq + 1) since.gaps += 1;
		seq = Number(number);
	});
	await Promise.race([once(socket, 'open'), once(socket, 'close')]).catch(() => undefined);
	if (socket.readyState !== WebSocket.OPEN) return;
	socket.send(JSON.stringify({ type: 'hello', v: PROTOCOL_VERSION, board }));
	if (!isRestless) return;
	setTimeout(
		() => {
			isLeaving = true;
			socket.close();
		},
		STAYS_MS + STAYS_MS * Math.random()
	);
}

process.on('SIGINT', () => undefined);
for (let index = 0; index < viewers; index += 1) await watch(index);

servePart((): ViewersReport => {
	const report = { level, ...since };
	Object.assign(since, { frames: 0, bytes: 0, gaps: 0, lost: 0, refused: 0 });
	return report;
});
