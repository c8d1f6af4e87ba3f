import { describe, expect, test } from 'vitest';
import { gradeQuiz, itemFaults } from './learning-item.ts';
import type { LearningItem } from './learning-item.ts';

const question = (text: string, right = 0) => ({ text, options: ['a', 'b', 'c'], right, why: '' });
const item = (change: Partial<LearningItem> = {}): LearningItem => ({
	title: 'Escuchar',
	kind: 'text',
	text: 'Deja terminar.',
	address: '',
	quiz: [],
	passAt: 0.8,
	...change
});

describe('what is given to learn', () => {
	test.each([
		['a text without words', { text: '' }, ['text']],
		['a page without an address', { kind: 'link' as const }, ['address']],
		['a page by http', { kind: 'link' as const, address: 'http://example.org' }, ['address']],
		['a script as a film', { kind: 'video' as const, address: 'javascript:alert(1)' }, ['address']],
		['no title', { title: '' }, ['title']],
		['a question without a right answer', { quiz: [question('¿?', -1)] }, ['quiz.0']],
		['a right answer that is not there', { quiz: [question('¿?'), question('¿?', 3)] }, ['quiz.1']],
		['the same answer twice', { quiz: [{ ...question('¿?'), options: ['a', 'a'] }] }, ['quiz.0']]
	])('%s is refused', (_what, change, faults) => {
		expect(itemFaults(item(change))).toEqual(faults);
	});

	test('a sound one is not', () => {
		const quiz = [question('¿Qué?', 2)];
		expect(itemFaults(item({ kind: 'video', address: 'https://example.org/v', quiz }))).toEqual([]);
	});
});

describe('its questions', () => {
	const quiz = [question('1', 0), question('2', 1), question('3', 2)];

	test('are counted, and passed from the share on, exactly', () => {
		const asked = { quiz, passAt: 2 / 3 };
		const first = gradeQuiz(asked, [0, 1, 0], { atMs: 5, before: null });
		expect(first).toEqual({
			answers: [0, 1, 0],
			right: 2,
			of: 3,
			passed: true,
			atMs: 5,
			attempts: 1
		});
		expect(gradeQuiz(asked, [0], { atMs: 6, before: first })).toMatchObject({
			answers: [0, -1, -1],
			right: 1,
			passed: false,
			attempts: 2
		});
	});

	test('are nothing where there are none', () => {
		expect(gradeQuiz({ quiz: [], passAt: 1 }, [], { atMs: 0, before: null })).toBeNull();
	});
});
