import { describe, expect, test } from 'vitest';
import { isDifferent } from './measure-answer.ts';

const row = (...said: readonly (string | null)[]) => said.map((category) => ({ category }));

describe('an answer stands out', () => {
	test('against the reference, which never does itself', () => {
		expect(isDifferent(row('a', 'b', 'b'), 1, 0)).toBe(true);
		expect(isDifferent(row('a', 'b', 'b'), 0, 0)).toBe(false);
		expect(isDifferent(row('a', 'a', 'b'), 1, 0)).toBe(false);
		expect(isDifferent(row(null, 'b'), 1, 0)).toBe(false);
	});

	test('against what most have said where nobody is the reference', () => {
		expect(isDifferent(row('a', 'a', 'b'), 2, -1)).toBe(true);
		expect(isDifferent(row('a', 'a', 'b'), 0, -1)).toBe(false);
	});

	test('with all others where none leads, and not where nothing was said', () => {
		expect(isDifferent(row('a', 'b'), 0, -1)).toBe(true);
		expect(isDifferent(row('a', 'b', null), 2, -1)).toBe(false);
		expect(isDifferent([{ category: 'a' }, null], 0, -1)).toBe(false);
	});
});
