/** Agents by state: known states in their usual order, others after them, small groups hidden on a public screen. */

/** In the order of a shift: free, working, away. */
export const KNOWN_STATES = [
	'available',
	'handling',
	'wrapping',
	'break',
	'meal',
	'meeting',
	'training',
	'coaching',
	'backoffice',
	'absent',
	'offline'
] as const;
export type KnownState = (typeof KNOWN_STATES)[number];

export const isKnownState = (state: string): state is KnownState =>
	(KNOWN_STATES as readonly string[]).includes(state);

/** A group smaller than this could name a person. */
export const PRIVATE_BELOW = 5;
/** Row of the groups that were put together. */
export const OTHER_STATES = 'others';

export interface StateCount {
	readonly state: string;
	readonly count: number;
	/** The count is not told, only that it is under PRIVATE_BELOW. */
	readonly hidden: boolean;
}

const rank = (state: string): number => {
	const index = (KNOWN_STATES as readonly string[]).indexOf(state);
	return index < 0 ? KNOWN_STATES.length : index;
};

function withoutSmallGroups(counts: readonly StateCount[]): StateCount[] {
	const large = counts.filter(({ count }) => count >= PRIVATE_BELOW);
	const rest = counts
		.filter(({ count }) => count < PRIVATE_BELOW)
		.reduce((sum, { count }) => sum + count, 0);
	if (rest === 0) return large;
	return [...large, { state: OTHER_STATES, count: rest, hidden: rest < PRIVATE_BELOW }];
}

const AWAY: readonly string[] = ['absent', 'offline'];

/** States with somebody in them; who is absent or signed out is not on the floor. */
export function agentStates(
	rows: readonly { readonly state: string; readonly count: number }[],
	isPrivate: boolean
): StateCount[] {
	const counts = rows
		.filter(({ state, count }) => count > 0 && !AWAY.includes(state))
		.map(({ state, count }) => ({ state, count, hidden: false }))
		.sort((a, b) => rank(a.state) - rank(b.state) || b.count - a.count);
	return isPrivate ? withoutSmallGroups(counts) : counts;
}

/** Token of the colour of a state; the same state has the same colour everywhere. */
export function stateColour(state: string): string {
	switch (state) {
		case 'available':
			return 'var(--cat-3)';
		case 'handling':
			return 'var(--cat-1)';
		case 'wrapping':
			return 'var(--cat-5)';
		case 'break':
			return 'var(--cat-2)';
		case 'meal':
			return 'var(--cat-6)';
		case 'meeting':
		case 'training':
		case 'coaching':
			return 'var(--cat-4)';
		default:
			return 'var(--cat-rest)';
	}
}
