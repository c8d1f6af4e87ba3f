/** Takes over single answers of a second judgement into the first one. */
import type { Answer, FilledForm } from './answers.ts';
import { EMPTY_ANSWER } from './answers.ts';
import type { FormContent } from './form.ts';
import { missingIn } from './scoring.ts';

const chosen = ({ options }: Answer): string => [...options].sort().join('\n');

/** Whether two answers say the same, whatever was remarked beside them. */
export const sameJudgement = (a: Answer | undefined, b: Answer | undefined): boolean => {
	const [one, other] = [a ?? EMPTY_ANSWER, b ?? EMPTY_ANSWER];
	if (one.isNa !== other.isNa) return false;
	if (one.isNa) return true;
	return (
		chosen(one) === chosen(other) &&
		one.number === other.number &&
		one.text.trim() === other.text.trim()
	);
};

// A question may be called like something every object has.
const answerOf = ({ answers }: FilledForm, question: string): Answer =>
	Object.hasOwn(answers, question) ? (answers[question] ?? EMPTY_ANSWER) : EMPTY_ANSWER;

function taking(first: FilledForm, second: FilledForm, questions: Iterable<string>): FilledForm {
	const taken = new Set(questions);
	const answers = { ...first.answers };
	for (const question of taken) answers[question] = answerOf(second, question);
	const known = new Set(first.moments.map(({ id }) => id));
	const added = second.moments.filter(({ id, question }) => taken.has(question) && !known.has(id));
	return { ...first, answers, moments: [...first.moments, ...added] };
}

/**
 * The first judgement with the answers of the second to these questions, and to those that are asked because of them.
 * Everything else stays as it was.
 */
export function revisedWith(
	content: FormContent,
	{ first, second }: { readonly first: FilledForm; readonly second: FilledForm },
	questions: readonly string[]
): FilledForm {
	const missingBefore = new Set(missingIn(content, first).map(({ question }) => question));
	const taken = new Set(questions);
	let revised = taking(first, second, taken);
	for (;;) {
		const newlyAsked = missingIn(content, revised)
			.map(({ question }) => question)
			.filter((question) => !missingBefore.has(question) && !taken.has(question));
		if (newlyAsked.length === 0) return revised;
		for (const question of newlyAsked) taken.add(question);
		revised = taking(first, second, taken);
	}
}
