/** The frozen periods somebody may see: of others the answer is the same as of those that are not there. */
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { Runtime } from '../../runtime.ts';
import { maySeeAgents, reachedNodes } from '../unit-scope.ts';
import type { FoundFrozen, FrozenPeriod } from './frozen-store.ts';

interface SeenParts {
	readonly teams: Pick<Runtime['teams'], 'nodes'>;
	readonly scorecards: Pick<Runtime['scorecards'], 'frozen'>;
}

/** From the reach of its unit. What was frozen for a node that is gone is left to those who reach the company. */
export function seesFrozen(
	principal: Principal | null,
	{ unit }: Pick<FrozenPeriod, 'unit'>,
	nodes: readonly TeamNode[]
): boolean {
	if (principal === null || !may(principal, 'scorecards.read')) return false;
	if (unit.agent !== null && !maySeeAgents(principal)) return false;
	return reachedNodes(principal, nodes).has(unit.team) || teamsOf(principal).includes(COMPANY);
}

/** Null: there is none, or it is out of reach. */
export async function seenFrozen(
	{ teams, scorecards }: SeenParts,
	principal: Principal | null,
	id: string
): Promise<FoundFrozen | null> {
	const [nodes, frozen] = await Promise.all([teams.nodes(), scorecards.frozen.find(id)]);
	return frozen && seesFrozen(principal, frozen, nodes) ? frozen : null;
}

/** Of one scorecard, newest first. */
export async function seenFrozenOf(
	{ teams, scorecards }: SeenParts,
	principal: Principal | null,
	scorecard: string
): Promise<FrozenPeriod[]> {
	const [nodes, all] = await Promise.all([teams.nodes(), scorecards.frozen.list(scorecard)]);
	return all.filter((frozen) => seesFrozen(principal, frozen, nodes));
}
