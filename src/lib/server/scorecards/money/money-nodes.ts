/** The part of the tree whose rates and contracts somebody may see and change: nobody sees those of a node above. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { teamChoices } from '../../administration/team-choices.ts';
import type { TeamChoice } from '../../administration/team-choices.ts';
import type { Runtime } from '../../runtime.ts';
import { reachedNodes } from '../unit-scope.ts';

export interface MoneyNodes {
	readonly choices: readonly TeamChoice[];
	readonly reached: ReadonlySet<string>;
}

export async function moneyNodes(
	{ teams }: Pick<Runtime, 'teams'>,
	principal: Principal | null
): Promise<MoneyNodes> {
	const nodes = await teams.nodes();
	const reached = reachedNodes(principal, nodes);
	return { reached, choices: teamChoices(nodes).filter(({ id }) => reached.has(id)) };
}
