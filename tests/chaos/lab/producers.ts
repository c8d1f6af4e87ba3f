/** Producers of each kind there is. All of them send again what was not answered, as the contract asks. */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { Random } from '../../../ingest/demo/random.ts';
import { TEST_INGEST_TOKEN, postEvents } from '../../support/ingest.ts';
import type { Feed } from './feed.ts';

const KINDS = ['single', 'batch', 'ndjson', 'stream'] as const;
type Kind = (typeof KINDS)[number];

const EVENTS: Record<Kind, number> = { single: 1, batch: 100, ndjson: 250, stream: 20 };
const ANSWER_MS = 15_000;
const AGAIN_MS = 50;
/** How often something is sent once more although it was acknowledged. */
const NEEDLESS_SHARE = 0.03;

export interface ProducersOptions {
	readonly url: string;
	readonly feed: Feed;
	readonly seed: string;
	/** Of each kind. */
	readonly each: number;
	/** Mean pause after each answer. */
	readonly pauseMs: number;
}

export class Producers {
	readonly #options: ProducersOptions;
	readonly #workers: Promise<void>[];
	#stopped = false;
	/** Answers that were neither yes nor "later": there should be none. */
	readonly refusals: string[] = [];
	/** Sent again because nobody had answered, or the answer was "later". */
	repeated = 0;

	constructor(options: ProducersOptions) {
		this.#options = options;
		this.#workers = KINDS.flatMap((kind) =>
			Array.from({ length: options.each }, (_none, n) => this.#work(kind, n))
		);
	}

	/** Nothing new; what is under way is sent until it is answered, or given up as not acknowledged. */
	async stop(): Promise<void> {
		this.#stopped = true;
		await Promise.all(this.#workers);
	}

	async #work(kind: Kind, number: number): Promise<void> {
		const { feed, seed, url, pauseMs } = this.#options;
		const random = new Random(`${seed}|${kind}|${number}`);
		const stream = kind === 'stream' ? new StreamDoor(url) : null;
		while (!this.#stopped) {
			const events = feed.take(EVENTS[kind]);
			const send = (): Promise<number> => (stream ? stream.send(events) : post(url, kind, events));
			if (await this.#untilTaken(send)) feed.acknowledge(events);
			if (random.chance(NEEDLESS_SHARE)) await this.#untilTaken(send);
			await sleep(random.exponential(pauseMs));
		}
		stream?.close();
	}

	/** False: it ended before anybody had answered. */
	async #untilTaken(send: () => Promise<number>): Promise<boolean> {
		for (;;) {
			const status = await send().catch(() => null);
			if (status === 202) return true;
			if (status !== null && status !== 503) this.refusals.push(String(status));
			if (this.#stopped) return false;
			this.repeated += 1;
			await sleep(AGAIN_MS);
		}
	}
}

async function post(url: string, kind: Kind, events: readonly CloudEvent[]): Promise<number> {
	const ndjson = kind === 'ndjson';
	const body = ndjson ? events.map((event) => JSON.stringify(event)).join('\n') : events;
	const options = ndjson ? { contentType: 'application/x-ndjson' } : {};
	const late = sleep(ANSWER_MS, undefined, { ref: false }).then(() => {
		throw new Error('nobody answered');
	});
	const { status } = await Promise.race([postEvents(url, body, options), late]);
	return status;
}

/** One websocket at a time, opened again when it is gone. */
class StreamDoor {
	readonly #url: string;
	#socket: WebSocket | null = null;
	#seq = 0;

	constructor(url: string) {
		this.#url = `${url.replace('http', 'ws')}/v1/stream`;
	}

	async send(events: readonly CloudEvent[]): Promise<number> {
		const socket = await this.#open();
		this.#seq += 1;
		const seq = this.#seq;
		return new Promise((resolve, reject) => {
			const end = (): void => {
				clearTimeout(timer);
				socket.removeAllListeners('message');
				socket.removeListener('close', onClose);
			};
			const onClose = (): void => {
				end();
				reject(new Error('the connection is gone'));
			};
			const timer = setTimeout(() => {
				socket.terminate();
			}, ANSWER_MS);
			socket.once('close', onClose);
			socket.on('message', (data: Buffer) => {
				const message = JSON.parse(data.toString()) as Record<string, unknown>;
				if (message['type'] !== 'ack' || message['seq'] !== seq) return;
				end();
				resolve(message['rejected'] === 0 ? 202 : 422);
			});
			socket.send(JSON.stringify({ type: 'events', seq, events }));
		});
	}

	async #open(): Promise<WebSocket> {
		if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket;
		this.#socket?.terminate();
		const socket = new WebSocket(this.#url, {
			headers: { authorization: `Bearer ${TEST_INGEST_TOKEN}` },
			handshakeTimeout: ANSWER_MS
		});
		this.#socket = socket;
		await new Promise<void>((resolve, reject) => {
			socket.once('open', () => {
				resolve();
			});
			socket.on('error', reject);
		});
		return socket;
	}

	close(): void {
		this.#socket?.terminate();
	}
}
