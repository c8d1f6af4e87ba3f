import { describe, expect, test } from 'vitest';
import { TASK_STATES, TASK_STEPS, afterStep, isOverdue, mayBeDone } from './task.ts';

describe('a coaching task', () => {
	const allowed = [
		['open', 'do', 'agent', 'done'],
		['done', 'reopen', 'coach', 'open'],
		['open', 'close', 'coach', 'closed'],
		['done', 'close', 'coach', 'closed'],
		['open', 'cancel', 'coach', 'cancelled'],
		['done', 'cancel', 'coach', 'cancelled']
	] as const;

	test('goes only these ways', () => {
		const ways = TASK_STATES.flatMap((state) =>
			TASK_STEPS.flatMap((step) =>
				(['agent', 'coach'] as const).flatMap((by) => {
					const to = afterStep(state, step, by);
					return to === null ? [] : [[state, step, by, to]];
				})
			)
		);
		expect(new Set(ways.map(String))).toEqual(new Set(allowed.map(String)));
	});

	test('is overdue only while it is open', () => {
		expect(isOverdue({ state: 'open', dueAtMs: 1 }, 2)).toBe(true);
		expect(isOverdue({ state: 'open', dueAtMs: 2 }, 2)).toBe(false);
		expect(isOverdue({ state: 'done', dueAtMs: 1 }, 2)).toBe(false);
	});

	test('wants its questions passed, where there are some', () => {
		const item = { title: '', kind: 'text' as const, text: '', address: '', passAt: 1, quiz: [] };
		const quiz = [{ text: '?', options: ['a', 'b'], right: 0, why: '' }];
		const failed = { answers: [1], right: 0, of: 1, passed: false, atMs: 0, attempts: 1 };
		expect(mayBeDone({ item: null, quizResult: null })).toBe(true);
		expect(mayBeDone({ item, quizResult: null })).toBe(true);
		expect(mayBeDone({ item: { ...item, quiz }, quizResult: null })).toBe(false);
		expect(mayBeDone({ item: { ...item, quiz }, quizResult: failed })).toBe(false);
		expect(mayBeDone({ item: { ...item, quiz }, quizResult: { ...failed, passed: true } })).toBe(
			true
		);
	});
});
