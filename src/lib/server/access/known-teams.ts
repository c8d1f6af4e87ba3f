/**
 * The tree of teams as every check of access needs it: read from the store at most once in a moment, at once again after
 * this process has changed it.
 */
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { TeamStore } from '../store/teams.ts';

/** What another web process changed is known here after this long. */
const REMEMBER_MS = 2000;

interface Remembered {
	readonly nodes: Promise<readonly TeamNode[]>;
	readonly untilMs: number;
}

export interface KnownTeams {
	/** The store, with the memory emptied after each change. */
	readonly teams: TeamStore;
	readonly nodes: () => Promise<readonly TeamNode[]>;
}

export function knownTeams(store: TeamStore, now: () => number): KnownTeams {
	let remembered: Remembered | null = null;

	const nodes = (): Promise<readonly TeamNode[]> => {
		if (remembered && now() < remembered.untilMs) return remembered.nodes;
		const asked: Remembered = { nodes: store.nodes(), untilMs: now() + REMEMBER_MS };
		remembered = asked;
		asked.nodes.catch(() => {
			if (remembered === asked) remembered = null;
		});
		return asked.nodes;
	};

	async function thenForget<T>(change: Promise<T>): Promise<T> {
		try {
			return await change;
		} finally {
			remembered = null;
		}
	}

	const teams: TeamStore = {
		nodes: () => store.nodes(),
		create: (draft, actor) => thenForget(store.create(draft, actor)),
		change: (id, draft, actor) => thenForget(store.change(id, draft, actor)),
		remove: (id, actor) => thenForget(store.remove(id, actor))
	};
	return { teams, nodes };
}
