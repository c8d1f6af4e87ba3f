/** What a producer is told. The other process answers it; the shape is that of the contract. */
import { Type } from '@sinclair/typebox';
import { words } from './common.ts';

export const Receipt = Type.Object(
	{
		requestId: Type.String(),
		accepted: Type.Integer(),
		duplicates: Type.Integer({ description: 'Known already; they change nothing' }),
		rejected: Type.Integer(),
		durability: Type.Optional(words(['spooled', 'committed'], 'committed: it can be asked for')),
		errors: Type.Optional(
			Type.Array(
				Type.Object({
					index: Type.Integer({ description: 'Which event of the request' }),
					id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
					source: Type.Optional(Type.Union([Type.String(), Type.Null()])),
					code: Type.String(),
					field: Type.String(),
					message: Type.String()
				}),
				{ maxItems: 100 }
			)
		),
		truncated: Type.Optional(
			Type.Boolean({ description: 'There were more errors than are listed' })
		)
	},
	{ $id: 'Receipt' }
);
