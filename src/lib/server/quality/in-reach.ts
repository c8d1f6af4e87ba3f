/** Which of what the store keeps about agents and queues is in the reach of whoever asks. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import { covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { StoreSchema } from '../store/schema.ts';

/** Whom and where something is about; empty: nobody, nowhere. */
export interface About {
	readonly agent: string;
	readonly queue: string;
}

/** The team of each agent by the word of events; agents nobody has heard of are in none. */
export type TeamOfAgent = ReadonlyMap<string, string>;

/** Seen by those who reach the queue or the team of the agent; by an agent only what is the agent's own. */
export function inReach(scope: RowScope, { agent, queue }: About, teams: TeamOfAgent): boolean {
	if (scope.agent !== null) return agent === scope.agent;
	if (scope.queues === 'all' || scope.teams === 'all') return true;
	if (queue !== '' && covers(scope.queues, queue)) return true;
	const team = teams.get(agent) ?? '';
	return team !== '' && covers(scope.teams, team);
}

/** The agents whose team is in reach. */
export const agentsInReach = (scope: RowScope, teams: TeamOfAgent): string[] =>
	[...teams].filter(([, team]) => team !== '' && covers(scope.teams, team)).map(([agent]) => agent);

type AboutTable = 'evaluations' | 'quality_assignments';
const NOBODY = '';

/** The same as a condition of a question to the store. */
export function whereInReach(scope: RowScope, teams: TeamOfAgent) {
	return (
		is: ExpressionBuilder<StoreSchema, AboutTable>
	): ExpressionWrapper<StoreSchema, AboutTable, SqlBool> => {
		if (scope.agent !== null) return is('agent', '=', scope.agent);
		if (scope.queues === 'all' || scope.teams === 'all') return is.and([]);
		// A list without anything in it is no list in SQL; nothing has the empty id.
		return is.or([
			is.and([is('queue', '!=', NOBODY), is('queue', 'in', [NOBODY, ...scope.queues])]),
			is.and([
				is('agent', '!=', NOBODY),
				is('agent', 'in', [NOBODY, ...agentsInReach(scope, teams)])
			])
		]);
	};
}
