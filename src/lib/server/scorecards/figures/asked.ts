/** What every page of figures begins with: who asks, what they reach, and the month it is. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import type { DecimalMark } from '#lib/domain/scorecard/typed-number.ts';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { TeamChoice } from '../../administration/team-choices.ts';
import type { Runtime } from '../../runtime.ts';
import { sightOf } from './seen-figures.ts';
import type { FigureSight } from './seen-figures.ts';

export interface AskedFigures {
	readonly sight: FigureSight;
	readonly thisMonth: Month;
	/** How the asker's language writes decimals. */
	readonly mark: DecimalMark;
	/** The nodes in reach, as a list to choose from. */
	readonly teams: readonly TeamChoice[];
}

export async function askedFigures(
	{ teams, config }: Pick<Runtime, 'teams' | 'config'>,
	principal: Principal,
	locale: string
): Promise<AskedFigures> {
	const sight = await sightOf({ teams }, principal);
	const kinds = new Map(sight.nodes.map(({ id, kind }) => [id, kind]));
	return {
		sight,
		thisMonth: monthOf(Date.now(), config.timeZone),
		mark: markOf(locale),
		teams: ownNodes(principal, sight.nodes).map((node) => ({
			...node,
			kind: kinds.get(node.id) ?? 'team'
		}))
	};
}
