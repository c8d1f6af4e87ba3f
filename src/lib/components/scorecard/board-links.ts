/** Where the parts of a board lead. A frozen period leads nowhere: it is what it was. */
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import { writeScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import type { ScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';

/** The part of the scorecard that is looked at more closely. */
export interface Focus {
	readonly perspective: string | null;
	readonly objective: string | null;
}

export const NO_FOCUS: Focus = { perspective: null, objective: null };

export interface BoardLinks {
	readonly measure: (measure: string) => string;
	readonly focus: (focus: Focus) => string;
	/** Another page of the same scorecard, with the same period and unit. */
	readonly page: (name: string) => string;
}

const without = (unit: Unit, team: string): Unit | null =>
	unit.agent === null && unit.team === team ? null : unit;

/** What a page was asked for, as its address has it. */
export const askOf = ({ view, unit, team }: ScorecardPage): ScorecardAsk => ({
	period: view.period,
	comparison: view.comparison,
	unit: without(unit, team)
});

/** What is no part of the selection and must not be lost with it. */
export type Kept = readonly (readonly [name: string, value: string])[];

export function boardLinks(page: ScorecardPage, kept: Kept = []): BoardLinks {
	const base = `/scorecards/${encodeURIComponent(page.scorecard)}`;
	const address = (path: string, more: Kept = []): string => {
		const query = writeScorecardAsk(askOf(page));
		for (const [name, value] of [...more, ...kept]) query.set(name, value);
		return `${base}${path}?${query.toString()}`;
	};
	return {
		measure: (measure) => address(`/measures/${encodeURIComponent(measure)}`),
		page: (name) => address(name === '' ? '' : `/${name}`),
		focus: (focus) => address('', keptWithFocus([], focus))
	};
}

/** Unknown names look at the whole. */
export function readFocus(query: URLSearchParams, { view }: ScorecardPage): Focus {
	const objective = view.content.objectives.find(({ id }) => id === query.get('objective'));
	if (objective) return { perspective: objective.perspective, objective: objective.id };
	const found = view.content.perspectives.find(({ id }) => id === query.get('perspective'));
	return { perspective: found?.id ?? null, objective: null };
}

/** What an address may carry beside the selection. */
export const keptOf = (query: URLSearchParams): Kept =>
	['lang', 'theme'].flatMap((name) => {
		const value = query.get(name);
		return value === null ? [] : [[name, value] as const];
	});

/** The same with the part that is looked at, for another period of it. */
export const keptWithFocus = (kept: Kept, { perspective, objective }: Focus): Kept => [
	...kept,
	...(perspective === null ? [] : [['perspective', perspective] as const]),
	...(objective === null ? [] : [['objective', objective] as const])
];
