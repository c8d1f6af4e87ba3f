/** Events as they are sent: the envelope of CloudEvents 1.0 around the data of each type of the contract. */
import { Type } from '@sinclair/typebox';
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { instant } from './common.ts';

const Id = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

const envelope = {
	specversion: Type.Literal('1.0'),
	id: Id('With the source it names the event: the same again is counted once'),
	source: Type.String({ minLength: 1, description: 'A URI reference that names the producer' })
};

/** Whatever its type; extensions have names of a-z and 0-9. */
export const CloudEvent = Type.Object(
	{
		...envelope,
		type: Type.String(),
		subject: Type.Optional(Type.String()),
		time: Type.Optional(instant('When it happened, with an offset')),
		data: Type.Optional(Type.Object({}, { additionalProperties: true }))
	},
	{ $id: 'CloudEvent' }
);

/** An event of one type. */
export const eventOf = (name: EventName) =>
	Type.Object({
		...envelope,
		type: Type.Literal(fullTypeOf(name)),
		subject: Id(`The ${EVENT_TYPES[name].subject} it is about`),
		time: instant('When it happened, RFC 3339 with an offset'),
		sequence: Type.Optional(
			Type.String({ description: 'Orders events of the same instant, compared as text' })
		),
		data: EVENT_TYPES[name].data
	});

export const EVENT_NAMES = Object.keys(EVENT_TYPES) as EventName[];
