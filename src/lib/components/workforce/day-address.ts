/** Addresses of the page of schedules: everything it shows is in them. */
export interface DayPlace {
	readonly team: string;
	readonly date: string;
	readonly sort: string;
	readonly view: string;
}

export interface Selected {
	readonly agent: string;
	readonly fromMs?: number;
	readonly toMs?: number;
}

export function dayHref(
	{ team, date, sort, view }: DayPlace,
	change: Partial<DayPlace> = {},
	selected: Selected | null = null
): string {
	const query = new URLSearchParams({ team, date, sort, view, ...change });
	if (selected) query.set('agent', selected.agent);
	if (selected?.fromMs !== undefined) query.set('from', String(selected.fromMs));
	if (selected?.toMs !== undefined) query.set('to', String(selected.toMs));
	return `/schedules?${query.toString()}`;
}
