/** What a metric is, and how its value follows from the measures. */
import type { Measure, Measures, Sketch } from './measures.ts';

/** Text in the languages of the product. */
export interface LocalText {
	readonly es: string;
	readonly en: string;
	readonly pt: string;
}

export type MetricUnit = 'count' | 'ratio' | 'duration';

/** Which way is better; `none` for volumes. */
export type MetricDirection = 'up' | 'down' | 'none';

export type Dimension = 'queue' | 'channel' | 'agent' | 'team';

/** Which instant decides the bucket. */
export type BookedAt = 'queuedAt' | 'handleEnd' | 'customerMessage' | 'now';

export type MetricFormula =
	| { readonly kind: 'count'; readonly measure: Measure }
	| { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure }
	| { readonly kind: 'mean'; readonly sum: Sketch; readonly n: Measure }
	/** Only known now: from the state of the floor, not from sums. */
	| { readonly kind: 'live'; readonly of: 'waiting' | 'longestWait' | 'atRisk' | 'agentsByState' };

export interface Metric {
	readonly id: string;
	readonly name: LocalText;
	/** For a tile with little room; the glossary's usual short form. */
	readonly shortName: LocalText;
	readonly formulaText: LocalText;
	readonly unit: MetricUnit;
	readonly direction: MetricDirection;
	readonly bookedAt: BookedAt;
	readonly dimensions: readonly Dimension[];
	readonly formula: MetricFormula;
}

export interface CountValue {
	readonly value: number;
}
export interface RatioValue {
	/** 0 to 1; null when nothing is there to divide by. */
	readonly value: number | null;
	readonly numerator: number;
	readonly denominator: number;
}
export interface DurationValue {
	/** Mean, milliseconds; null when n is 0. */
	readonly value: number | null;
	readonly n: number;
	/** Milliseconds, within 1 % (measures.ts). Absent where only the mean was asked. */
	readonly median?: number | null;
	readonly p90?: number | null;
	readonly p95?: number | null;
}
export type MetricValue = CountValue | RatioValue | DurationValue;

/** numerator / denominator; null for an empty denominator, never 0 or NaN. */
export function ratio(numerator: number, denominator: number): number | null {
	return denominator > 0 ? numerator / denominator : null;
}

/** The value of a metric over summed measures; null for a metric that is only known live. */
export function metricValue(formula: MetricFormula, measures: Measures): MetricValue | null {
	switch (formula.kind) {
		case 'count':
			return { value: measures[formula.measure] };
		case 'ratio': {
			const numerator = measures[formula.numerator];
			const denominator = measures[formula.denominator];
			return { value: ratio(numerator, denominator), numerator, denominator };
		}
		case 'mean': {
			const n = measures[formula.n];
			return { value: ratio(measures[formula.sum], n), n };
		}
		case 'live':
			return null;
		default:
			return formula satisfies never;
	}
}
