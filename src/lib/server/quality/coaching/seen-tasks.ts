/** The coaching somebody may see: of other teams the answer is the same as of what is not there. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { may } from '#lib/domain/access/principal.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { COMPANY, lineage, reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { CoachingTask, TaskState } from '#lib/domain/quality/coaching/task.ts';
import type { Runtime } from '../../runtime.ts';
import type { Person } from '../../store/people.ts';
import type { StoredItem } from './stored-task.ts';

type Parts = Pick<Runtime, 'teams' | 'quality'>;

/** The node an agent belongs to by the word of events; nobody's agents are the company's. */
export const nodeOfTeam = (nodes: readonly TeamNode[], word: string): string =>
	nodes.find(({ words }) => word !== '' && words.includes(word))?.id ?? COMPANY;

/** Nodes whose tasks a coach sees; what belongs to a node that is gone is the company's. */
function reachedBy(principal: Principal, nodes: readonly TeamNode[]): (team: string) => boolean {
	const reached = reach(nodes, teamsOf(principal));
	const known = new Set(nodes.map(({ id }) => id));
	return (team) => reached.has(known.has(team) ? team : COMPANY);
}

export async function coachedTasks(
	{ teams, quality }: Parts,
	principal: Principal | null,
	states: readonly TaskState[]
): Promise<CoachingTask[]> {
	if (principal === null || !may(principal, 'coaching.manage')) return [];
	const isReached = reachedBy(principal, await teams.nodes());
	const tasks = await quality.coaching.tasks.list({ states });
	return tasks.filter(({ team }) => isReached(team));
}

export async function coachedTask(
	{ teams, quality }: Parts,
	principal: Principal | null,
	id: string
): Promise<CoachingTask | null> {
	if (principal === null || !may(principal, 'coaching.manage')) return null;
	const [nodes, task] = await Promise.all([teams.nodes(), quality.coaching.tasks.find(id)]);
	return task && reachedBy(principal, nodes)(task.team) ? task : null;
}

const agentOf = (principal: Principal | null): string | null =>
	principal?.kind === 'person' && may(principal, 'coaching.own') ? principal.agent : null;

export async function ownTasks(
	{ quality }: Pick<Runtime, 'quality'>,
	principal: Principal | null
): Promise<CoachingTask[]> {
	const agent = agentOf(principal);
	return agent === null
		? []
		: quality.coaching.tasks.list({ agent, states: ['open', 'done', 'closed'] });
}

export async function ownTask(
	{ quality }: Pick<Runtime, 'quality'>,
	principal: Principal | null,
	id: string
): Promise<CoachingTask | null> {
	const agent = agentOf(principal);
	const task = agent === null ? null : await quality.coaching.tasks.find(id);
	return task?.agent === agent && task.state !== 'cancelled' ? task : null;
}

/** Items of the own nodes, of those below, and of those above, which share with all below them. */
export async function usableItems(
	{ teams, quality }: Parts,
	principal: Principal | null
): Promise<(StoredItem & { readonly isOwn: boolean })[]> {
	if (principal === null || !may(principal, 'coaching.manage')) return [];
	const nodes = await teams.nodes();
	const isReached = reachedBy(principal, nodes);
	const above = new Set(teamsOf(principal).flatMap((id) => lineage(nodes, id)));
	return (await quality.coaching.items.list())
		.filter(({ team }) => isReached(team) || above.has(team))
		.map((stored) => ({ ...stored, isOwn: isReached(stored.team) }));
}

/** Who may coach agents of a node: people of it or above it. */
export function coachesFor(
	people: readonly Person[],
	nodes: readonly TeamNode[],
	team: string
): { readonly id: string; readonly name: string }[] {
	return people
		.filter(
			({ isActive, role, teams }) =>
				isActive && (role === 'supervisor' || role === 'quality') && reach(nodes, teams).has(team)
		)
		.map(({ id, name }) => ({ id, name }));
}
