import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boardScope, mayEditBoard, maySeeBoard } from './board-access.ts';
import type { PersonPrincipal, Principal } from './principal.ts';
import { may } from './principal.ts';
import { ROLES } from './role.ts';
import type { Role } from './role.ts';
import { EVERYTHING, NOTHING, covers, narrow, scopeKey, scopeOf } from './scope.ts';
import type { Reach } from './scope.ts';
import { COMPANY } from './team.ts';
import { TREE } from './testing/tree.ts';

const person = (
	role: Role,
	teams: readonly string[] = [],
	agent: string | null = null
): PersonPrincipal => ({
	kind: 'person',
	id: role,
	name: role,
	role,
	teams,
	agent,
	sessionId: 's',
	isDemo: false
});
const board = (team: string, showsAgents = false) => ({ id: 'sala', team, showsAgents });

describe('the scope of a principal', () => {
	test('a supervisor reaches the queues and teams of the own nodes and of those below', () => {
		expect(scopeOf(person('supervisor', ['banco']), TREE)).toEqual({
			queues: ['banco-chat', 'banco-voz', 'compartida'],
			teams: ['Banco tarde'],
			agent: null,
			namesAgents: true,
			hidesSmallGroups: false
		});
	});

	test('a supervisor without a team reaches nothing, a director or administrator everything', () => {
		expect(scopeOf(person('supervisor'), TREE)).toMatchObject({ queues: [], teams: [] });
		expect(scopeOf(person('quality'), TREE)).toMatchObject({ queues: [], teams: [] });
		expect(scopeOf(person('director'), TREE)).toMatchObject({ queues: 'all', teams: 'all' });
		expect(scopeOf(person('admin'), TREE)).toMatchObject({ queues: 'all', teams: 'all' });
	});

	test('a director of one client sees that client alone, and no single agent', () => {
		expect(scopeOf(person('director', ['seguros']), TREE)).toEqual({
			queues: ['compartida', 'seguros-voz'],
			teams: ['Seguros'],
			agent: null,
			namesAgents: false,
			hidesSmallGroups: true
		});
	});

	test('an agent reaches the own records, and without an id in events none', () => {
		expect(scopeOf(person('agent', ['banco'], 'ana'), TREE)).toMatchObject({ agent: 'ana' });
		expect(scopeOf(person('agent', ['banco']), TREE)).toEqual(NOTHING);
	});

	test('a team that no longer exists reaches nothing', () => {
		expect(scopeOf(person('supervisor', ['cerrado']), TREE)).toMatchObject({ queues: [] });
	});

	test('a token reads below its node', () => {
		const token = { kind: 'token', id: 't', name: 't', scopes: ['metrics'], team: 'sur' } as const;
		expect(scopeOf(token, TREE)).toMatchObject({ queues: ['compartida', 'seguros-voz'] });
	});
});

const reached = fc.oneof(
	fc.constant<Reach>('all'),
	fc.subarray(['a', 'b', 'c', 'd']).map((list): Reach => list)
);

describe('narrowing', () => {
	test('reaches what both reach, never more', () => {
		fc.assert(
			fc.property(reached, reached, reached, reached, (queues, teams, otherQueues, otherTeams) => {
				const scope = { ...EVERYTHING, queues, teams };
				const both = narrow(scope, { queues: otherQueues, teams: otherTeams });
				for (const id of ['a', 'b', 'c', 'd']) {
					expect(covers(both.queues, id)).toBe(covers(queues, id) && covers(otherQueues, id));
					expect(covers(both.teams, id)).toBe(covers(teams, id) && covers(otherTeams, id));
				}
			})
		);
	});

	test('scopes with one key show the same rows', () => {
		const scope = scopeOf(person('supervisor', ['banco']), TREE);
		expect(scopeKey(scope)).toBe(scopeKey({ ...scope }));
		expect(scopeKey(scope)).not.toBe(scopeKey({ ...scope, namesAgents: false }));
		expect(scopeKey(scope)).not.toBe(scopeKey({ ...scope, hidesSmallGroups: true }));
	});
});

describe('boards', () => {
	test('of the company show a supervisor only the own rows', () => {
		const supervisor = person('supervisor', ['banco-tarde']);
		expect(maySeeBoard(supervisor, board(COMPANY), TREE)).toBe(true);
		expect(boardScope(supervisor, board(COMPANY), TREE).queues).toEqual(['banco-chat']);
		expect(mayEditBoard(supervisor, board(COMPANY), TREE)).toBe(false);
	});

	test('of another client are not seen, whoever knows their id', () => {
		const supervisor = person('supervisor', ['banco']);
		expect(maySeeBoard(supervisor, board('seguros'), TREE)).toBe(false);
		expect(boardScope(supervisor, board('seguros'), TREE)).toEqual(NOTHING);
		expect(mayEditBoard(supervisor, board('seguros'), TREE)).toBe(false);
		expect(mayEditBoard(supervisor, board('banco-tarde'), TREE)).toBe(true);
	});

	test('are seen by a director and not changed', () => {
		expect(maySeeBoard(person('director'), board('banco'), TREE)).toBe(true);
		expect(mayEditBoard(person('director'), board('banco'), TREE)).toBe(false);
	});

	test.each(['quality', 'agent'] as const)('are nothing for %s', (role) => {
		expect(maySeeBoard(person(role, [COMPANY], 'ana'), board(COMPANY), TREE)).toBe(false);
	});

	test('a screen shows its boards and no other, with names only where the board allows', () => {
		const screen: Principal = { kind: 'screen', id: 'tv', name: 'tv', boards: ['sala'] };
		expect(maySeeBoard(screen, board('banco'), TREE)).toBe(true);
		expect(maySeeBoard(screen, { ...board('banco'), id: 'otra' }, TREE)).toBe(false);
		expect(boardScope(screen, board('banco'), TREE)).toMatchObject({
			queues: ['banco-chat', 'banco-voz', 'compartida'],
			namesAgents: false,
			hidesSmallGroups: true
		});
		expect(boardScope(screen, board('banco', true), TREE)).toMatchObject({
			namesAgents: true,
			hidesSmallGroups: true
		});
	});

	test('nobody sees none', () => {
		expect(maySeeBoard(null, board(COMPANY), TREE)).toBe(false);
		expect(boardScope(null, board(COMPANY), TREE)).toEqual(NOTHING);
	});

	test('no board shows anybody more than the own scope', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...ROLES),
				fc.subarray(TREE.map(({ id }) => id)),
				fc.constantFrom(...TREE.map(({ id }) => id)),
				(role, teams, team) => {
					const who = person(role, teams, 'ana');
					const own = scopeOf(who, TREE);
					const shown = boardScope(who, board(team, true), TREE);
					const queues = TREE.flatMap((one) => one.queues);
					for (const queue of queues)
						if (covers(shown.queues, queue)) expect(covers(own.queues, queue)).toBe(true);
					if (shown.namesAgents) expect(may(who, 'metrics.agents')).toBe(true);
					expect(queues.length).toBeGreaterThan(0);
				}
			)
		);
	});
});
