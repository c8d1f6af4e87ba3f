/** Writes down what happens as CloudEvents, with ids that depend on nothing but the seed, the day and the count. */
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventData, EventName } from '#lib/domain/events/event-types.ts';

export const DEMO_SOURCE = '//demo/centro-atalaya';

export interface CloudEvent {
	readonly specversion: '1.0';
	readonly id: string;
	readonly source: string;
	readonly type: string;
	readonly subject: string;
	readonly time: string;
	readonly data: unknown;
}

export interface TimedEvent {
	readonly atMs: number;
	readonly event: CloudEvent;
}

const FULL_TYPES = Object.fromEntries(
	Object.keys(EVENT_TYPES).map((name) => [name, fullTypeOf(name as EventName)])
) as Record<EventName, string>;

export class EventSheet {
	readonly #idPrefix: string;
	readonly #clock: { readonly nowMs: number };
	readonly #source: string;
	#written: TimedEvent[] = [];
	#count = 0;
	#timeMs = Number.NaN;
	#time = '';

	constructor(idPrefix: string, clock: { readonly nowMs: number }, source: string = DEMO_SOURCE) {
		this.#idPrefix = idPrefix;
		this.#clock = clock;
		this.#source = source;
	}

	write<N extends EventName>(name: N, subject: string, data: EventData<N>): void {
		this.#count += 1;
		this.writeAs(String(this.#count), name, subject, data);
	}

	/** Under an id that is not counted: what is added to a day leaves the ids of all other events as they are. */
	writeAs<N extends EventName>(id: string, name: N, subject: string, data: EventData<N>): void {
		const atMs = this.#clock.nowMs;
		const event: CloudEvent = {
			specversion: '1.0',
			id: `${this.#idPrefix}-${id}`,
			source: this.#source,
			type: FULL_TYPES[name],
			subject,
			time: this.#timeText(atMs),
			data
		};
		this.#written.push({ atMs, event });
	}

	/** What was written since the last call. */
	take(): readonly TimedEvent[] {
		const written = this.#written;
		if (written.length > 0) this.#written = [];
		return written;
	}

	/** Several events share an instant; formatting it is a tenth of the cost of a whole day. */
	#timeText(atMs: number): string {
		if (atMs !== this.#timeMs) {
			this.#timeMs = atMs;
			this.#time = new Date(atMs).toISOString();
		}
		return this.#time;
	}
}
