import { expect, test } from 'vitest';
import { ageBands, dueState } from './open-complaint.ts';

const NOW = 1_000_000;

test('a complaint is overdue from the first instant after its last day, and urgent before', () => {
	const state = (dueMs: number | null, daysLeft: number | null) =>
		dueState({ dueMs, daysLeft }, NOW);
	expect(state(NOW, -1)).toBe('overdue');
	expect(state(NOW + 1, 0)).toBe('today');
	expect(state(NOW + 1, 3)).toBe('soon');
	expect(state(NOW + 1, 4)).toBe('inTerm');
	expect(state(null, null)).toBe('none');
	// On a holiday after its last working day nothing is left, and it is late.
	expect(state(NOW - 1, 0)).toBe('overdue');
});

test('every complaint is in one band of age, and those that are late are told in each', () => {
	const of = (workingDays: number, dueMs: number | null) => ({ workingDays, dueMs });
	const bands = ageBands(
		[of(0, NOW + 1), of(5, NOW), of(5, NOW + 1), of(15, NOW + 1), of(16, NOW), of(90, null)],
		NOW
	);
	expect(bands.map(({ from, to }) => [from, to])).toEqual([
		...[
			[0, 3],
			[4, 5],
			[6, 10],
			[11, 15],
			[16, 30]
		],
		[31, null]
	]);
	expect(bands.map(({ complaints }) => complaints)).toEqual([1, 2, 0, 1, 1, 1]);
	expect(bands.map(({ overdue }) => overdue)).toEqual([0, 1, 0, 0, 1, 0]);
});
