/** A strategy map with what the months say of its arrows: one value for the page. */
import type { StrategyLink } from '../scorecard.ts';
import type { ObjectiveView, ScorecardView } from '../view.ts';
import { evidenceOf, objectiveSeries } from './link-evidence.ts';
import type { LinkEvidence } from './link-evidence.ts';
import { layOutMap } from './map-layout.ts';
import type { StrategyMap } from './map-layout.ts';

export interface LinkView {
	/** From 1, in the order of the list. */
	readonly number: number;
	readonly link: StrategyLink;
	/** Names of the two objectives. */
	readonly cause: string;
	readonly effect: string;
	readonly evidence: LinkEvidence;
}

export interface StrategyView {
	readonly map: StrategyMap;
	/** Those whose objectives are there; `MapArrow.link` is the place in the content, not here. */
	readonly links: readonly LinkView[];
	/** Number of each arrow of the map, by its place in the content. */
	readonly numbers: Readonly<Record<number, number>>;
}

const byPlace = ({ content }: ScorecardView): Map<string, number> => {
	const rows = new Map(content.perspectives.map(({ id }, at) => [id, at]));
	return new Map(content.objectives.map(({ id, perspective }) => [id, rows.get(perspective) ?? 0]));
};

/** Links are listed from the bottom of the map to its top, as a strategy is told: what is learnt first. */
export function strategyOf(view: ScorecardView): StrategyView {
	const { content } = view;
	const rules = { aggregator: content.aggregator, hasCriticalCap: content.hasCriticalCap };
	const objectives = new Map<string, ObjectiveView>(
		view.perspectives.flatMap((one) => one.objectives.map((each) => [each.objective.id, each]))
	);
	const series = new Map(
		[...objectives].map(([id, objective]) => [id, objectiveSeries(objective, rules)])
	);
	const map = layOutMap(content);
	const places = byPlace(view);
	const listed = map.arrows
		.map(({ link }) => link)
		.flatMap((place) => {
			const link = content.links[place];
			return link === undefined ? [] : [{ place, link }];
		})
		.sort(
			(a, b) => (places.get(b.link.from) ?? 0) - (places.get(a.link.from) ?? 0) || a.place - b.place
		);
	const nameOf = (id: string): string => objectives.get(id)?.objective.name ?? id;
	const nothing = new Map<string, number>();
	return {
		map,
		links: listed.map(({ link }, at) => ({
			...{ number: at + 1, link, cause: nameOf(link.from), effect: nameOf(link.to) },
			evidence: evidenceOf(link, series.get(link.from) ?? nothing, series.get(link.to) ?? nothing)
		})),
		numbers: Object.fromEntries(listed.map(({ place }, at) => [place, at + 1]))
	};
}
