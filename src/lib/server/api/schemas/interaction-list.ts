/** A page of contacts with their facts. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { instant, nullable, text } from './common.ts';

export const ListedInteraction = Type.Object(
	{
		id: Type.String(),
		createdAt: instant('Earliest event that created it'),
		endedAt: nullable(instant('Latest end; null: none yet')),
		channel: Type.String(),
		direction: Type.String({ description: 'inbound or outbound' }),
		customer: text('Empty: unknown'),
		topic: text('Empty: none'),
		disposition: text('Empty: none'),
		resolved: nullable(Type.Boolean({ description: 'null: not said' })),
		queues: Type.Array(Type.String(), { description: 'In the order of its segments' }),
		agents: Type.Array(Type.String(), {
			description: 'Who accepted it; empty for those who do not know agents one by one'
		}),
		outcomes: Type.Array(Type.String(), {
			description: 'Of each segment: answered, abandoned, flowed_out, closed or waiting'
		}),
		waitMs: Type.Integer({ description: 'Of all segments, milliseconds' }),
		handleMs: Type.Integer({ description: 'Talk, hold and after-contact work, milliseconds' })
	},
	{ $id: 'ListedInteraction' }
);
export type ListedInteraction = Static<typeof ListedInteraction>;

export const InteractionList = Type.Object(
	{
		from: instant('Beginning of the range'),
		to: instant('End of the range, not within it'),
		rows: Type.Array(ListedInteraction, { description: 'The newest first' }),
		next: nullable(text('Give it as `after` for the next page; null: this was the last'))
	},
	{ $id: 'InteractionList' }
);
export type InteractionList = Static<typeof InteractionList>;
