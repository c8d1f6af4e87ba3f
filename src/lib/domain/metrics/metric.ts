/** What a metric is, and how its value follows from the measures. */
import { balanceInterval, meanInterval, wilsonInterval } from '../statistics/confidence.ts';
import type { Interval95 } from '../statistics/confidence.ts';
import type { AnyMeasure, Sums } from './measures.ts';

/** Text in the languages of the product. */
export interface LocalText {
	readonly es: string;
	readonly en: string;
	readonly pt: string;
}

/**
 * Counts are whole, ratios 0 to 1, durations milliseconds. A `balance` is a difference of shares, −1 to 1, shown in points;
 * a `score` is a number on the scale its formula names.
 */
export type MetricUnit = 'count' | 'ratio' | 'duration' | 'balance' | 'score';

/** Which way is better; `none` for volumes. */
export type MetricDirection = 'up' | 'down' | 'none';

/** What answers are told apart and filtered by. */
export type Dimension = 'queue' | 'channel' | 'agent' | 'team';
/** What the API tells apart besides, of metrics that know it: who judged. */
export type Split = Dimension | 'evaluator';

/** Which instant decides the bucket; `time` is the seconds themselves, cut at the edges of the bucket. */
export type BookedAt =
	| 'queuedAt'
	| 'handleEnd'
	| 'customerMessage'
	| 'lastEnded'
	| 'firstHandledEnd'
	| 'surveyTime'
	| 'evaluationSubmitted'
	| 'evaluatedContact'
	| 'lastCustomerText'
	| 'complaintReceived'
	| 'complaintDecided'
	| 'complaintClosed'
	| 'time'
	| 'now';

export interface CountFormula {
	readonly kind: 'count';
	readonly measure: AnyMeasure;
}
export interface RatioFormula {
	readonly kind: 'ratio';
	readonly numerator: AnyMeasure;
	readonly denominator: AnyMeasure;
	/** Where the denominator is a sample: answers of a survey. */
	readonly interval?: 'wilson';
}
export interface MeanFormula {
	readonly kind: 'mean';
	readonly sum: AnyMeasure;
	readonly n: AnyMeasure;
	/** The sum is in parts of the unit, so that it is a whole number: 1000 for thousandths. Default 1. */
	readonly parts?: number;
	/** Sum of the squares, in parts²: the mean then has an interval. */
	readonly squares?: AnyMeasure;
}
/** Share of those for less share of those against, as NPS. */
export interface BalanceFormula {
	readonly kind: 'balance';
	readonly plus: AnyMeasure;
	readonly minus: AnyMeasure;
	readonly n: AnyMeasure;
}
/** Only known now: from the state of the floor, not from sums. */
export interface LiveFormula {
	readonly kind: 'live';
	readonly of: 'waiting' | 'longestWait' | 'atRisk' | 'agentsByState';
}
export type MetricFormula =
	CountFormula | RatioFormula | MeanFormula | BalanceFormula | LiveFormula;

/** Numbers that are told beside the value, so that it can be weighed. */
export interface Beside {
	/** Of those asked, who answered. */
	readonly responseRate?: RatioFormula;
	/** Of all that could count, what does. */
	readonly coverage?: RatioFormula;
	/** How many of the denominator may still change sides. */
	readonly provisional?: CountFormula;
}

export interface Metric {
	readonly id: string;
	readonly name: LocalText;
	/** For a tile with little room; the glossary's usual short form. */
	readonly shortName: LocalText;
	readonly formulaText: LocalText;
	readonly unit: MetricUnit;
	readonly direction: MetricDirection;
	readonly bookedAt: BookedAt;
	readonly dimensions: readonly Split[];
	readonly formula: MetricFormula;
	readonly beside?: Beside;
}

/** What a sample leaves open, and what stands beside the value (named as in the API). */
interface Weighed {
	/** Where the true value is, at 95 %; null without a sample. Absent where everything was counted. */
	readonly interval?: Interval95 | null;
	readonly response_rate?: number | null;
	readonly coverage?: number | null;
	readonly provisional?: number;
}
export interface CountValue extends Weighed {
	readonly value: number;
}
export interface RatioValue extends Weighed {
	/** 0 to 1; null when nothing is there to divide by. */
	readonly value: number | null;
	readonly numerator: number;
	readonly denominator: number;
	/** The denominator of a sample. */
	readonly n?: number;
}
/** A mean: of milliseconds or of points on a scale. */
export interface DurationValue extends Weighed {
	/** Null when n is 0. */
	readonly value: number | null;
	readonly n: number;
	/** Milliseconds, within 1 % (measures.ts). Absent where only the mean was asked, or of a score. */
	readonly median?: number | null;
	readonly p90?: number | null;
	readonly p95?: number | null;
}
export interface BalanceValue extends Weighed {
	/** −1 to 1; null when n is 0. */
	readonly value: number | null;
	readonly n: number;
	readonly plus: number;
	readonly minus: number;
}
export type MetricValue = CountValue | RatioValue | DurationValue | BalanceValue;

/** numerator / denominator; null for an empty denominator, never 0 or NaN. */
export function ratio(numerator: number, denominator: number): number | null {
	return denominator > 0 ? numerator / denominator : null;
}

function ratioValue({ numerator, denominator, interval }: RatioFormula, sums: Sums): RatioValue {
	const above = sums[numerator] ?? 0;
	const n = sums[denominator] ?? 0;
	const value = { value: ratio(above, n), numerator: above, denominator: n };
	return interval === undefined ? value : { ...value, n, interval: wilsonInterval(above, n) };
}

function meanValue(
	{ sum, n: counted, parts = 1, squares }: MeanFormula,
	sums: Sums
): DurationValue {
	const n = sums[counted] ?? 0;
	const whole = sums[sum] ?? 0;
	// Divided once: 3,400,000 millionths of 5 are 0.68, 3.4 of 5 are a little less.
	const value = { value: ratio(whole, n * parts), n };
	if (squares === undefined) return value;
	const total = whole / parts;
	const interval = meanInterval({ sum: total, squares: (sums[squares] ?? 0) / parts ** 2, n });
	return { ...value, interval };
}

function balanceValue({ plus, minus, n: counted }: BalanceFormula, sums: Sums): BalanceValue {
	const n = sums[counted] ?? 0;
	const [above, below] = [sums[plus] ?? 0, sums[minus] ?? 0];
	return {
		value: ratio(above - below, n),
		n,
		plus: above,
		minus: below,
		interval: balanceInterval(above, below, n)
	};
}

/** The value of a metric over summed measures; null for a metric that is only known live. */
export function metricValue(formula: MetricFormula, sums: Sums): MetricValue | null {
	switch (formula.kind) {
		case 'count':
			return { value: sums[formula.measure] ?? 0 };
		case 'ratio':
			return ratioValue(formula, sums);
		case 'mean':
			return meanValue(formula, sums);
		case 'balance':
			return balanceValue(formula, sums);
		case 'live':
			return null;
		default:
			return formula satisfies never;
	}
}

/** What stands beside the value. */
export function besideValue({ responseRate, coverage, provisional }: Beside, sums: Sums): Weighed {
	return {
		...(responseRate ? { response_rate: ratioValue(responseRate, sums).value } : {}),
		...(coverage ? { coverage: ratioValue(coverage, sums).value } : {}),
		...(provisional ? { provisional: sums[provisional.measure] ?? 0 } : {})
	};
}

/** The measures a formula sums. */
export function measuresOfFormula(formula: MetricFormula): readonly AnyMeasure[] {
	switch (formula.kind) {
		case 'count':
			return [formula.measure];
		case 'ratio':
			return [formula.numerator, formula.denominator];
		case 'mean':
			return [formula.sum, formula.n, ...(formula.squares ? [formula.squares] : [])];
		case 'balance':
			return [formula.plus, formula.minus, formula.n];
		case 'live':
			return [];
		default:
			return formula satisfies never;
	}
}
