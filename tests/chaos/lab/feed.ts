/** One stream of realistic contacts, the same for a seed, that all producers draw from; and what became of its events. */
import { contactEvents } from '../../../ingest/demo/load.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';

export const LAB_SOURCE = '//lab/centre';
/** By the clock of the contacts: faster than they are sent, so that they spread over hours. */
const RATE_PER_SECOND = 20;
const HOUR_MS = 3_600_000;
/** 3.4 million events until their clock is that of the wall: hundreds of kills. */
const BEFORE_MS = 47 * HOUR_MS;

const streamOf = (seed: string, startMs: number) =>
	contactEvents({ seed, ratePerSecond: RATE_PER_SECOND, startMs, source: LAB_SOURCE });

export class Feed {
	readonly #seed: string;
	readonly #stream: ReturnType<typeof streamOf>;
	readonly startMs: number;
	/** Events that were handed to a producer. */
	sent = 0;
	/** Ids that some answer said are safe. */
	readonly acknowledged = new Set<string>();

	constructor(seed: string, nowMs: number) {
		this.#seed = seed;
		this.startMs = nowMs - BEFORE_MS;
		this.#stream = streamOf(seed, this.startMs);
	}

	take(count: number): CloudEvent[] {
		const events: CloudEvent[] = [];
		while (events.length < count) {
			const { value } = this.#stream.next();
			if (!value) break;
			events.push(value.event);
		}
		this.sent += events.length;
		return events;
	}

	acknowledge(events: readonly CloudEvent[]): void {
		for (const { id } of events) this.acknowledged.add(id);
	}

	/** Everything that was sent, drawn once more. */
	*all(): Generator<CloudEvent, void, undefined> {
		const stream = streamOf(this.#seed, this.startMs);
		for (let count = 0; count < this.sent; count += 1) {
			const { value } = stream.next();
			if (!value) return;
			yield value.event;
		}
	}
}
