/** What one answer is worth, and the least and the most it could have been. */
import type { Answer } from './answers.ts';
import type { FormContent, NumberBand, Option, Question } from './form.ts';
import { ZERO, exactly, highest, lowest, minus, plus } from './rational.ts';
import type { Rational } from './rational.ts';

export const chosenOf = (question: Question, answer: Answer): Option[] =>
	question.options.filter(({ id }) => answer.options.includes(id));

/** Whether something was said that the question can be answered with. */
export function isAnswered(question: Question, answer: Answer): boolean {
	switch (question.type) {
		case 'yes_no':
		case 'single':
			return chosenOf(question, answer).length === 1;
		case 'multiple':
			return chosenOf(question, answer).length > 0;
		case 'range':
			return isStepOf(question, answer.number);
		case 'number':
			return answer.number !== null && Number.isFinite(answer.number);
		case 'text':
			return answer.text.trim() !== '';
	}
}

function isStepOf({ range }: Question, number: number | null): boolean {
	if (range === null || number === null) return false;
	return Number.isInteger(number) && number >= range.min && number <= range.max;
}

/** Of bands that ascend; below the first a number is worth nothing. */
function bandPoints(bands: readonly NumberBand[], number: number): Rational {
	return exactly(bands.findLast(({ from }) => number >= from)?.points ?? 0);
}

const sum = (points: readonly number[]): Rational =>
	points.map(exactly).reduce((total, each) => plus(total, each), ZERO);

/** Of an answer that is one; text is worth nothing. */
export function pointsOf(question: Question, answer: Answer): Rational {
	if (question.type === 'number') return bandPoints(question.bands, answer.number ?? 0);
	if (question.type === 'range') return exactly(answer.number ?? 0);
	return sum(chosenOf(question, answer).map(({ points }) => points));
}

/** What every answer lies between; null: the question has no points. */
export function spanOf(question: Question): { least: Rational; most: Rational } | null {
	const points = possiblePoints(question);
	if (points.length === 0) return null;
	if (question.type === 'multiple') {
		return {
			least: sum(points.filter((each) => each < 0)),
			most: sum(points.filter((each) => each > 0))
		};
	}
	const exact = points.map(exactly);
	return { least: exact.reduce(lowest), most: exact.reduce(highest) };
}

function possiblePoints({ type, options, range, bands }: Question): number[] {
	if (type === 'text') return [];
	if (type === 'range') return range === null ? [] : [range.min, range.max];
	if (type === 'number') {
		return bands.length === 0 ? [] : [0, ...bands.map(({ points }) => points)];
	}
	return options.map(({ points }) => points);
}

/** What was earned of what could be, by the form's way to take a share; null: nothing could be earned. */
export function earnedOf(
	question: Question,
	answer: Answer,
	shareOf: FormContent['shareOf']
): { earned: Rational; most: Rational } | null {
	const span = spanOf(question);
	if (span === null) return null;
	const from = shareOf === 'span' ? span.least : ZERO;
	const most = minus(span.most, from);
	if (most.numerator <= 0n) return null;
	return { earned: minus(pointsOf(question, answer), from), most };
}

/** An answer that must never be, where the question is critical. */
export function isCriticalError(question: Question, answer: Answer): boolean {
	const { critical, type } = question;
	if (critical === null) return false;
	if (type === 'range' || type === 'number') {
		const { errorBelow } = critical;
		return errorBelow !== null && answer.number !== null && answer.number < errorBelow;
	}
	return chosenOf(question, answer).some(({ isError }) => isError);
}

/** Whether whoever gave this answer has to say why. */
export function needsComment(question: Question, answer: Answer): boolean {
	const { type, needsCommentBelow } = question;
	if (type === 'range' || type === 'number') {
		return (
			needsCommentBelow !== null && answer.number !== null && answer.number < needsCommentBelow
		);
	}
	return chosenOf(question, answer).some((option) => option.needsComment);
}
