/** What somebody answered to a question, in the terms in which answers are compared. */
import type { Answer, AnswerState } from '../answers.ts';
import { EMPTY_ANSWER } from '../answers.ts';
import type { Question } from '../form.ts';
import type { MeasurementLevel } from '../../statistics/agreement/krippendorff-alpha.ts';

/** Not applicable is an answer too: who says so disagrees with who does not. */
export const NOT_APPLICABLE = 'na';
/** A number below the first band. */
const BELOW = 'below';

export interface ComparedAnswer {
	/** Equal for answers that are the same; null: nothing was answered. */
	readonly category: string | null;
	/** Where it is on the scale of the question; null: it is on none. */
	readonly value: number | null;
}

const NO_ANSWER: ComparedAnswer = { category: null, value: null };

/** Free text is read and not compared. */
export const isCompared = ({ type }: Pick<Question, 'type'>): boolean => type !== 'text';

const hasOrder = ({ options }: Question): boolean =>
	options.length > 2 && new Set(options.map(({ points }) => points)).size === options.length;

/**
 * What differences of its answers mean: steps and numbers are distances, options with different points each have an order,
 * all others are only equal or not.
 */
export function levelOf(
	question: Question
): Extract<MeasurementLevel, 'nominal' | 'ordinal' | 'interval'> {
	if (question.type === 'range' || question.type === 'number') return 'interval';
	return question.type === 'single' && hasOrder(question) ? 'ordinal' : 'nominal';
}

/**
 * Everything that could have been answered; null where that cannot be listed (several options at once, numbers without
 * bands), and coefficients that count categories say nothing.
 */
export function categoriesOf(question: Question): string[] | null {
	const answers = answerCategories(question);
	if (answers === null) return null;
	return question.mayBeNa || question.condition !== null ? [...answers, NOT_APPLICABLE] : answers;
}

function answerCategories({ type, options, range, bands }: Question): string[] | null {
	if (type === 'yes_no' || type === 'single') return options.map(({ id }) => id);
	if (type === 'range' && range !== null)
		return Array.from({ length: range.max - range.min + 1 }, (_, step) => String(range.min + step));
	if (type === 'number' && bands.length > 0)
		return [BELOW, ...bands.map(({ from }) => String(from))];
	return null;
}

const bandOf = ({ bands }: Question, number: number): string => {
	if (bands.length === 0) return String(number);
	const band = bands.findLast(({ from }) => number >= from);
	return band === undefined ? BELOW : String(band.from);
};

function ofOptions(question: Question, { options }: Answer): ComparedAnswer {
	const chosen = question.options.filter(({ id }) => options.includes(id));
	const [first] = chosen;
	if (first === undefined) return NO_ANSWER;
	return {
		category: chosen
			.map(({ id }) => id)
			.sort()
			.join('+'),
		value: levelOf(question) === 'ordinal' ? first.points : null
	};
}

/** A question that was not asked of the contact counts as one that is not applicable. */
export function comparedAnswer(
	question: Question,
	state: AnswerState,
	answer: Answer = EMPTY_ANSWER
): ComparedAnswer {
	if (state === 'na' || state === 'hidden') return { category: NOT_APPLICABLE, value: null };
	if (state !== 'answered' || !isCompared(question)) return NO_ANSWER;
	if (question.type !== 'range' && question.type !== 'number') return ofOptions(question, answer);
	const { number } = answer;
	if (number === null) return NO_ANSWER;
	return {
		category: question.type === 'range' ? String(number) : bandOf(question, number),
		value: number
	};
}
