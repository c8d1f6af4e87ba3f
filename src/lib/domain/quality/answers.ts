/** What an evaluator said, and what it comes to. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { CriticalClass, CriticalScope } from './form.ts';

/** A note at a moment of the contact: a message, an event, or an instant of the recording. */
export const Moment = Type.Object({
	id: Type.String({ minLength: 1, maxLength: 60 }),
	/** Milliseconds since the contact was created. */
	atMs: Type.Integer({ minimum: 0, maximum: 31 * 86_400_000 }),
	/** Id of the event it is pinned to; empty: an instant. */
	event: Type.String({ maxLength: 200 }),
	text: Type.String({ maxLength: 2000 }),
	/** Id of the question it belongs to; empty: the whole evaluation. */
	question: Type.String({ maxLength: 60 })
});
export type Moment = Static<typeof Moment>;

export const Answer = Type.Object({
	isNa: Type.Boolean(),
	/** Of yes_no, single and multiple. */
	options: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 }),
	/** Of range and number. */
	number: Type.Union([Type.Number(), Type.Null()]),
	/** Of text. */
	text: Type.String({ maxLength: 5000 }),
	comment: Type.String({ maxLength: 5000 })
});
export type Answer = Static<typeof Answer>;

export const EMPTY_ANSWER: Answer = {
	isNa: false,
	options: [],
	number: null,
	text: '',
	comment: ''
};

/** Everything that is filled in, by question id. */
export const FilledForm = Type.Object({
	// Of a name only the pattern is checked, and where it does not fit, the value would be anything.
	answers: Type.Record(Type.String({ pattern: '^[^\\u0000-\\u001f]{1,60}$' }), Answer, {
		additionalProperties: false
	}),
	moments: Type.Array(Moment, { maxItems: 200 }),
	/** For the agent, on the whole. */
	comment: Type.String({ maxLength: 10_000 })
});
export type FilledForm = Static<typeof FilledForm>;
export const NOTHING_FILLED: FilledForm = { answers: {}, moments: [], comment: '' };

/** `hidden`: its condition does not hold. It counts like `na`: in neither part of any ratio. */
export const ANSWER_STATES = ['answered', 'na', 'hidden', 'unanswered'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** An exact share; JSON has no whole numbers of any size, so they are text. */
export interface ExactShare {
	readonly numerator: string;
	readonly denominator: string;
}

export interface QuestionResult {
	readonly question: string;
	readonly state: AnswerState;
	/** Null: nothing was scored. */
	readonly points: number | null;
	readonly maxPoints: number | null;
	readonly share: number | null;
	readonly isCriticalError: boolean;
}

export interface SectionResult {
	readonly section: string;
	readonly share: number | null;
}

/** What the answers come to. Shares are 0..1 (up to the cap of the bonus); null: nothing was scored. */
export interface FormResult {
	readonly raw: ExactShare | null;
	readonly final: ExactShare | null;
	readonly rawScore: number | null;
	readonly finalScore: number | null;
	readonly passed: boolean | null;
	/** Name of the band of the final score. */
	readonly band: string | null;
	readonly questions: readonly QuestionResult[];
	readonly sections: readonly SectionResult[];
	readonly errors: readonly {
		readonly question: string;
		readonly class: CriticalClass;
		readonly scope: CriticalScope;
	}[];
	/** Classes with a critical question that was answered. */
	readonly applicable: readonly CriticalClass[];
	/** The final score is lower than the raw one because of an error. */
	readonly autoFailed: boolean;
}
