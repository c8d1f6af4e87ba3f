/** Parts that answers share. What each answer says is one value: its type inside, its JSON Schema for whoever reads the API. */
import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** RFC 3339; every answer has a description, so that the document explains itself. */
export const instant = (description: string) => Type.String({ description });
export const text = (description: string) => Type.String({ description });
export const words = <const W extends readonly string[]>(list: W, description = '') =>
	Type.Union(
		list.map((word: W[number]) => Type.Literal(word)),
		description === '' ? {} : { description }
	);

export const LocalText = Type.Object(
	{ es: Type.String(), en: Type.String(), pt: Type.String() },
	{ description: 'Text in the languages of the product' }
);

export const Problem = Type.Object(
	{
		type: Type.Literal('about:blank'),
		status: Type.Integer(),
		code: text('A word that stays the same; decide by this one'),
		title: text('What is wrong, in short'),
		detail: text('What is wrong, and what to do about it'),
		field: Type.Optional(text('The parameter at fault'))
	},
	{ $id: 'Problem', description: 'RFC 9457: why there is no answer' }
);
