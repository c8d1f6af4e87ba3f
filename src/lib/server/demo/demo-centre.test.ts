import { describe, expect, test } from 'vitest';
import { ROLES } from '#lib/domain/access/role.ts';
import { mayHoldTeam } from '#lib/domain/access/team.ts';
import type { TeamKind } from '#lib/domain/access/team.ts';
import { QUEUES } from '../../../../ingest/demo/queues.ts';
import { STAFF } from '../../../../ingest/demo/staff.ts';
import { DEMO_PEOPLE, DEMO_TEAMS } from './demo-centre.ts';

describe('the demo centre in the store', () => {
	test('has a team for every word its events name a team with, and for every queue', () => {
		const words = DEMO_TEAMS.flatMap((team) => team.words).sort();
		expect(words).toEqual([...new Set(STAFF.map(({ team }) => team))].sort());
		const queues = DEMO_TEAMS.flatMap((team) => team.queues).sort();
		expect(queues).toEqual(QUEUES.map(({ id }) => id).sort());
	});

	test('is a tree: company, sites, clients, teams', () => {
		const kinds = new Map<string, TeamKind>([['company', 'company']]);
		for (const { id, parent, kind } of DEMO_TEAMS) {
			const above = kinds.get(parent);
			expect(above !== undefined && mayHoldTeam(above, kind)).toBe(true);
			kinds.set(id, kind);
		}
	});

	test('has one person for each role, and its agent is one who answers there under that name', () => {
		expect(DEMO_PEOPLE.map(({ role }) => role).sort()).toEqual([...ROLES].sort());
		const teams = new Set(['company', ...DEMO_TEAMS.map(({ id }) => id)]);
		for (const person of DEMO_PEOPLE) expect(person.teams.every((id) => teams.has(id))).toBe(true);
		const agent = DEMO_PEOPLE.find(({ role }) => role === 'agent');
		const answering = STAFF.find(({ id }) => id === agent?.agent);
		expect(answering?.name).toBe(agent?.name);
		const own = DEMO_TEAMS.find(({ id }) => id === agent?.teams[0]);
		expect(own?.words).toEqual([answering?.team]);
	});
});
