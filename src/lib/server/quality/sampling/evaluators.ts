/** The people who can judge what a plan draws. */
import { mayHold } from '#lib/domain/access/right.ts';
import { COMPANY, reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { REACHES_ALL_WITHOUT_TEAM } from '#lib/domain/access/role.ts';
import type { Evaluator } from '#lib/domain/quality/sampling/evaluator-allocation.ts';
import { digest } from '../../digest.ts';
import type { Person } from '../../store/people.ts';

const nodesOf = ({ role, teams }: Pick<Person, 'role' | 'teams'>): readonly string[] =>
	teams.length === 0 && REACHES_ALL_WITHOUT_TEAM.has(role) ? [COMPANY] : teams;

/** Active, with the right to judge, and reaching the team: they can open what they are given. */
export const mayEvaluateFor = (person: Person, team: string, nodes: readonly TeamNode[]): boolean =>
	person.isActive &&
	mayHold(person.role, 'quality.evaluate') &&
	reach(nodes, nodesOf(person)).has(team);

/** Supervisors lead the teams they are put to themselves, not those below. */
function leadsOf({ role, teams }: Person, nodes: readonly TeamNode[]): Set<string> {
	if (role !== 'supervisor') return new Set();
	return new Set(nodes.filter(({ id }) => teams.includes(id)).flatMap(({ words }) => words));
}

/** Of equals the first gets one more: whose turn that is, changes with seed and period. */
export function evaluatorsOf(
	people: readonly Person[],
	{
		ids,
		team,
		nodes,
		turn
	}: { ids: readonly string[]; team: string; nodes: readonly TeamNode[]; turn: string }
): Evaluator[] {
	const chosen = new Set(ids);
	return people
		.filter((person) => chosen.has(person.id) && mayEvaluateFor(person, team, nodes))
		.map((person) => ({ person, place: digest(`${turn}|${person.id}`) }))
		.sort((a, b) => (a.place < b.place ? -1 : 1))
		.map(({ person }) => ({ id: person.id, agent: person.agent, leads: leadsOf(person, nodes) }));
}
