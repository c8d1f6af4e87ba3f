/** An accepted event that the database refused for good. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';

export const LETTER_STATES = ['new', 'replayed', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

const State = Type.Union([
	Type.Literal('new'),
	Type.Literal('replayed'),
	Type.Literal('discarded')
]);

export const Letter = Type.Object({
	id: Type.String(),
	deadAtMs: Type.Integer(),
	source: Type.String(),
	eventId: Type.String(),
	type: Type.String(),
	code: Type.String(),
	message: Type.String(),
	state: State,
	changedAtMs: Type.Integer()
});
export type Letter = Static<typeof Letter>;

/** What a file of dead letters holds: letters with their event, and later changes of their state. */
const Entry = Type.Union([
	Type.Object({ type: Type.Literal('letter'), letter: Letter, event: Type.String() }),
	Type.Object({
		type: Type.Literal('state'),
		id: Type.String(),
		state: State,
		atMs: Type.Integer()
	})
]);
export type LetterEntry = Static<typeof Entry>;

const check = TypeCompiler.Compile(Entry);

export function decodeLetterEntry(payload: Buffer): LetterEntry | null {
	try {
		const value: unknown = JSON.parse(payload.toString('utf8'));
		return check.Check(value) ? value : null;
	} catch {
		return null;
	}
}
