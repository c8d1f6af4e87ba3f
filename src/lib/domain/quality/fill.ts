/** Changes to what is filled in; nothing is changed in place. */
import { EMPTY_ANSWER } from './answers.ts';
import type { Answer, FilledForm } from './answers.ts';
import type { Question } from './form.ts';

/** Longer scales are typed and not picked. */
const MOST_STEPS_TO_PICK = 11;

export const answerTo = ({ answers }: FilledForm, id: string): Answer =>
	Object.hasOwn(answers, id) ? (answers[id] ?? EMPTY_ANSWER) : EMPTY_ANSWER;

export const withAnswer = (filled: FilledForm, id: string, answer: Answer): FilledForm => ({
	...filled,
	answers: { ...filled.answers, [id]: answer }
});

/** The steps of a range that is picked from; none: it is typed, or it is no range. */
export function stepsOf({ type, range }: Pick<Question, 'type' | 'range'>): number[] {
	if (type !== 'range' || range === null) return [];
	const count = range.max - range.min + 1;
	if (count > MOST_STEPS_TO_PICK || count < 2) return [];
	return Array.from({ length: count }, (_, index) => range.min + index);
}

/** Whatever is answered, it is applicable after all. */
export function withOption(
	{ type }: Pick<Question, 'type'>,
	answer: Answer,
	option: string,
	isChosen: boolean
): Answer {
	if (type !== 'multiple') return { ...answer, isNa: false, options: isChosen ? [option] : [] };
	const others = answer.options.filter((id) => id !== option);
	return { ...answer, isNa: false, options: isChosen ? [...others, option] : others };
}

export const withNumber = (answer: Answer, number: number | null): Answer => ({
	...answer,
	isNa: false,
	number
});

/** The comment stays: it may say why. */
export const notApplicable = ({ comment }: Answer, isNa: boolean): Answer => ({
	...EMPTY_ANSWER,
	isNa,
	comment
});
