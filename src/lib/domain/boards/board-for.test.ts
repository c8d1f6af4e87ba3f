import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '../access/scope.ts';
import type { RowScope } from '../access/scope.ts';
import { boardFor, keepHidden } from './board-for.ts';
import type { BoardLayout, Tile } from './board.ts';

const placed = { width: 3, height: 2, title: '' };
const bands = { warn: null, bad: null };
const table = (id: string, queues: string[]): Tile => ({
	...placed,
	id,
	kind: 'queues',
	window: 'today',
	serviceLevelBands: bands,
	queues
});
const agents = (teams: string[], queues: string[] = []): Tile => ({
	...placed,
	id: 'agents',
	kind: 'agents',
	queues,
	teams
});
const layout = (...tiles: Tile[]): BoardLayout => ({ name: 'Sala', zone: '', tiles });
const own: RowScope = { ...EVERYTHING, queues: ['a', 'b'], teams: ['A'] };

describe('a board for somebody', () => {
	test('names only queues and teams in reach', () => {
		const shown = boardFor(layout(table('t', ['a', 'x']), agents(['A', 'X'], ['x'])), own);
		expect(JSON.stringify(shown)).not.toMatch(/"x"|"X"/);
		expect(shown.tiles).toMatchObject([{ queues: ['a'] }, { queues: [], teams: ['A'] }]);
	});

	test('is as it is for whoever reaches everything', () => {
		const all = layout(table('t', ['a', 'x']), agents(['X']));
		expect(boardFor(all, EVERYTHING)).toEqual(all);
	});
});

describe('a layout that came back', () => {
	test.each<[string, string[], string[], string[]]>([
		['keeps what was hidden', ['a', 'x'], ['a'], ['a', 'x']],
		['takes what was added', ['a', 'x'], ['a', 'b'], ['a', 'b', 'x']],
		['takes what was removed', ['a', 'b', 'x'], ['b'], ['b', 'x']],
		['means all when all that was seen was unticked', ['a', 'x'], [], []],
		['keeps all hidden when nothing was seen and nothing chosen', ['x', 'y'], [], ['x', 'y']],
		['adds the choice of somebody who saw nothing', ['x'], ['a'], ['a', 'x']],
		['leaves "all" as it is', [], [], []]
	])('%s', (_why, stored, chosen, expected) => {
		const kept = keepHidden(layout(table('t', chosen)), layout(table('t', stored)), own);
		expect(kept.tiles[0]?.queues).toEqual(expected);
	});

	test('keeps hidden teams as well, and leaves new tiles alone', () => {
		const stored = layout(agents(['A', 'X']));
		const edited = layout(table('new', ['b']), agents(['A']));
		const [first, second] = keepHidden(edited, stored, own).tiles;
		expect(first).toEqual(table('new', ['b']));
		expect(second).toMatchObject({ teams: ['A', 'X'] });
	});

	test('given back unchanged is the stored one', () => {
		const stored = layout(table('t', ['a', 'x']), table('u', ['x']), agents(['X', 'A'], ['b']));
		const back = keepHidden(boardFor(stored, own), stored, own);
		const sorted = (tiles: readonly Tile[]) =>
			tiles.map((tile) => ({
				...tile,
				queues: [...tile.queues].sort(),
				teams: 'teams' in tile ? [...tile.teams].sort() : []
			}));
		expect(sorted(back.tiles)).toEqual(sorted(stored.tiles));
	});
});
