import { describe, expect, test } from 'vitest';
import { EMPTY_ANSWER } from '#lib/domain/quality/answers.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import { readyForm } from '#lib/domain/quality/ready-forms/index.ts';
import { answerKey } from './answer-keys.ts';
import type { At } from './answer-keys.ts';

const all = [readyForm('voice', 'en'), readyForm('social', 'en'), readyForm('chat', 'en')].flatMap(
	(form) => questionsOf(form).map(({ question }) => question)
);
const question = (id: string) => {
	const found = all.find((one) => one.id === id);
	if (!found) throw new Error(`no question ${id}`);
	return found;
};
const pressed = (key: string, more: Partial<KeyboardEvent> = {}) => ({
	...{ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
	...more
});
const deed = (id: string, key: string, at: At = 'choice', answer = EMPTY_ANSWER) =>
	answerKey(question(id), answer, pressed(key), at);

describe('the keys of a question', () => {
	test('a digit is the option with its number, or the step of a scale', () => {
		expect(deed('greeting', '2')).toMatchObject({ answer: { options: ['no'] } });
		expect(deed('greeting', '3')).toBeNull();
		expect(deed('tone', '4')).toMatchObject({ answer: { number: 4 } });
		expect(deed('tone', '6')).toBeNull();
		const chosen = { ...EMPTY_ANSWER, options: ['name'] };
		expect(deed('elements', '2', 'choice', chosen)).toMatchObject({
			answer: { options: ['name', 'answer'] }
		});
		expect(deed('elements', '1', 'choice', chosen)).toMatchObject({ answer: { options: [] } });
	});

	test('N is not applicable where that may be, takes the answer away, and back again', () => {
		const answered = { ...EMPTY_ANSWER, options: ['yes'], comment: 'why' };
		expect(deed('identity', 'n', 'choice', answered)).toEqual({
			answer: { ...EMPTY_ANSWER, isNa: true, comment: 'why' }
		});
		expect(deed('identity', 'N', 'choice', { ...answered, isNa: true })).toMatchObject({
			answer: { isNa: false }
		});
		expect(deed('greeting', 'n')).toBeNull();
	});

	test('Enter and the arrows go through the questions, C to the comment', () => {
		expect(['Enter', 'ArrowDown', 'ArrowUp', 'c'].map((key) => deed('greeting', key))).toEqual([
			...['next', 'next', 'previous', 'comment']
		]);
		expect(
			answerKey(question('tone'), EMPTY_ANSWER, pressed('Enter', { shiftKey: true }), 'choice')
		).toBe('previous');
		expect(deed('greeting', 'ArrowLeft')).toBeNull();
		expect(deed('greeting', 'Enter', 'button')).toBeNull();
	});

	test('within a text nothing is taken away from whoever writes', () => {
		for (const key of ['n', 'c', '1', 'Enter', 'ArrowDown', 'Delete'])
			expect(deed('remarks', key, 'writing')).toBeNull();
		expect(deed('remarks', 'Escape', 'writing')).toBe('back');
		const enter = pressed('Enter', { ctrlKey: true });
		expect(answerKey(question('remarks'), EMPTY_ANSWER, enter, 'writing')).toBe('next');
	});

	test('a number is typed: digits and arrows are those of its field', () => {
		for (const key of ['1', 'ArrowDown', 'ArrowUp', 'Delete'])
			expect(deed('first-reply', key, 'number')).toBeNull();
		expect(deed('first-reply', 'Enter', 'number')).toBe('next');
		expect(deed('first-reply', 'n', 'number')).toMatchObject({ answer: { isNa: true } });
	});

	test('keys of the browser stay those of the browser', () => {
		expect(
			answerKey(question('greeting'), EMPTY_ANSWER, pressed('1', { altKey: true }), 'choice')
		).toBeNull();
		expect(
			answerKey(question('greeting'), EMPTY_ANSWER, pressed('c', { ctrlKey: true }), 'choice')
		).toBeNull();
	});
});
