/** What web and ingest say to each other about one customer. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ERASABLE_KINDS } from '#lib/domain/privacy/subjects.ts';

const Subject = Type.Object({
	kind: Type.Union(ERASABLE_KINDS.map((kind) => Type.Literal(kind))),
	id: Type.String()
});

export const EraseRequest = Type.Union([
	/** Read anew who was erased. */
	Type.Object({ step: Type.Literal('know') }),
	/** Begin new files; the answer names all there are until then. */
	Type.Object({ step: Type.Literal('seal') }),
	/** Which of these files are still there? */
	Type.Object({ step: Type.Literal('left'), segments: Type.Array(Type.String()) }),
	/** Which contacts do only dead letters know to be of an erased customer? */
	Type.Object({ step: Type.Literal('find letters') }),
	/** Take erased customers out of the dead letters; look for these ids in damaged pieces of the spool. */
	Type.Object({ step: Type.Literal('letters'), ids: Type.Array(Type.String()) })
]);
export type EraseRequest = Static<typeof EraseRequest>;

export const EraseAnswer = Type.Object({
	/** Hashes of erased subjects that this process knows, and what its key makes of `KEY_MARK`. */
	erased: Type.Integer(),
	key: Type.String(),
	segments: Type.Array(Type.String()),
	/** Dead letters that had something of an erased customer. */
	letters: Type.Optional(Type.Integer()),
	/** Contacts that only dead letters know to be of an erased customer. */
	subjects: Type.Optional(Type.Array(Subject)),
	pieces: Type.Optional(Type.Object({ removed: Type.Integer(), kept: Type.Integer() }))
});
export type EraseAnswer = Static<typeof EraseAnswer>;

export const ExportRequest = Type.Object({ subjects: Type.Array(Subject) });
export type ExportRequest = Static<typeof ExportRequest>;

/** One line of the answer. */
export const ExportedEvent = Type.Object({
	place: Type.Union([Type.Literal('spool'), Type.Literal('dead letters')]),
	event: Type.Record(Type.String(), Type.Unknown())
});
export type ExportedEvent = Static<typeof ExportedEvent>;
