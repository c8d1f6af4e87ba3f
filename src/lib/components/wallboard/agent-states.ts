/** What a tile of agents shows: who is there by name, or how many by state, or that there are too few to tell. */
import { SMALLEST_GROUP, isSmallGroup } from '#lib/domain/access/small-group.ts';
import { isPresent } from '#lib/domain/metrics/floor-metrics.ts';
import type { LiveRow } from '#lib/live/board.svelte.ts';
import { asNumber, asText } from '#lib/live/cells.ts';

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

/** Row of the groups that were put together: a character that no state of a producer may have. */
export const OTHER_STATES = '\u0000';

export interface StateCount {
	readonly state: string;
	readonly count: number;
	/** The count is not told, only that it is under SMALLEST_GROUP. */
	readonly hidden: boolean;
}

const rank = (state: string): number => {
	const index = (KNOWN_STATES as readonly string[]).indexOf(state);
	return index < 0 ? KNOWN_STATES.length : index;
};

function withoutSmallGroups(counts: readonly StateCount[]): StateCount[] {
	const large = counts.filter(({ count }) => !isSmallGroup(count));
	const rest = counts
		.filter(({ count }) => isSmallGroup(count))
		.reduce((sum, { count }) => sum + count, 0);
	if (rest === 0) return large;
	return [...large, { state: OTHER_STATES, count: rest, hidden: isSmallGroup(rest) }];
}

/** States with somebody in them; who is absent or signed out is not on the floor. */
export function agentStates(
	rows: readonly { readonly state: string; readonly count: number }[],
	isPrivate: boolean
): StateCount[] {
	const counts = rows
		.filter((row) => row.count > 0 && isPresent(row))
		.map(({ state, count }) => ({ state, count, hidden: false }))
		.sort((a, b) => rank(a.state) - rank(b.state) || b.count - a.count);
	return isPrivate ? withoutSmallGroups(counts) : counts;
}

export interface ListedAgent {
	readonly id: string;
	readonly name: string;
	readonly state: string;
	/** The instant the state began; null when nobody knows. */
	readonly sinceMs: number | null;
}

export type ShownAgents =
	| { readonly kind: 'few'; readonly fewerThan: number }
	| { readonly kind: 'list'; readonly agents: readonly ListedAgent[] }
	| { readonly kind: 'states'; readonly states: readonly StateCount[] };

type Row = Pick<LiveRow, 'id' | 'cell'>;

function listedAgent(row: Row): ListedAgent[] {
	const name = asText(row.cell('name'));
	if (name === null) return [];
	const state = asText(row.cell('state')) ?? '';
	return [{ id: row.id, name, state, sinceMs: asNumber(row.cell('since')) }];
}

function countedStates(rows: readonly Row[], agents: readonly ListedAgent[]) {
	if (agents.length === 0) {
		return rows.map((row) => ({ state: row.id, count: asNumber(row.cell('count')) ?? 0 }));
	}
	const counts = new Map<string, number>();
	for (const { state } of agents) counts.set(state, (counts.get(state) ?? 0) + 1);
	return [...counts].map(([state, count]) => ({ state, count }));
}

/** Longest in their state first. On a screen that somebody made private, states instead of names. */
export function shownAgents(
	rows: readonly Row[],
	isPrivate: boolean,
	byName: (a: string, b: string) => number
): ShownAgents {
	const few = rows.find((row) => row.cell('fewerThan') !== undefined);
	if (few) return { kind: 'few', fewerThan: asNumber(few.cell('fewerThan')) ?? SMALLEST_GROUP };
	const agents = rows.flatMap(listedAgent);
	if (agents.length === 0 || isPrivate) {
		return { kind: 'states', states: agentStates(countedStates(rows, agents), isPrivate) };
	}
	const latest = Number.POSITIVE_INFINITY;
	agents.sort((a, b) => (a.sinceMs ?? latest) - (b.sinceMs ?? latest) || byName(a.name, b.name));
	return { kind: 'list', agents };
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
