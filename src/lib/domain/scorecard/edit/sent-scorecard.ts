/** A scorecard as its form sends it: what is typed is text, what is chosen from a list is one of its values or empty. */
import type { MeasureUnit } from '../measure-unit.ts';
import type {
	Measure,
	MeasureSource,
	PerspectiveKind,
	ScorecardContent,
	StrategyLink
} from '../scorecard.ts';
import type { Aggregator } from '../roll-up.ts';
import type { Target } from '../target.ts';
import { typedNumber } from '../typed-number.ts';
import type { DecimalMark } from '../typed-number.ts';
import { writeAmount } from './amount-text.ts';

export interface SentPerspective {
	readonly id: string;
	readonly kind: PerspectiveKind;
	readonly name: string;
	readonly weight: string;
}

export interface SentObjective {
	readonly id: string;
	readonly perspective: string;
	readonly name: string;
	readonly owner: string;
	readonly weight: string;
}

export const TARGET_SHAPES = ['up', 'down', 'band', 'none'] as const;
/** `none`: shown, and never judged. */
export type TargetShape = (typeof TARGET_SHAPES)[number];

export const RAMP_FIELDS = ['floor', 'target', 'stretch'] as const;
export const BAND_FIELDS = ['floorLow', 'low', 'high', 'floorHigh'] as const;
export type TargetField = (typeof RAMP_FIELDS)[number] | (typeof BAND_FIELDS)[number];
export const TARGET_FIELDS: readonly TargetField[] = [...RAMP_FIELDS, ...BAND_FIELDS];

/** The numbers a target of this shape asks for. */
export function fieldsOf(shape: TargetShape): readonly TargetField[] {
	if (shape === 'none') return [];
	return shape === 'band' ? BAND_FIELDS : RAMP_FIELDS;
}

export interface SentMeasure {
	readonly id: string;
	readonly objective: string;
	readonly name: string;
	readonly description: string;
	/** As `sourceWord` writes it; empty: none was chosen. */
	readonly source: string;
	readonly channels: readonly string[];
	readonly queues: readonly string[];
	readonly teams: readonly string[];
	readonly shape: TargetShape;
	readonly numbers: Readonly<Record<TargetField, string>>;
	readonly weight: string;
	readonly owner: string;
	readonly timing: Measure['timing'];
	readonly leastN: string;
	readonly isCritical: boolean;
}

export interface SentLink {
	/** Only tells the rows of the form apart. */
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly lagMonths: string;
	readonly direction: StrategyLink['direction'];
	readonly note: string;
}

export interface SentScorecard {
	readonly name: string;
	readonly description: string;
	readonly perspectives: readonly SentPerspective[];
	readonly objectives: readonly SentObjective[];
	readonly measures: readonly SentMeasure[];
	readonly links: readonly SentLink[];
	readonly aggregator: Aggregator;
	readonly hasCriticalCap: boolean;
	/** One a line. */
	readonly sources: string;
	/** A month. */
	readonly validFrom: string;
	/** Why it is written. */
	readonly note: string;
}

/** What a measure counts, as one word: `metric:fcr`, `figure:…`, `money:costPerContact`. */
export function sourceWord(source: MeasureSource): string {
	switch (source.kind) {
		case 'metric':
			return `metric:${source.metric}`;
		case 'figure':
			return `figure:${source.figure}`;
		case 'money':
			return `money:${source.formula}`;
		default:
			return source satisfies never;
	}
}

export const NO_NUMBERS: Readonly<Record<TargetField, string>> = {
	...{ floor: '', target: '', stretch: '' },
	...{ floorLow: '', low: '', high: '', floorHigh: '' }
};

function numbersOf(
	target: Target | null,
	unit: MeasureUnit,
	mark: DecimalMark
): SentMeasure['numbers'] {
	if (target === null) return NO_NUMBERS;
	const numbers = Object.entries(target).flatMap(([field, value]) =>
		typeof value === 'number' ? [[field, writeAmount(value, unit, mark)] as const] : []
	);
	return { ...NO_NUMBERS, ...Object.fromEntries(numbers) };
}

/** What is told of a source whose unit nobody knows any more: its numbers stay as they are. */
export const UNKNOWN_UNIT: MeasureUnit = 'number';

export interface Writing {
	/** By `sourceWord`; null: there is no such source. */
	readonly unitOf: (source: string) => MeasureUnit | null;
	/** Of the language of the page. */
	readonly mark: DecimalMark;
}

function sentMeasure(measure: Measure, { unitOf, mark }: Writing): SentMeasure {
	const { source, target, weight, leastN, ...same } = measure;
	const word = sourceWord(source);
	return {
		...same,
		source: word,
		channels: source.kind === 'figure' ? [] : source.channels,
		queues: source.kind === 'metric' ? source.queues : [],
		teams: source.kind === 'metric' ? source.teams : [],
		shape: target?.direction ?? 'none',
		numbers: numbersOf(target, unitOf(word) ?? UNKNOWN_UNIT, mark),
		weight: typedNumber(weight, mark),
		leastN: String(leastN)
	};
}

/** The fields of the form for a scorecard that is there. */
export function sentOf(
	content: ScorecardContent,
	{ validFrom, note }: Pick<SentScorecard, 'validFrom' | 'note'>,
	writing: Writing
): SentScorecard {
	const weighed = <T extends { readonly weight: number }>(item: T) => ({
		...item,
		weight: typedNumber(item.weight, writing.mark)
	});
	return {
		...{ name: content.name, description: content.description, validFrom, note },
		...{ aggregator: content.aggregator, hasCriticalCap: content.hasCriticalCap },
		perspectives: content.perspectives.map(weighed),
		objectives: content.objectives.map(weighed),
		measures: content.measures.map((measure) => sentMeasure(measure, writing)),
		links: content.links.map((link, index) => ({
			...{ ...link, id: `link-${index}` },
			lagMonths: String(link.lagMonths)
		})),
		sources: content.sources.join('\n')
	};
}
