import { describe, expect, test } from 'vitest';
import { agentStates } from './agent-states.ts';

const rows = [
	{ state: 'Llamada saliente', count: 2 },
	{ state: 'break', count: 3 },
	{ state: 'handling', count: 40 },
	{ state: 'available', count: 12 },
	{ state: 'meal', count: 0 },
	{ state: 'offline', count: 50 }
];
const brief = (isPrivate: boolean) =>
	agentStates(rows, isPrivate).map(({ state, count, hidden }) => [state, count, hidden]);

describe('agentStates', () => {
	test('known states in the order of a shift, others after them, nobody who is away', () => {
		expect(brief(false)).toEqual([
			['available', 12, false],
			['handling', 40, false],
			['break', 3, false],
			['Llamada saliente', 2, false]
		]);
	});

	test('on a public screen groups that could name a person are one group', () => {
		expect(brief(true)).toEqual([
			['available', 12, false],
			['handling', 40, false],
			['others', 5, false]
		]);
	});

	test('and its size is not told either while it is small', () => {
		expect(agentStates([{ state: 'break', count: 1 }], true)).toEqual([
			{ state: 'others', count: 1, hidden: true }
		]);
	});
});
