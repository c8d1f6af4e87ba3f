/** Queues and words for teams that events or settings have named, with the nodes they belong to. */
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { Runtime } from '../runtime.ts';

export interface KnownNames {
	readonly queues: readonly { readonly id: string; readonly name: string }[];
	readonly words: readonly string[];
	/** The database of events did not answer: only what is in the tree is known. */
	readonly isDatabaseAway: boolean;
}

/** The hub keeps what it read last; without an answer of the database in time that is nothing. */
export async function knownNames(
	{ queueDesk, hub }: Pick<Runtime, 'queueDesk' | 'hub'>,
	nodes: readonly TeamNode[]
): Promise<KnownNames> {
	const [{ queues, isDatabaseAway }, teams] = await Promise.all([
		queueDesk.list(),
		hub.teams(EVERYTHING)
	]);
	const named = queues.map(({ queue, now }) => ({ id: queue, name: now.name }));
	const known = new Set(named.map(({ id }) => id));
	const held = [...new Set(nodes.flatMap((node) => node.queues))].filter((id) => !known.has(id));
	const words = new Set([...teams, ...nodes.flatMap((node) => node.words)]);
	return {
		queues: [...named, ...held.map((id) => ({ id, name: id }))],
		words: [...words].sort((a, b) => a.localeCompare(b)),
		isDatabaseAway
	};
}

/** What belongs to no node: nobody but those who reach the whole company sees it. */
export function homeless(
	{ queues, words }: KnownNames,
	nodes: readonly TeamNode[]
): Pick<KnownNames, 'queues' | 'words'> {
	const heldQueues = new Set(nodes.flatMap((node) => node.queues));
	const heldWords = new Set(nodes.flatMap((node) => node.words));
	return {
		queues: queues.filter(({ id }) => !heldQueues.has(id)),
		words: words.filter((word) => !heldWords.has(word))
	};
}

/** Whose each of them is. */
export const holdersOf = (
	nodes: readonly TeamNode[],
	what: 'queues' | 'words',
	value: string
): string[] => nodes.filter((node) => node[what].includes(value)).map(({ id }) => id);
