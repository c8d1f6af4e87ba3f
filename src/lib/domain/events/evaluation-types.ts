/**
 * Data of the events by which evaluations become part of what is measured. The product sends them itself; the highest
 * revision of an evaluation counts. Scores are shares, 0..1 (up to 1.1 with a bonus); null: nothing was scored.
 */
import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { CRITICAL_CLASSES } from '../quality/form.ts';
import { EVALUATION_KINDS, LANES } from '../quality/evaluation.ts';

const Id = Type.String({
	minLength: 1,
	maxLength: 200,
	pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$'
});
const words = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));
const Instant = Type.String({ format: 'date-time', maxLength: 64 });
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Share = nullable(Type.Number({ minimum: -10, maximum: 10 }));
const Revision = Type.Integer({ minimum: 1, maximum: 65_535 });

export const Evaluated = Type.Object({
	interaction: Id,
	/** Who handled it. */
	agent: Id,
	queue: Type.Optional(Id),
	channel: Type.Optional(Type.String({ maxLength: 40 })),
	/** When the contact was handled to its end. */
	contactAt: Instant,
	/** Who judged it: the id of a person. */
	evaluator: Id,
	form: Id,
	formVersion: Type.Integer({ minimum: 1, maximum: 65_535 }),
	kind: words(EVALUATION_KINDS),
	lane: words(LANES),
	revision: Revision,
	/** When the first revision was submitted: where the evaluation is booked. */
	submittedAt: Instant,
	rawScore: Share,
	/** After critical questions. */
	finalScore: Share,
	passed: nullable(Type.Boolean()),
	autoFailed: Type.Boolean(),
	/** Classes of critical questions that could be judged, and those with an error. */
	criticalApplicable: Type.Array(words(CRITICAL_CLASSES), { maxItems: 3 }),
	criticalFailed: Type.Array(words(CRITICAL_CLASSES), { maxItems: 3 }),
	/** How long the evaluator had the form open. */
	workMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 })),
	answers: Type.Array(
		Type.Object({
			/** Id of the question, the same over versions of the form. */
			question: Id,
			state: words(['answered', 'na', 'hidden', 'unanswered']),
			/** Options that were chosen. */
			options: Type.Optional(Type.Array(Id, { maxItems: 100 })),
			number: Type.Optional(Type.Number()),
			/** Share of what the question is worth. */
			share: Type.Optional(Share)
		}),
		{ maxItems: 500 }
	)
});

export const Disputed = Type.Object({
	revision: Revision,
	questions: Type.Array(Id, { minItems: 1, maxItems: 500 })
});

export const DisputeDecided = Type.Object({
	revision: Revision,
	outcome: words(['upheld', 'revised']),
	questions: Type.Array(Id, { maxItems: 500 })
});

export const Retracted = Type.Object({ revision: Revision });
