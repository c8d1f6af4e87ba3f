/** The contacts behind a number. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { instant, nullable, text, words } from './common.ts';

const Side = nullable(
	words(
		['failing', 'passing'],
		'failing: it is why the number is not better; null: neither side is better, or it is on none'
	)
);

const parts = {
	count: Type.Optional(Type.Integer({ description: 'Of a count' })),
	numerator: Type.Optional(Type.Integer({ description: 'Of a ratio' })),
	denominator: Type.Optional(Type.Integer({ description: 'Of a ratio' })),
	sum: Type.Optional(
		Type.Number({ description: 'Of a mean: what is divided by n, in the unit of the metric' })
	),
	plus: Type.Optional(Type.Integer({ description: 'Of a balance: those for' })),
	minus: Type.Optional(Type.Integer({ description: 'Of a balance: those against' })),
	n: Type.Optional(Type.Integer({ description: 'Of a mean or a balance: how many' }))
};
export const Parts = Type.Object(parts);
export type Parts = Static<typeof Parts>;

export const Contact = Type.Object(
	{
		interaction: nullable(text('Its id; null where the number is not about contacts')),
		at: instant('The instant that decides its bucket'),
		queue: Type.String(),
		channel: Type.String(),
		agent: text('Empty: none, or not for whoever asks'),
		piece: text('Which part of the interaction adds; its form belongs to the metric'),
		side: Side,
		...parts
	},
	{ $id: 'Contact' }
);
export type Contact = Static<typeof Contact>;

export const SideCount = Type.Object({
	side: Side,
	rows: Type.Integer(),
	interactions: Type.Integer(),
	...parts
});
export type SideCount = Static<typeof SideCount>;

export const ContactsAnswer = Type.Object(
	{
		metric: Type.String(),
		from: instant('Beginning of the range'),
		to: instant('End of the range, not within it'),
		tz: Type.String(),
		asOf: instant('When it was asked'),
		value: nullable(Type.Number({ description: 'The number itself, by the same question' })),
		...parts,
		sides: Type.Array(SideCount, { description: 'How many rows stand on each side, in all pages' }),
		rows: Type.Array(Contact, {
			description: 'Those of the failing side first; durations longest first; then by time'
		}),
		next: nullable(text('Give it as `after` for the next page; null: this was the last'))
	},
	{ $id: 'ContactsAnswer' }
);
export type ContactsAnswer = Static<typeof ContactsAnswer>;
