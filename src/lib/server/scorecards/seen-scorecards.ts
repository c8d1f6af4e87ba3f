/** The scorecards somebody may read or change: of others the answer is the same as of those that are not there. */
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Runtime } from '../runtime.ts';
import { reachedNodes } from './unit-scope.ts';

export interface SeenParts {
	readonly teams: Pick<Runtime['teams'], 'nodes'>;
	readonly scorecards: Pick<Runtime['scorecards'], 'store'>;
}

export interface SeenScorecard extends Scorecard {
	/** Whoever reads it may also change it. */
	readonly isEditable: boolean;
	/** Name of the node it belongs to. */
	readonly teamName: string;
}

/** Null: not theirs to read. */
function seen(
	scorecard: Scorecard,
	principal: Principal | null,
	nodes: readonly TeamNode[]
): SeenScorecard | null {
	if (!may(principal, 'scorecards.read')) return null;
	if (!reachedNodes(principal, nodes).has(scorecard.team)) return null;
	return {
		...scorecard,
		isEditable: may(principal, 'scorecards.manage'),
		teamName: nodes.find(({ id }) => id === scorecard.team)?.name ?? ''
	};
}

/** By name; archived ones as well. */
export async function seenScorecards(
	{ teams, scorecards }: SeenParts,
	principal: Principal | null
): Promise<SeenScorecard[]> {
	const [nodes, all] = await Promise.all([teams.nodes(), scorecards.store.list()]);
	return all
		.map((scorecard) => seen(scorecard, principal, nodes))
		.filter((scorecard) => scorecard !== null);
}

/** Null: there is none, or it is out of reach. */
export async function seenScorecard(
	{ teams, scorecards }: SeenParts,
	principal: Principal | null,
	id: string
): Promise<SeenScorecard | null> {
	const [nodes, scorecard] = await Promise.all([teams.nodes(), scorecards.store.find(id)]);
	return scorecard ? seen(scorecard, principal, nodes) : null;
}

/** One that may be changed. */
export async function ownScorecard(
	parts: SeenParts,
	principal: Principal | null,
	id: string
): Promise<SeenScorecard | null> {
	const scorecard = await seenScorecard(parts, principal, id);
	return scorecard?.isEditable === true ? scorecard : null;
}
