/** Sends a timeline as its instants come: what is long past in large requests, the present in small ones. */
import type { DemoClock } from './demo-clock.ts';
import type { CloudEvent, TimedEvent } from './event-sheet.ts';
import { BACKFILL_EVENTS } from './history.ts';
import type { Lane, Sender } from './sender.ts';

const TICK_MS = 100;
const LIVE_EVENTS = 500;
/** Further behind than this in real time, after a start, a sleep of the machine or an outage, the backfill lane catches up. */
const BEHIND_MS = 60_000;

export interface BroadcastOptions {
	readonly timeline: Iterator<TimedEvent, void, undefined>;
	readonly clock: Pick<DemoClock, 'nowMs' | 'speed'>;
	readonly sender: Pick<Sender, 'send'>;
	readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
	readonly signal: AbortSignal;
	/** Told once, when the present is reached, how many events led there. */
	readonly onLive: (events: number) => void;
}

/** Reads ahead by one event, and simulates no further than that. */
class Due {
	readonly #timeline: Iterator<TimedEvent, void, undefined>;
	#next: TimedEvent | null = null;

	constructor(timeline: Iterator<TimedEvent, void, undefined>) {
		this.#timeline = timeline;
		this.#advance();
	}

	get nextMs(): number {
		return this.#next?.atMs ?? Infinity;
	}

	take(untilMs: number, most: number): CloudEvent[] {
		const events: CloudEvent[] = [];
		while (this.#next && this.#next.atMs <= untilMs && events.length < most) {
			events.push(this.#next.event);
			this.#advance();
		}
		return events;
	}

	#advance(): void {
		const { done, value } = this.#timeline.next();
		this.#next = done === true ? null : value;
	}
}

/** Until the signal ends it. Throws SenderStopped. */
export async function broadcast(options: BroadcastOptions): Promise<void> {
	const { clock, sender, sleep, signal, onLive } = options;
	const due = new Due(options.timeline);
	let sent = 0;
	let live = false;
	while (!signal.aborted) {
		const nowMs = clock.nowMs();
		const lane: Lane = nowMs - due.nextMs > BEHIND_MS * clock.speed ? 'backfill' : 'live';
		const events = due.take(nowMs, lane === 'live' ? LIVE_EVENTS : BACKFILL_EVENTS);
		if (events.length > 0) await sender.send(events, lane);
		sent += events.length;
		if (lane === 'live' && !live) {
			live = true;
			onLive(sent);
		}
		if (lane === 'live' && events.length < LIVE_EVENTS) await sleep(TICK_MS, signal);
	}
}
