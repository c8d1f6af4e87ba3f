/** Whether systems answer the same, before anybody asks which of them is faster. */
import type { Answer, Cell, Question } from './questions.ts';

/** Our percentiles come from a sketch that promises 1 %; the neighbour in rank may be as far again. */
export const P90_TOLERANCE = 0.02;
const P90_COLUMN = 1;

const inOrder = (question: Question, answer: Answer): Answer =>
	question === 'contacts'
		? answer
		: answer.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function isSame(
	question: Question,
	column: number,
	a: Cell | undefined,
	b: Cell | undefined
): boolean {
	if (a === b) return true;
	if (question !== 'p90' || column !== P90_COLUMN) return false;
	if (typeof a !== 'number' || typeof b !== 'number') return false;
	return Math.abs(a - b) <= P90_TOLERANCE * Math.max(a, b);
}

/** The first difference in words; null when there is none. */
export function difference(question: Question, one: Answer, other: Answer): string | null {
	if (one.length !== other.length) return `${one.length} rows instead of ${other.length}`;
	const [rows, expected] = [inOrder(question, one), inOrder(question, other)];
	for (const [index, row] of rows.entries()) {
		const wanted = expected[index] ?? [];
		const isEqual =
			row.length === wanted.length &&
			row.every((cell, column) => isSame(question, column, cell, wanted[column]));
		if (!isEqual)
			return `row ${index + 1} is ${JSON.stringify(row)} instead of ${JSON.stringify(wanted)}`;
	}
	return null;
}

export interface Answered {
	readonly name: string;
	readonly answer: Answer;
}

/** What most of them say is taken for right; the others by name, with how they differ. */
export function dissenters(question: Question, answered: readonly Answered[]): Map<string, string> {
	const votes = ({ answer }: Answered): number =>
		answered.filter((other) => difference(question, other.answer, answer) === null).length;
	const reference = answered.toSorted((a, b) => votes(b) - votes(a))[0]?.answer ?? [];
	return new Map(
		answered.flatMap(({ name, answer }) => {
			const found = difference(question, answer, reference);
			return found === null ? [] : [[name, found]];
		})
	);
}
