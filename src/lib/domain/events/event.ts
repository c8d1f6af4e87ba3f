/** One event as the rest of the product sees it: parsed, checked, instants in milliseconds. */
import type { EventData, EventName } from './event-types.ts';

interface Envelope {
	readonly id: string;
	readonly source: string;
	/** The full CloudEvents type, `atalaya.<name>.v1`. */
	readonly type: string;
	readonly subject: string;
	readonly occurredAtMs: number;
	/** The producer's own text of the instant, with its offset. */
	readonly time: string;
	/** CloudEvents extension; empty when absent. Orders events of the same instant. */
	readonly sequence: string;
	readonly rank: number;
	/** More than 5 minutes and at most 24 hours ahead of our clock when it arrived. */
	readonly fromFuture: boolean;
	/** Other CloudEvents attributes, as they came. */
	readonly extensions: Readonly<Record<string, string | number | boolean>>;
}

export type KnownEvent = {
	[N in EventName]: Envelope & { readonly name: N; readonly data: EventData<N> };
}[EventName];

/** Of a type this version does not know: kept raw and counted. */
export interface UnknownEvent extends Envelope {
	readonly name: null;
	readonly data: Readonly<Record<string, unknown>>;
}

export type DomainEvent = KnownEvent | UnknownEvent;
