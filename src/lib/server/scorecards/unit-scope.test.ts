import { describe, expect, test } from 'vitest';
import type { TeamKind, TeamNode } from '#lib/domain/access/team.ts';
import { rowsOfUnit } from './unit-scope.ts';

const node = (
	id: string,
	parent: string | null,
	kind: TeamKind,
	also: Partial<TeamNode> = {}
): TeamNode => ({ id, parent, kind, name: id, position: 0, queues: [], words: [], ...also });

const NODES = [
	node('company', null, 'company'),
	node('site', 'company', 'site'),
	node('client', 'site', 'client', { queues: ['voice', 'chat'], words: ['backoffice'] }),
	node('morning', 'client', 'team', { words: ['alba'] }),
	node('night', 'morning', 'team', { words: ['noche'] }),
	node('experts', 'client', 'team', { words: ['expertos'], queues: ['vip'] }),
	node('staff', 'company', 'team', { words: ['formadores'] }),
	node('empty', 'client', 'team')
];
const rows = (team: string) => {
	const { scope, teams } = rowsOfUnit(NODES, { team });
	return { queues: scope.queues, all: scope.teams, teams };
};

describe('the rows of a unit', () => {
	test('are the contacts of the queues at and below a node, whoever handled them', () => {
		expect(rows('company')).toEqual({ queues: 'all', all: 'all', teams: [] });
		expect(rows('client')).toMatchObject({ queues: ['chat', 'vip', 'voice'], teams: [] });
		expect(rows('site')).toMatchObject({ queues: ['chat', 'vip', 'voice'], teams: [] });
		expect(rows('experts')).toMatchObject({ queues: ['vip'], teams: [] });
	});

	test('of a team that has no queue are what its people did of the contacts of the nearest node above with queues', () => {
		expect(rows('morning')).toMatchObject({
			queues: ['chat', 'vip', 'voice'],
			teams: ['alba', 'noche']
		});
		expect(rows('night')).toMatchObject({ queues: ['chat', 'vip', 'voice'], teams: ['noche'] });
		expect(rows('staff')).toEqual({ queues: 'all', all: 'all', teams: ['formadores'] });
	});

	test('are none where there is neither a queue nor a team, and names of a tree that was damaged end', () => {
		expect(rows('empty')).toEqual({ queues: [], all: [], teams: [] });
		expect(rows('gone')).toEqual({ queues: [], all: [], teams: [] });
		const circle = [
			node('a', 'b', 'site', { words: ['x'] }),
			node('b', 'a', 'site', { words: ['y'] })
		];
		expect(rowsOfUnit(circle, { team: 'a' }).scope.queues).toEqual([]);
	});
});
