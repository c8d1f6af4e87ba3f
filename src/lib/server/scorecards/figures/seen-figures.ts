/** The figures somebody may see, and the nodes they may see and enter values for. What is out of reach is not there. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { may } from '#lib/domain/access/principal.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { COMPANY, lineage, reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { FigureValue } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { Runtime } from '../../runtime.ts';
import type { StoredFigure } from './stored-figure.ts';

export interface SeenFigure extends StoredFigure {
	/** Of a node they reach and not only of one above: they may say what it is. */
	readonly isOwn: boolean;
}

export interface FigureSight {
	/** The whole tree; for names only of what is reached. */
	readonly nodes: readonly TeamNode[];
	/** Ids of nodes. */
	readonly reached: ReadonlySet<string>;
	readonly principal: Principal;
}

type Parts = Pick<Runtime, 'teams' | 'scorecards'>;

export async function sightOf(
	{ teams }: Pick<Runtime, 'teams'>,
	principal: Principal
): Promise<FigureSight> {
	const nodes = await teams.nodes();
	return { nodes, principal, reached: reach(nodes, teamsOf(principal)) };
}

/** A figure of a node that is gone is the company's. */
const ownerOf = ({ team }: StoredFigure, nodes: readonly TeamNode[]): string =>
	nodes.some(({ id }) => id === team) ? team : COMPANY;

/** Null: neither of their nodes nor of one above them. */
function seen(stored: StoredFigure, { nodes, reached, principal }: FigureSight): SeenFigure | null {
	const team = ownerOf(stored, nodes);
	const isReached = reached.has(team);
	const isAbove = teamsOf(principal).some((start) => lineage(nodes, start).includes(team));
	if (!isReached && !isAbove) return null;
	return { ...stored, team, isOwn: isReached && may(principal, 'scorecards.manage') };
}

export async function seenFigures(
	{ scorecards }: Pick<Parts, 'scorecards'>,
	sight: FigureSight
): Promise<SeenFigure[]> {
	const all = await scorecards.figures.definitions.list();
	return all.map((stored) => seen(stored, sight)).filter((one) => one !== null);
}

export async function seenFigure(
	{ scorecards }: Pick<Parts, 'scorecards'>,
	sight: FigureSight,
	id: string
): Promise<SeenFigure | null> {
	const stored = await scorecards.figures.definitions.find(id);
	return stored && seen(stored, sight);
}

/** The nodes of a figure they reach, in the order of the tree: there they see and enter its values. */
export function nodesOfFigure({ team }: StoredFigure, { nodes, reached }: FigureSight): TeamNode[] {
	const below = reach(nodes, [team]);
	return nodes.filter(({ id }) => below.has(id) && reached.has(id));
}

export const seesValue = (
	{ team }: Pick<FigureValue, 'team'>,
	{ nodes, reached }: FigureSight
): boolean => reached.has(nodes.some(({ id }) => id === team) ? team : COMPANY);

/** Four eyes: never what they entered themselves. */
export const mayDecide = (value: FigureValue, sight: FigureSight): boolean =>
	may(sight.principal, 'figures.approve') &&
	value.enteredBy !== sight.principal.id &&
	seesValue(value, sight);
