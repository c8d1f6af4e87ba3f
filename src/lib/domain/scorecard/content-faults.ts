/** What keeps a scorecard from being kept: what names nothing, or stands in no order. */
import type { MeasureUnit } from './measure-unit.ts';
import { MOST_LINKS, MOST_MEASURES, MOST_OBJECTIVES, MOST_PERSPECTIVES } from './scorecard.ts';
import type { MeasureSource, ScorecardContent } from './scorecard.ts';
import { targetFault } from './target.ts';

export const CONTENT_FAULTS = [
	'missing',
	'tooLong',
	'number',
	/** Thousands in one language, decimals in another. */
	'ambiguous',
	/** Two things under one id. */
	'twice',
	/** More of them than a scorecard holds. */
	'tooMany',
	/** It belongs to something that is not there. */
	'parent',
	/** There is no such metric, figure or formula, or it is only known live. */
	'source',
	/** Floor, target and stretch do not stand in the order their direction asks for. */
	'order',
	/** From an objective to itself. */
	'self',
	'month',
	'wrong'
] as const;
export type ContentFaultCode = (typeof CONTENT_FAULTS)[number];
export type FaultyItem = 'scorecard' | 'perspective' | 'objective' | 'measure' | 'link';

export interface ContentFault {
	readonly item: FaultyItem;
	/** Of the item; of a link its place in the list; empty of the scorecard itself. */
	readonly id: string;
	/** As on the form; empty: the whole item. */
	readonly field: string;
	readonly code: ContentFaultCode;
}

/** Null: there is no such source, or it has no history. */
export type UnitOfSource = (source: MeasureSource) => MeasureUnit | null;

type Say = (id: string, field: string, code: ContentFaultCode) => ContentFault;
const about =
	(item: FaultyItem): Say =>
	(id, field, code) => ({ item, id, field, code });

const ofPerspective = about('perspective');
const ofObjective = about('objective');
const ofMeasure = about('measure');
const ofLink = about('link');

/** Every one after the first of its id. */
function twice(items: readonly { readonly id: string }[], say: Say): ContentFault[] {
	const seen = new Set<string>();
	return items.flatMap(({ id }) => {
		if (seen.has(id)) return [say(id, '', 'twice')];
		seen.add(id);
		return [];
	});
}

function idFaults({ perspectives, objectives, measures, links }: ScorecardContent): ContentFault[] {
	const ends = links.map(({ from, to }) => ({ id: JSON.stringify([from, to]) }));
	const first = new Map(ends.map(({ id }, index) => [id, index] as const).reverse());
	return [
		...twice(perspectives, ofPerspective),
		...twice(objectives, ofObjective),
		...twice(measures, ofMeasure),
		...ends.flatMap(({ id }, index) =>
			first.get(id) === index ? [] : [ofLink(String(index), 'to', 'twice')]
		)
	];
}

function countFaults(content: ScorecardContent): ContentFault[] {
	const most = [
		['perspectives', MOST_PERSPECTIVES],
		['objectives', MOST_OBJECTIVES],
		['measures', MOST_MEASURES],
		['links', MOST_LINKS]
	] as const;
	return most
		.filter(([list, limit]) => content[list].length > limit)
		.map(([list]) => about('scorecard')('', list, 'tooMany'));
}

function measureFaults(
	{ objectives, measures }: ScorecardContent,
	unitOf: UnitOfSource
): ContentFault[] {
	const known = new Set(objectives.map(({ id }) => id));
	return measures.flatMap(({ id, objective, source, target }) => [
		...(known.has(objective) ? [] : [ofMeasure(id, 'objective', 'parent')]),
		...(unitOf(source) === null ? [ofMeasure(id, 'source', 'source')] : []),
		...(target !== null && targetFault(target) !== null ? [ofMeasure(id, 'target', 'order')] : [])
	]);
}

function linkFaults({ objectives, links }: ScorecardContent): ContentFault[] {
	const known = new Set(objectives.map(({ id }) => id));
	return links.flatMap(({ from, to }, index) => {
		const missing = (['from', 'to'] as const).filter(
			(end) => !known.has(end === 'from' ? from : to)
		);
		const faults = missing.map((end) => ofLink(String(index), end, 'parent'));
		return missing.length === 0 && from === to ? [ofLink(String(index), 'to', 'self')] : faults;
	});
}

/** Empty: it can be kept. The shape of the content is what its schema asks for. */
export function contentFaults(content: ScorecardContent, unitOf: UnitOfSource): ContentFault[] {
	const perspectives = new Set(content.perspectives.map(({ id }) => id));
	return [
		...countFaults(content),
		...idFaults(content),
		...content.perspectives
			.filter(({ kind, name }) => kind === 'own' && name === '')
			.map(({ id }) => ofPerspective(id, 'name', 'missing')),
		...content.objectives
			.filter(({ perspective }) => !perspectives.has(perspective))
			.map(({ id }) => ofObjective(id, 'perspective', 'parent')),
		...measureFaults(content, unitOf),
		...linkFaults(content)
	];
}
