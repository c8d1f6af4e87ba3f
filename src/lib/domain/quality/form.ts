/**
 * A form of evaluation: what is asked, what each answer is worth, and what must never happen. Points and weights are decimal
 * numbers with at most four places, so that they are exact as whole ten-thousandths.
 */
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { CHANNEL_PATTERN } from '../events/channel.ts';

/** Three ways to make one score of the same answers; they differ, so the way is part of the version and of every report. */
export const SCORING_MODES = ['POINTS', 'QUESTION_WEIGHT', 'SECTION_WEIGHT'] as const;
export type ScoringMode = (typeof SCORING_MODES)[number];
/** Whom an error harms. */
export const CRITICAL_CLASSES = ['customer', 'business', 'compliance'] as const;
export type CriticalClass = (typeof CRITICAL_CLASSES)[number];
/** What an error does to the final score; the raw score stays as it is. */
export const CRITICAL_SCOPES = ['form_zero', 'section_zero', 'cap', 'flag_only'] as const;
export type CriticalScope = (typeof CRITICAL_SCOPES)[number];
export const QUESTION_TYPES = ['yes_no', 'single', 'multiple', 'range', 'number', 'text'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export const MOST_QUESTIONS = 200;
export const MOST_SECTIONS = 40;
export const MOST_CHANNELS = 20;
/** More than the score of a faultless contact only with a bonus, and never more than this. */
export const HIGHEST_BONUS_CAP = 1.1;

const literals = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** Kept over versions: what was asked under it stays comparable. */
const ItemId = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9][a-z0-9-]*$' });
const Line = Type.String({ maxLength: 500 });
const Help = Type.String({ maxLength: 2000 });
const Points = Type.Number({ minimum: -10_000, maximum: 10_000 });
const Weight = Type.Number({ minimum: 0, maximum: 10_000 });

export const Option = Type.Object({
	id: ItemId,
	label: Type.String({ minLength: 1, maxLength: 200 }),
	points: Points,
	/** What it looks like in a contact. */
	anchor: Help,
	/** Choosing it is an error, where the question is critical. */
	isError: Type.Boolean(),
	/** Whoever chooses it has to say why. */
	needsComment: Type.Boolean()
});
export type Option = Static<typeof Option>;

/** Points of a number from `from` on, up to where the next band begins. Ascending; a number below the first has no points. */
export const NumberBand = Type.Object({ from: Type.Number(), points: Points });
export type NumberBand = Static<typeof NumberBand>;

/** Asked only when the other question, which stands before it, was answered with one of these options. */
export const Condition = Type.Object({
	question: ItemId,
	options: Type.Array(ItemId, { minItems: 1, maxItems: 50 })
});
export type Condition = Static<typeof Condition>;

export const Critical = Type.Object({
	class: literals(CRITICAL_CLASSES),
	scope: literals(CRITICAL_SCOPES),
	/** Of `cap`: the most the final score can be, 0..1. */
	cap: nullable(Type.Number({ minimum: 0, maximum: 1 })),
	/** Of numbers: below this it is an error. */
	errorBelow: nullable(Type.Number())
});
export type Critical = Static<typeof Critical>;

export const Question = Type.Object({
	id: ItemId,
	text: Type.String({ minLength: 1, maxLength: 500 }),
	help: Help,
	type: literals(QUESTION_TYPES),
	/** 0: asked, and not scored. */
	weight: Weight,
	isRequired: Type.Boolean(),
	mayBeNa: Type.Boolean(),
	/** Of yes_no (`yes`, `no`), single and multiple. */
	options: Type.Array(Option, { maxItems: 50 }),
	/** Of range: whole steps from min to max, each worth its number of points. */
	range: nullable(
		Type.Object({ min: Type.Integer(), max: Type.Integer(), minLabel: Line, maxLabel: Line })
	),
	/** Of number. */
	bands: Type.Array(NumberBand, { maxItems: 20 }),
	unit: Type.String({ maxLength: 30 }),
	/** Of range and number: a lower answer has to be explained; null: none. */
	needsCommentBelow: nullable(Type.Number()),
	condition: nullable(Condition),
	critical: nullable(Critical),
	/** Adds to the score and never to what it is compared with; points are hundredths of the score. */
	isBonus: Type.Boolean()
});
export type Question = Static<typeof Question>;

const sectionFields = {
	id: ItemId,
	title: Type.String({ minLength: 1, maxLength: 200 }),
	help: Help,
	weight: Weight,
	questions: Type.Array(Question, { maxItems: MOST_QUESTIONS })
};
export const InnerSection = Type.Object(sectionFields);
export type InnerSection = Static<typeof InnerSection>;
export const Section = Type.Object({
	...sectionFields,
	/** Asked after its own questions; they share its weight by theirs. */
	sections: Type.Array(InnerSection, { maxItems: MOST_SECTIONS })
});
export type Section = Static<typeof Section>;

/** Scores from `from` on (0..1, up to the next) are called this. Ascending from 0. */
export const ScoreBand = Type.Object({
	from: Type.Number({ minimum: 0, maximum: 1 }),
	name: Type.String({ minLength: 1, maxLength: 60 }),
	status: literals(['good', 'warn', 'bad'])
});
export type ScoreBand = Static<typeof ScoreBand>;

export const FormContent = Type.Object({
	name: Type.String({ minLength: 1, maxLength: 200 }),
	description: Help,
	language: literals(['es', 'en', 'pt']),
	/** Contacts it is meant for; empty: all. */
	channels: Type.Array(Type.String({ pattern: CHANNEL_PATTERN }), { maxItems: MOST_CHANNELS }),
	mode: literals(SCORING_MODES),
	/** How a question's points become a share of it: of its most points, or of its span from least to most. */
	shareOf: literals(['max', 'span']),
	/** A final score from here on has passed, 0..1. */
	passAt: Type.Number({ minimum: 0, maximum: 1 }),
	/** The most a bonus can lift the score to. */
	bonusCap: Type.Number({ minimum: 1, maximum: HIGHEST_BONUS_CAP }),
	bands: Type.Array(ScoreBand, { maxItems: 8 }),
	sections: Type.Array(Section, { minItems: 1, maxItems: MOST_SECTIONS })
});
export type FormContent = Static<typeof FormContent>;

/** What was published, and never changes again. */
export interface PublishedForm {
	readonly form: string;
	readonly version: number;
	readonly content: FormContent;
	/** SHA-256 of the content. */
	readonly hash: string;
	readonly publishedAtMs: number;
}

/** Every question in the order it is asked, with the section on the first level it belongs to. */
export function questionsOf({ sections }: Pick<FormContent, 'sections'>): {
	question: Question;
	section: Section;
	inner: InnerSection | null;
}[] {
	return sections.flatMap((section) => [
		...section.questions.map((question) => ({ question, section, inner: null })),
		...section.sections.flatMap((inner) =>
			inner.questions.map((question) => ({ question, section, inner }))
		)
	]);
}
