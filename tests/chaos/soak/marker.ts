/**
 * A marked contact that starts to wait in a queue of its own, seen in the frame of a viewer, and then gives up: again and
 * again, one at a time, so that nothing is left of it.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import type { ServerMessage } from '#lib/live/protocol.ts';
import { postEvents } from '../../bench/live/post.ts';

const QUEUE = 'soak-marker';
const SOURCE = '//soak/marker';
/** Unlike any beat of the product. */
const PAUSE_MS = 170;
const PAUSE_JITTER_MS = 120;
const SEEN_WITHIN_MS = 20_000;
const AGAIN_MS = 500;

export interface MarkerOptions {
	readonly web: string;
	readonly ingest: string;
	/** One with a tile `queues` that has a row for each queue. */
	readonly board: string;
	readonly token: string;
}

/** How many wait in the queue of markers; null when the message does not say. */
function waitingIn(message: ServerMessage): number | null {
	if (message.type === 'refused') return null;
	const cells =
		message.type === 'snapshot'
			? message.tiles['queues']?.[QUEUE]
			: message.ops.flatMap((op) =>
					op.tile === 'queues' && op.row === QUEUE && 'cells' in op ? [op.cells] : []
				)[0];
	const waiting = cells?.['waiting'];
	return typeof waiting === 'number' ? waiting : null;
}

export class Marker {
	readonly #options: MarkerOptions;
	readonly #run = Date.now().toString(36);
	#socket: WebSocket | null = null;
	#waiting: number | null = null;
	#wake: (() => void) | null = null;
	#isStopped = false;
	#running: Promise<void> | null = null;
	#latenciesMs: number[] = [];
	#missed = 0;
	#count = 0;

	constructor(options: MarkerOptions) {
		this.#options = options;
	}

	async start(): Promise<void> {
		await this.#connect();
		this.#running = this.#mark();
	}

	/** Of the markers since the last call: when each was seen, from its request on, and how many were not. */
	take(): { readonly latenciesMs: readonly number[]; readonly missed: number } {
		const taken = { latenciesMs: this.#latenciesMs, missed: this.#missed };
		this.#latenciesMs = [];
		this.#missed = 0;
		return taken;
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#wake?.();
		this.#socket?.terminate();
		await this.#running;
	}

	async #connect(): Promise<void> {
		const { web, board, token } = this.#options;
		const socket = new WebSocket(`${web.replace(/^http/, 'ws')}${LIVE_PATH}`, {
			headers: { authorization: `Bearer ${token}` }
		});
		this.#socket = socket;
		socket.on('error', () => undefined);
		socket.on('message', (data: Buffer) => {
			const waiting = waitingIn(JSON.parse(data.toString('utf8')) as ServerMessage);
			if (waiting === null) return;
			this.#waiting = waiting;
			this.#wake?.();
		});
		socket.once('close', () => {
			if (!this.#isStopped) setTimeout(() => void this.#connect(), 1000);
		});
		await Promise.race([once(socket, 'open'), once(socket, 'close')]).catch(() => undefined);
		if (socket.readyState === WebSocket.OPEN)
			socket.send(JSON.stringify({ type: 'hello', v: PROTOCOL_VERSION, board }));
	}

	async #mark(): Promise<void> {
		while (!this.#isStopped) {
			this.#count += 1;
			const subject = `marker-${this.#run}-${this.#count}`;
			const startedAt = performance.now();
			await this.#send(subject, [
				['interaction.created', { channel: 'voice' }],
				['interaction.queued', { queue: QUEUE, segment: 1 }]
			]);
			if (await this.#untilWaiting(1)) this.#latenciesMs.push(performance.now() - startedAt);
			else this.#miss();
			await this.#send(subject, [['interaction.abandoned', { segment: 1 }]]);
			// Or the next one would be taken for seen at once.
			await this.#untilWaiting(0, Infinity);
			const pauseMs = PAUSE_MS + PAUSE_JITTER_MS * Math.random();
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}

	#miss(): void {
		if (!this.#isStopped) this.#missed += 1;
	}

	async #untilWaiting(wanted: number, withinMs = SEEN_WITHIN_MS): Promise<boolean> {
		const until = performance.now() + withinMs;
		while (!this.#isStopped && this.#waiting !== wanted) {
			const left = until - performance.now();
			if (left <= 0) return false;
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, Math.min(left, SEEN_WITHIN_MS));
				this.#wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
		return this.#waiting === wanted;
	}

	async #send(subject: string, steps: readonly (readonly [EventName, object])[]): Promise<void> {
		const time = new Date().toISOString();
		const events = steps.map(([name, data]) => ({
			specversion: '1.0',
			id: `${subject}-${name}`,
			source: SOURCE,
			type: fullTypeOf(name),
			subject,
			time,
			data
		}));
		// Until it is taken: a marker that never gives up would wait for ever.
		while (!this.#isStopped) {
			const answer = await postEvents(this.#options.ingest, events).catch(() => null);
			if (answer?.status === 202) return;
			await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
		}
	}
}
