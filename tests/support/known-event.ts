/** Events as the intake hands them on, with ids of their own. */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';

let counter = 0;

export function knownEvent(
	name: EventName,
	subject: string,
	occurredAtMs: number,
	data: Record<string, unknown>
): KnownEvent {
	counter += 1;
	return {
		id: `known-${counter}`,
		source: '//test',
		type: fullTypeOf(name),
		name,
		subject,
		occurredAtMs,
		time: new Date(occurredAtMs).toISOString(),
		sequence: '',
		rank: EVENT_TYPES[name].rank,
		fromFuture: false,
		extensions: {},
		data
	} as unknown as KnownEvent;
}
