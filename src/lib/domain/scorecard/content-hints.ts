/** What a scorecard would be better without: ways to measure that are known to mislead (kpi-science §5.3). Nothing is refused for it. */
import type { Figure } from './figures/figure.ts';
import { hasDenominator } from './figures/figure.ts';
import { findMetric } from '../metrics/catalogue.ts';
import type { Measure, MeasureSource, ScorecardContent } from './scorecard.ts';
import { sourceKey } from './view.ts';

/** Beyond it nobody sees the whole (Kaplan and Norton: 20 to 25). */
export const MANY_MEASURES = 25;
/** A survey with fewer answers says little of a month. */
export const LEAST_ANSWERS = 30;

export const HINTS = [
	/** Handle time as more or less is better: people hurry, and customers call again. */
	'handleTime',
	/** Quality and adherence under one objective: the same behaviour counts twice. */
	'countedTwice',
	'sameSource',
	/** A mean that is entered as one number cannot be brought together over months and nodes. */
	'meanOfMeans',
	'fewAnswers',
	/** The metric is better the other way. */
	'wrongWay',
	/** It has weight, and nothing to be held against. */
	'noTarget',
	/** A total: a month, a quarter and a year are held against the same number. */
	'total',
	'noLead',
	'noOwner',
	'emptyPerspective',
	'emptyObjective',
	/** Nothing below it counts. */
	'noWeight',
	'criticalUnused',
	'loop',
	'many'
] as const;
export type HintCode = (typeof HINTS)[number];

export interface ContentHint {
	readonly code: HintCode;
	readonly item: 'scorecard' | 'perspective' | 'objective' | 'measure';
	/** Empty: the scorecard itself. */
	readonly id: string;
	/** How many it speaks of. */
	readonly n: number;
}

export type FigureOf = (id: string) => Figure | null;

const HANDLE_TIMES: readonly string[] = ['aht', 'talk', 'hold', 'acw'];
const SURVEYS: readonly string[] = ['csat', 'nps', 'ces', 'survey_fcr'];
const isQuality = (metric: string): boolean => metric.startsWith('qa_');
const isAdherence = (metric: string): boolean =>
	metric.startsWith('adherence') || metric === 'conformance';
/** As people call one, in the languages of the product. */
const MEAN = /\b(?:medi[ao]s?|promedio|average|mean|m[eé]di[ao])\b/iu;

const metricOf = ({ source }: Measure): string => (source.kind === 'metric' ? source.metric : '');

/** Numbers of one source and unit that only add up. */
function isTotal(source: MeasureSource, figureOf: FigureOf): boolean {
	if (source.kind === 'metric') return findMetric(source.metric)?.formula.kind === 'count';
	return source.kind === 'figure' && figureOf(source.figure)?.adding === 'sum';
}

function isMeanOfMeans({ source }: Measure, figureOf: FigureOf): boolean {
	const figure = source.kind === 'figure' ? figureOf(source.figure) : null;
	if (figure === null || hasDenominator(figure.adding)) return false;
	return MEAN.test(figure.name) || MEAN.test(figure.numeratorName);
}

function isWrongWay({ source, target }: Measure): boolean {
	if (source.kind !== 'metric' || target === null || target.direction === 'band') return false;
	const direction = findMetric(source.metric)?.direction ?? 'none';
	return direction !== 'none' && direction !== target.direction;
}

type Test = (measure: Measure, figureOf: FigureOf) => boolean;
const isRamp = ({ target }: Measure): boolean => target !== null && target.direction !== 'band';

const OF_MEASURE: readonly (readonly [HintCode, Test])[] = [
	['handleTime', (one) => HANDLE_TIMES.includes(metricOf(one)) && isRamp(one)],
	['meanOfMeans', isMeanOfMeans],
	['fewAnswers', (one) => SURVEYS.includes(metricOf(one)) && one.leastN < LEAST_ANSWERS],
	['wrongWay', isWrongWay],
	['noTarget', (one) => one.target === null && one.weight > 0],
	['total', (one, figureOf) => one.target !== null && isTotal(one.source, figureOf)]
];

const hint = (
	code: HintCode,
	item: ContentHint['item'] = 'scorecard',
	id = '',
	n = 1
): ContentHint => ({ code, item, id, n });

function sameSources(measures: readonly Measure[]): ContentHint[] {
	const seen = new Set<string>();
	return measures.flatMap(({ id, source }) => {
		const key = sourceKey(source);
		if (seen.has(key)) return [hint('sameSource', 'measure', id)];
		seen.add(key);
		return [];
	});
}

function objectiveHints({ objectives, measures }: ScorecardContent): ContentHint[] {
	return objectives.flatMap(({ id }) => {
		const own = measures.filter(({ objective }) => objective === id);
		if (own.length === 0) return [hint('emptyObjective', 'objective', id)];
		const counted = own.filter(({ weight, target }) => weight > 0 && target !== null);
		const has = (test: (metric: string) => boolean): boolean =>
			counted.some((one) => test(metricOf(one)));
		return [
			...(counted.length === 0 ? [hint('noWeight', 'objective', id)] : []),
			...(has(isQuality) && has(isAdherence) ? [hint('countedTwice', 'objective', id)] : [])
		];
	});
}

function perspectiveHints({ perspectives, objectives }: ScorecardContent): ContentHint[] {
	return perspectives.flatMap(({ id }) => {
		const own = objectives.filter(({ perspective }) => perspective === id);
		if (own.length === 0) return [hint('emptyPerspective', 'perspective', id)];
		return own.every(({ weight }) => weight === 0) ? [hint('noWeight', 'perspective', id)] : [];
	});
}

/** Whether what is caused comes back to its cause. */
export function hasLoop(links: ScorecardContent['links']): boolean {
	let left = [...links];
	for (;;) {
		// A link whose cause nothing causes is on no loop.
		const rest = left.filter(({ from }) => left.some(({ to }) => to === from));
		if (rest.length === left.length) return rest.length > 0;
		left = rest;
	}
}

function wholeHints(content: ScorecardContent): ContentHint[] {
	const { measures, objectives, links, hasCriticalCap } = content;
	const ownerless = [...objectives, ...measures].filter(({ owner }) => owner === '').length;
	const isUnused = !hasCriticalCap && measures.some(({ isCritical }) => isCritical);
	return [
		...(measures.length > MANY_MEASURES ? [hint('many', 'scorecard', '', measures.length)] : []),
		...(measures.length > 0 && measures.every(({ timing }) => timing === 'lag')
			? [hint('noLead')]
			: []),
		...(ownerless > 0 ? [hint('noOwner', 'scorecard', '', ownerless)] : []),
		...(isUnused ? [hint('criticalUnused')] : []),
		...(hasLoop(links) ? [hint('loop')] : [])
	];
}

export function contentHints(content: ScorecardContent, figureOf: FigureOf): ContentHint[] {
	return [
		...wholeHints(content),
		...perspectiveHints(content),
		...objectiveHints(content),
		...content.measures.flatMap((measure) =>
			OF_MEASURE.filter(([, test]) => test(measure, figureOf)).map(([code]) =>
				hint(code, 'measure', measure.id)
			)
		),
		...sameSources(content.measures)
	];
}
