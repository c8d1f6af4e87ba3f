/**
 * How a change is recognised on a board: probe contacts queue in a queue of their own and stay, so that the number that
 * waits there is the number of the newest probe the board knows. A board that jumps from 3 to 5 has seen 4 as well.
 */
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import type { ServerMessage } from '#lib/live/protocol.ts';
import { postEvents } from './post.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';

export const PROBE_QUEUE = 'bench-probe';
/** The tile of the board `sala` that has a row for each queue. */
export const QUEUES_TILE = 'queues';

/** When a board knew of how many probes; rising. */
export type Sighting = readonly [probe: number, atMs: number];

/** The number of the newest probe a message tells of; null when it does not say. */
export function probeOf(message: ServerMessage): number | null {
	if (message.type === 'refused') return null;
	const cells =
		message.type === 'snapshot'
			? message.tiles[QUEUES_TILE]?.[PROBE_QUEUE]
			: message.ops.flatMap((op) =>
					op.tile === QUEUES_TILE && op.row === PROBE_QUEUE && 'cells' in op ? [op.cells] : []
				)[0];
	const waiting = cells?.['waiting'];
	return typeof waiting === 'number' ? waiting : null;
}

export interface SentProbe {
	readonly probe: number;
	readonly atMs: number;
	/** When ingest said that it can be asked for; null when it did not. */
	readonly committedAtMs: number | null;
}

const EVERY_MS = 200;
/** Unlike any beat of the product: a probe must not meet its ticks always at the same moment. */
const JITTER_MS = 60;
const COMMIT_WITHIN_S = 20;

/** When the events were given away, and when they could be asked for; null when that is not known. */
export type Deliver = (
	events: readonly CloudEvent[]
) => Promise<{ readonly atMs: number; readonly committedAtMs: number | null }>;

/** Through the door of the product. */
export const throughDoor =
	(ingest: string): Deliver =>
	async (events) => {
		const { status, atMs, answeredAtMs } = await postEvents(ingest, events, COMMIT_WITHIN_S);
		return { atMs, committedAtMs: status === 200 ? answeredAtMs : null };
	};

/** Sends probes one after the other until it is stopped. */
export class ProbeSender {
	readonly #deliver: Deliver;
	readonly #run = Date.now().toString(36);
	readonly #sent: SentProbe[] = [];
	readonly #pending = new Set<Promise<void>>();
	#count = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(deliver: Deliver) {
		this.#deliver = deliver;
	}

	start(): void {
		const next = () => {
			const sending = this.#send().finally(() => this.#pending.delete(sending));
			this.#pending.add(sending);
			this.#timer = setTimeout(next, EVERY_MS - JITTER_MS + 2 * JITTER_MS * Math.random());
		};
		next();
	}

	/** Probes sent from one instant to another, once their fate is known. */
	async sentBetween(fromMs: number, toMs: number): Promise<SentProbe[]> {
		await Promise.all(this.#pending);
		return this.#sent.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
	}

	/** All that wait give up, so that another sender on the same boards begins with none. */
	async stop(): Promise<void> {
		clearTimeout(this.#timer);
		await Promise.all(this.#pending);
		const nowMs = Date.now();
		const leaving = this.#sent.map(({ probe }) =>
			this.#event('interaction.abandoned', probe, nowMs, { segment: 1 })
		);
		if (leaving.length > 0) await this.#deliver(leaving);
	}

	async #send(): Promise<void> {
		const probe = ++this.#count;
		const nowMs = Date.now();
		const events = [
			this.#event('interaction.created', probe, nowMs, { channel: 'voice' }),
			this.#event('interaction.queued', probe, nowMs, { queue: PROBE_QUEUE, segment: 1 })
		];
		this.#sent.push({ probe, ...(await this.#deliver(events)) });
	}

	#event(name: EventName, probe: number, atMs: number, data: object): CloudEvent {
		const subject = `probe-${this.#run}-${probe}`;
		return {
			specversion: '1.0',
			id: `${subject}-${name}`,
			source: '//bench/probe',
			type: fullTypeOf(name),
			subject,
			time: new Date(atMs).toISOString(),
			data
		};
	}
}
