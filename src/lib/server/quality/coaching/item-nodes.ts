/** The teams somebody may give learning items to. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import type { OwnNode } from '#lib/domain/access/own-nodes.ts';
import type { Runtime } from '../../runtime.ts';

export const itemNodes = async (
	{ teams }: Pick<Runtime, 'teams'>,
	principal: Principal | null
): Promise<OwnNode[]> => (principal === null ? [] : ownNodes(principal, await teams.nodes()));
