/** What a coach gives to learn: a text, a page or a film elsewhere, and a few questions about it. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

export const ITEM_KINDS = ['text', 'link', 'video'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const MOST_QUIZ_QUESTIONS = 10;
export const MOST_QUIZ_OPTIONS = 6;

export const QuizQuestion = Type.Object({
	text: Type.String({ minLength: 1, maxLength: 500 }),
	options: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), {
		minItems: 2,
		maxItems: MOST_QUIZ_OPTIONS
	}),
	/** Index of the right option. */
	right: Type.Integer({ minimum: 0, maximum: MOST_QUIZ_OPTIONS - 1 }),
	/** Said once it was answered. */
	why: Type.String({ maxLength: 1000 })
});
export type QuizQuestion = Static<typeof QuizQuestion>;

export const LearningItem = Type.Object({
	title: Type.String({ minLength: 1, maxLength: 200 }),
	kind: Type.Union(ITEM_KINDS.map((kind) => Type.Literal(kind))),
	/** Of a text; of the others what to look at in them. */
	text: Type.String({ maxLength: 20_000 }),
	/** Of a page or film: https; empty for a text. */
	address: Type.String({ maxLength: 2000 }),
	quiz: Type.Array(QuizQuestion, { maxItems: MOST_QUIZ_QUESTIONS }),
	/** Share of right answers from which it is passed, 0..1. */
	passAt: Type.Number({ minimum: 0, maximum: 1 })
});
export type LearningItem = Static<typeof LearningItem>;

export type ItemFault = 'title' | 'text' | 'address' | `quiz.${number}`;

const isAddress = (address: string): boolean =>
	URL.canParse(address) && new URL(address).protocol === 'https:';

/** What keeps it from being saved, by field; a question of the quiz by its number from 0. */
export function itemFaults(item: LearningItem): ItemFault[] {
	const faults: ItemFault[] = [];
	if (item.title === '') faults.push('title');
	if (item.kind === 'text' ? item.text === '' : !isAddress(item.address))
		faults.push(item.kind === 'text' ? 'text' : 'address');
	item.quiz.forEach((question, index) => {
		const isSound =
			Value.Check(QuizQuestion, question) &&
			question.right < question.options.length &&
			new Set(question.options).size === question.options.length;
		if (!isSound) faults.push(`quiz.${index}`);
	});
	return faults;
}

export const QuizResult = Type.Object({
	/** Index of the chosen option of each question; −1: none. */
	answers: Type.Array(Type.Integer({ minimum: -1 })),
	right: Type.Integer({ minimum: 0 }),
	of: Type.Integer({ minimum: 1 }),
	passed: Type.Boolean(),
	atMs: Type.Integer(),
	/** How often it was taken. */
	attempts: Type.Integer({ minimum: 1 })
});
export type QuizResult = Static<typeof QuizResult>;

/** Null where there is no quiz. Compared as whole numbers: 2 of 3 pass at 2/3. */
export function gradeQuiz(
	{ quiz, passAt }: Pick<LearningItem, 'quiz' | 'passAt'>,
	answers: readonly number[],
	{ atMs, before }: { readonly atMs: number; readonly before: QuizResult | null }
): QuizResult | null {
	if (quiz.length === 0) return null;
	const given = quiz.map((_question, index) => answers[index] ?? -1);
	const right = quiz.filter((question, index) => question.right === given[index]).length;
	return {
		answers: given,
		right,
		of: quiz.length,
		passed: right >= Math.ceil(passAt * quiz.length - 1e-9),
		atMs,
		attempts: (before?.attempts ?? 0) + 1
	};
}
