/** What the address of the page of schedules asks for, of the teams somebody reaches. */
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import type { OwnNode } from '#lib/domain/access/own-nodes.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { scopeOfTeams } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { dateIn, plusDays, readDate } from '#lib/domain/workforce/import-clock.ts';

export const SORTS = ['worst', 'name', 'start'] as const;
export type DaySort = (typeof SORTS)[number];
export const VIEWS = ['lanes', 'list'] as const;
export type DayView = (typeof VIEWS)[number];

export interface DayAddress {
	readonly choices: readonly OwnNode[];
	readonly team: string;
	/** Words of the team in events; null: all in reach; empty: events do not know it. */
	readonly words: readonly string[] | null;
	readonly date: string;
	readonly today: string;
	readonly previous: string;
	readonly next: string;
	readonly sort: DaySort;
	readonly view: DayView;
}

const within = <const T extends string>(list: readonly T[], word: string | null, other: T): T =>
	list.find((one) => one === word) ?? other;

/** A team that is out of reach, or none, is the topmost of the own ones. */
export function readDayAddress(
	url: URL,
	principal: Principal,
	nodes: readonly TeamNode[],
	{ zone, nowMs }: { readonly zone: string; readonly nowMs: number }
): DayAddress {
	const choices = ownNodes(principal, nodes);
	const asked = url.searchParams.get('team');
	const team = (choices.find(({ id }) => id === asked) ?? choices[0])?.id ?? '';
	const { teams } = scopeOfTeams(nodes, team === '' ? [] : [team]);
	const today = dateIn(nowMs, zone);
	const date = readDate(url.searchParams.get('date') ?? '') ?? today;
	return {
		choices,
		team,
		words: teams === 'all' ? null : teams,
		date,
		today,
		previous: plusDays(date, -1),
		next: plusDays(date, 1),
		sort: within(SORTS, url.searchParams.get('sort'), 'worst'),
		view: within(VIEWS, url.searchParams.get('view'), 'lanes')
	};
}
