/** Random interactions: any events of the contract at any instants, ties and nonsense included. */
import fc from 'fast-check';
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';

const BASE_MS = Date.UTC(2026, 9, 5, 9, 0, 0);

/** Few values, so that ties and repetitions are common. */
const instant = fc.integer({ min: 0, max: 40 }).map((step) => BASE_MS + step * 1500);
const segment = fc.constantFrom(undefined, 1, 1, 2, 3);
const agent = fc.constantFrom('ana', 'bruno', 'carla');
const queue = fc.constantFrom('ventas', 'averias', 'chat');
const channel = fc.constantFrom('voice', 'chat', 'whatsapp');

type Draft = { name: EventName; data: Record<string, unknown> };
const draft = (name: EventName, data: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Draft> =>
	fc.record(data).map((values) => ({
		name,
		data: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
	}));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const drafts: fc.Arbitrary<Draft> = fc.oneof(
	{
		weight: 3,
		arbitrary: draft('interaction.created', {
			channel,
			direction: maybe(fc.constantFrom('inbound', 'outbound')),
			customer: maybe(fc.constantFrom('c1', 'c2')),
			queue: maybe(queue)
		})
	},
	{
		weight: 6,
		arbitrary: draft('interaction.queued', {
			queue,
			segment,
			channel: maybe(channel),
			customer: maybe(fc.constantFrom('c1', 'c3'))
		})
	},
	{ weight: 1, arbitrary: draft('interaction.offered', { agent, segment }) },
	{ weight: 1, arbitrary: draft('interaction.declined', { agent, segment }) },
	{ weight: 5, arbitrary: draft('interaction.accepted', { agent, segment }) },
	{ weight: 3, arbitrary: draft('interaction.held', { agent, segment }) },
	{ weight: 3, arbitrary: draft('interaction.resumed', { agent, segment }) },
	{
		weight: 14,
		arbitrary: draft('interaction.message', {
			author: fc.constantFrom('customer', 'agent', 'bot'),
			segment
		})
	},
	{
		weight: 3,
		arbitrary: draft('interaction.transferred', {
			to: fc.constantFrom({ queue: 'averias' }, { agent: 'ana' }, { external: '900' }),
			segment
		})
	},
	{ weight: 2, arbitrary: draft('interaction.abandoned', { segment }) },
	{
		weight: 4,
		arbitrary: draft('interaction.ended', {
			by: maybe(fc.constantFrom('customer', 'agent', 'system')),
			segment
		})
	},
	{
		weight: 3,
		arbitrary: draft('interaction.wrapped', { agent, segment, resolved: maybe(fc.boolean()) })
	},
	{ weight: 1, arbitrary: draft('interaction.reopened', {}) }
);

/** Events of one interaction in the order they were drawn; ids are unique within it. */
export const interactionEvents = (
	subject: string,
	sequenced: boolean
): fc.Arbitrary<KnownEvent[]> =>
	fc
		.array(
			fc.tuple(drafts, instant, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 99 })),
			{ minLength: 1, maxLength: 14 }
		)
		.map((list) =>
			list.map(([{ name, data }, occurredAtMs, sequence, salt], index) => {
				const time = new Date(occurredAtMs).toISOString();
				return {
					id: `${salt}-${subject}-${index}`,
					source: '//property',
					type: fullTypeOf(name),
					name,
					subject,
					occurredAtMs,
					time,
					sequence: sequenced ? String(sequence) : '',
					rank: EVENT_TYPES[name].rank,
					fromFuture: false,
					extensions: {},
					data
				} as unknown as KnownEvent;
			})
		);
