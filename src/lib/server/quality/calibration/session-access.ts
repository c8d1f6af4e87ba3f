/** The sessions somebody may see: those who lead the node they belong to, and those who score in them. */
import { may } from '#lib/domain/access/principal.ts';
import type { PersonPrincipal, Principal } from '#lib/domain/access/principal.ts';
import { mayHold } from '#lib/domain/access/right.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { Runtime } from '../../runtime.ts';
import type { Person } from '../../store/people.ts';
import type { CalibrationSession } from './stored-session.ts';

export interface SeenSession {
	readonly session: CalibrationSession;
	/** May reveal it, write decisions and close it. */
	readonly isLeader: boolean;
}

type About = Pick<CalibrationSession, 'team' | 'evaluators'>;
type Parts = Pick<Runtime, 'teams' | 'quality'>;

/** A person of the store as if signed in, for what is judged by role and teams alone. */
export const asPrincipal = ({ id, name, role, teams, agent, isDemo }: Person): PersonPrincipal => ({
	...{ kind: 'person', id, name, role, teams, agent, isDemo },
	sessionId: ''
});

/** Whether the node is one of theirs or below one. */
export const reachesTeam = (
	person: PersonPrincipal,
	team: string,
	nodes: readonly TeamNode[]
): boolean => reach(nodes, teamsOf(person)).has(team);

export function leads(
	principal: Principal | null,
	{ team }: Pick<About, 'team'>,
	nodes: readonly TeamNode[]
): boolean {
	return (
		principal?.kind === 'person' &&
		may(principal, 'quality.manage') &&
		reachesTeam(principal, team, nodes)
	);
}

/** Who can score in a session of this node: they have to be able to open its contacts. */
export const mayScoreIn = (person: Person, team: string, nodes: readonly TeamNode[]): boolean =>
	person.isActive &&
	mayHold(person.role, 'quality.evaluate') &&
	reachesTeam(asPrincipal(person), team, nodes);

function seen(
	principal: Principal | null,
	session: CalibrationSession,
	nodes: readonly TeamNode[]
): SeenSession | null {
	const isLeader = leads(principal, session, nodes);
	const isEvaluator = principal?.kind === 'person' && session.evaluators.includes(principal.id);
	return isLeader || isEvaluator ? { session, isLeader } : null;
}

export async function seenSessions(
	{ teams, quality }: Parts,
	principal: Principal | null
): Promise<SeenSession[]> {
	const [nodes, sessions] = await Promise.all([teams.nodes(), quality.calibration.sessions.list()]);
	return sessions.flatMap((session) => seen(principal, session, nodes) ?? []);
}

/** The same for one that is not there and for one that is not theirs. */
export async function seenSession(
	{ teams, quality }: Parts,
	principal: Principal | null,
	id: string
): Promise<SeenSession | null> {
	const [nodes, session] = await Promise.all([
		teams.nodes(),
		quality.calibration.sessions.find(id)
	]);
	return session && seen(principal, session, nodes);
}
