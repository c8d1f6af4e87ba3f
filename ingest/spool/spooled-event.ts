/** An event on its way through the spool. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import type { Segment } from './segment.ts';

/** An event that passed the door: parsed, with its own JSON and the key that tells it from all others. */
export interface Candidate {
	readonly event: DomainEvent;
	/** The event's own JSON, UTF-8. */
	readonly raw: Buffer;
	readonly key: string;
	/** Set when a dead letter is tried again. */
	readonly letterId: string | null;
}

/** The same once it is durable. */
export interface SpooledEvent {
	readonly seq: number;
	readonly receivedAtMs: number;
	readonly bytes: number;
	readonly segment: Segment;
	readonly event: DomainEvent;
	readonly letterId: string | null;
}
