/** Adds values of one metric through what they are made of: a mean of means would be another number. */
import { metricValue } from '../metrics/metric.ts';
import type { MeanFormula, MetricFormula, MetricValue } from '../metrics/metric.ts';
import type { AnyMeasure } from '../metrics/measures.ts';

type Summed = readonly (readonly [AnyMeasure, number])[];

const nOf = (value: MetricValue): number => ('n' in value ? (value.n ?? 0) : 0);

/** The sums a value was computed from; sums are whole, so that rounding gives them back exactly. */
export function sumsOf(formula: MetricFormula, value: MetricValue): Summed {
	switch (formula.kind) {
		case 'count':
			return [[formula.measure, value.value ?? 0]];
		case 'ratio':
			return 'denominator' in value
				? [
						[formula.numerator, value.numerator],
						[formula.denominator, value.denominator]
					]
				: [];
		case 'mean':
			return meanSums(formula, value.value ?? 0, nOf(value));
		case 'balance':
			return 'plus' in value
				? [
						[formula.plus, value.plus],
						[formula.minus, value.minus],
						[formula.n, value.n]
					]
				: [];
		case 'live':
			return [];
		default:
			return formula satisfies never;
	}
}

const meanSums = ({ sum, n: counted, parts = 1 }: MeanFormula, mean: number, n: number): Summed => [
	[sum, Math.round(mean * n * parts)],
	[counted, n]
];

/** The formula without what single values do not carry: a sum of squares. */
function withoutSquares(formula: MetricFormula): MetricFormula {
	if (formula.kind !== 'mean') return formula;
	const { squares: _squares, ...rest } = formula;
	return rest;
}

/** The value of all of them together; null when there is none. */
export function together(
	formula: MetricFormula,
	values: readonly (MetricValue | null)[]
): MetricValue | null {
	const total = new Map<AnyMeasure, number>();
	let isSome = false;
	for (const value of values) {
		if (value === null) continue;
		isSome = true;
		for (const [measure, sum] of sumsOf(formula, value))
			total.set(measure, (total.get(measure) ?? 0) + sum);
	}
	return isSome ? metricValue(withoutSquares(formula), Object.fromEntries(total)) : null;
}

/** How much stands behind a value: its denominator, its n, or itself where it is a count. */
export function weightOf(value: MetricValue | null): number {
	if (value === null) return 0;
	if ('denominator' in value) return value.denominator;
	return 'n' in value ? value.n : value.value;
}
