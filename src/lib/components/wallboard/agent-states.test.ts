import { describe, expect, test } from 'vitest';
import type { Cells } from '#lib/live/protocol.ts';
import { OTHER_STATES, agentStates, shownAgents } from './agent-states.ts';

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
			[OTHER_STATES, 5, false]
		]);
	});

	test('a state that a producer calls «others» is another one', () => {
		const named = agentStates([...rows, { state: 'others', count: 7 }], true);
		expect(new Set(named.map(({ state }) => state)).size).toBe(named.length);
		expect(named).toContainEqual({ state: 'others', count: 7, hidden: false });
	});

	test('and its size is not told either while it is small', () => {
		expect(agentStates([{ state: 'break', count: 1 }], true)).toEqual([
			{ state: OTHER_STATES, count: 1, hidden: true }
		]);
	});
});

describe('shownAgents', () => {
	const byName = (a: string, b: string) => a.localeCompare(b);
	const row = (id: string, cells: Cells) => ({ id, cell: (name: string) => cells[name] });
	const listed = (name: string, state: string, since: number | null) =>
		row(`id-${name}`, { name, state, since });

	test('names come with the longest in their state first', () => {
		const rows = [
			listed('Ana', 'handling', 3000),
			listed('Luis', 'break', 1000),
			listed('Eva', 'break', 1000),
			listed('Pau', 'available', null)
		];
		const shown = shownAgents(rows, false, byName);
		expect(shown.kind === 'list' && shown.agents.map(({ name }) => name)).toEqual([
			'Eva',
			'Luis',
			'Ana',
			'Pau'
		]);
	});

	test('on a screen that somebody made private there are states instead of names', () => {
		const rows = Array.from({ length: 6 }, (_, n) => listed(`Agente ${n}`, 'handling', n));
		expect(shownAgents(rows, true, byName)).toEqual({
			kind: 'states',
			states: [{ state: 'handling', count: 6, hidden: false }]
		});
	});

	test('a group that the server keeps back is few', () => {
		expect(shownAgents([row('total', { fewerThan: 5 })], false, byName)).toEqual({
			kind: 'few',
			fewerThan: 5
		});
	});

	test('rows by state are counts, also when nobody is there', () => {
		expect(shownAgents([row('break', { count: 2 })], false, byName)).toEqual({
			kind: 'states',
			states: [{ state: 'break', count: 2, hidden: false }]
		});
		expect(shownAgents([], false, byName)).toEqual({ kind: 'states', states: [] });
	});
});
