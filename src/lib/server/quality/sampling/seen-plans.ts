/** The plans somebody may see and change: those of the own teams and of what is below them. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { may } from '#lib/domain/access/principal.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { COMPANY, reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { Runtime } from '../../runtime.ts';
import type { StoredDraw, StoredPlan } from './stored-plan.ts';

type Parts = Pick<Runtime, 'teams' | 'quality'>;

/** A plan of a team that is gone is the company's. */
function seesPlan(
	principal: Principal | null,
	{ team }: Pick<StoredPlan, 'team'>,
	nodes: readonly TeamNode[]
): boolean {
	if (principal === null || !may(principal, 'quality.manage')) return false;
	const owner = nodes.some(({ id }) => id === team) ? team : COMPANY;
	return reach(nodes, teamsOf(principal)).has(owner);
}

export async function ownPlans(
	{ teams, quality }: Parts,
	principal: Principal | null
): Promise<StoredPlan[]> {
	const [nodes, plans] = await Promise.all([teams.nodes(), quality.sampling.plans.list()]);
	return plans.filter((plan) => seesPlan(principal, plan, nodes));
}

/** Null for a plan that is not there and for one that is not theirs. */
export async function ownPlan(
	{ teams, quality }: Parts,
	principal: Principal | null,
	id: string
): Promise<StoredPlan | null> {
	const [nodes, plan] = await Promise.all([teams.nodes(), quality.sampling.plans.find(id)]);
	return plan && seesPlan(principal, plan, nodes) ? plan : null;
}

/** Null as well for a period of which nothing was begun. */
export async function ownDraw(
	parts: Parts,
	principal: Principal | null,
	{ plan, period }: { readonly plan: string; readonly period: string }
): Promise<{ plan: StoredPlan; draw: StoredDraw } | null> {
	const stored = await ownPlan(parts, principal, plan);
	const draw = stored && (await parts.quality.sampling.draws.find(stored.id, period));
	return draw ? { plan: stored, draw } : null;
}
