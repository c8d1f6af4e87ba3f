import { describe, expect, test } from 'vitest';
import { COMPANY, lineage, mayHoldTeam, reach } from './team.ts';
import type { TeamKind } from './team.ts';
import { node, TREE } from './testing/tree.ts';

describe('the tree of teams', () => {
	test('a node reaches itself and everything below it', () => {
		expect([...reach(TREE, ['norte'])].sort()).toEqual(['banco', 'banco-tarde', 'norte']);
		expect([...reach(TREE, ['banco-tarde'])]).toEqual(['banco-tarde']);
		expect(reach(TREE, [COMPANY]).size).toBe(TREE.length);
	});

	test('several nodes reach what each of them reaches', () => {
		expect([...reach(TREE, ['banco', 'seguros'])].sort()).toEqual([
			'banco',
			'banco-tarde',
			'seguros'
		]);
	});

	test('an id that is not in the tree reaches nothing', () => {
		expect(reach(TREE, ['nadie']).size).toBe(0);
	});

	test('a circle, which no change can make, ends all the same', () => {
		const circle = [node('a', 'b', 'site'), node('b', 'a', 'site')];
		expect([...reach(circle, ['a'])].sort()).toEqual(['a', 'b']);
		expect(lineage(circle, 'a')).toEqual(['a', 'b']);
	});

	test('the lineage goes from the node to the company', () => {
		expect(lineage(TREE, 'banco-tarde')).toEqual(['banco-tarde', 'banco', 'norte', COMPANY]);
		expect(lineage(TREE, 'nadie')).toEqual([]);
	});

	test.each<[TeamKind, TeamKind, boolean]>([
		['company', 'site', true],
		['company', 'team', true],
		['site', 'client', true],
		['client', 'site', false],
		['team', 'client', false],
		['site', 'company', false],
		['team', 'team', true]
	])('below a %s stands a %s: %s', (parent, child, expected) => {
		expect(mayHoldTeam(parent, child)).toBe(expected);
	});
});
