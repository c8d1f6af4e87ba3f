/** What a key does while a question has the focus. */
import type { Answer } from '#lib/domain/quality/answers.ts';
import { notApplicable, stepsOf, withNumber, withOption } from '#lib/domain/quality/fill.ts';
import type { Question } from '#lib/domain/quality/form.ts';

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;
/** Where it was pressed: some keys belong to the control itself. */
export type At = 'choice' | 'number' | 'writing' | 'button';
export type Deed = { readonly answer: Answer } | 'next' | 'previous' | 'comment' | 'back';

/** Null: not one of ours. */
export function answerKey(
	question: Question,
	answer: Answer,
	pressed: Pressed,
	at: At
): Deed | null {
	const { key, shiftKey, ctrlKey, metaKey, altKey } = pressed;
	if (ctrlKey || metaKey || altKey) {
		if (key !== 'Enter' || altKey) return null;
		return shiftKey ? 'previous' : 'next';
	}
	if (at === 'writing') return key === 'Escape' ? 'back' : null;
	return letterKey(question, answer, key) ?? moveOrChoose(question, answer, pressed, at);
}

function letterKey(question: Question, answer: Answer, key: string): Deed | null {
	const letter = key.toLowerCase();
	if (letter === 'c') return 'comment';
	if (letter !== 'n' || !question.mayBeNa) return null;
	return { answer: notApplicable(answer, !answer.isNa) };
}

function moveOrChoose(
	question: Question,
	answer: Answer,
	{ key, shiftKey }: Pressed,
	at: At
): Deed | null {
	if (key === 'Enter' && at !== 'button') return shiftKey ? 'previous' : 'next';
	// In a field of numbers these change the number.
	if (at === 'number') return null;
	if (key === 'ArrowDown') return 'next';
	if (key === 'ArrowUp') return 'previous';
	if (key === 'Delete' || key === 'Backspace') return { answer: notApplicable(answer, false) };
	return digitKey(question, answer, key);
}

/** The first option is 1; a step of a range is its own number. */
function digitKey(question: Question, answer: Answer, key: string): Deed | null {
	if (!/^[0-9]$/.test(key)) return null;
	const number = Number(key);
	if (question.type === 'range') {
		return stepsOf(question).includes(number) ? { answer: withNumber(answer, number) } : null;
	}
	const option = question.options[number - 1];
	if (!option) return null;
	const isChosen = question.type === 'multiple' && answer.options.includes(option.id);
	return { answer: withOption(question, answer, option.id, !isChosen) };
}
