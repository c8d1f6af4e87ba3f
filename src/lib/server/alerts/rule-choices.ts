/** What somebody may choose in the form of a rule: the own teams, and what those reach. */
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { covers } from '#lib/domain/access/scope.ts';
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import type { OwnNode } from '#lib/domain/access/own-nodes.ts';
import type { Runtime } from '../runtime.ts';
import type { RuleChoices } from './rule-draft.ts';

export interface ShownChoices extends RuleChoices {
	readonly nodes: readonly OwnNode[];
	readonly named: readonly { readonly id: string; readonly name: string }[];
	/** The database of events did not answer: names may be missing. */
	readonly isDatabaseAway: boolean;
}

export async function ruleChoices(
	{ teams, access, hub, queueDesk }: Pick<Runtime, 'teams' | 'access' | 'hub' | 'queueDesk'>,
	principal: Principal,
	/** What the rule names already stays to be chosen although nobody hears of it any more. */
	also: { readonly queues: readonly string[]; readonly teams: readonly string[] } = {
		queues: [],
		teams: []
	}
): Promise<ShownChoices> {
	const [nodes, scope] = await Promise.all([teams.nodes(), access.scopeOf(principal)]);
	const seesAgents = may(principal, 'metrics.agents');
	const [{ queues, isDatabaseAway }, words] = await Promise.all([
		queueDesk.list(),
		seesAgents ? hub.teams(scope) : []
	]);
	const reached = queues.filter(({ queue }) => covers(scope.queues, queue));
	const known = new Map(reached.map(({ queue, now }) => [queue, now.name]));
	const held = [
		...also.queues,
		...nodes.flatMap((node) => node.queues).filter((queue) => covers(scope.queues, queue))
	];
	for (const queue of held) if (!known.has(queue)) known.set(queue, queue);
	const own = ownNodes(principal, nodes);
	return {
		nodes: own,
		teams: own.map(({ id }) => id),
		named: [...known].map(([id, name]) => ({ id, name })),
		queues: [...known.keys()],
		channels: [...new Set(reached.map(({ now }) => now.channel))].sort(),
		words: [...new Set([...words, ...(seesAgents ? also.teams : [])])],
		seesAgents,
		isDatabaseAway
	};
}
