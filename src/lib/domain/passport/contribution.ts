/** What one row adds to a metric, in the order of its formula, and on which side of the number it stands. */
import type { AnyMeasure } from '../metrics/measures.ts';
import type { Metric, MetricFormula } from '../metrics/metric.ts';

/** `failing`: it is why the number is not better. Null where neither side is better, or the row is on none. */
export type Side = 'failing' | 'passing' | null;

/** Order of the sides in a list: what fails comes first. */
export const RANK = { failing: 0, neither: 1, passing: 2 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

export const sideOfRank = (rank: number): Side => {
	if (rank === RANK.failing) return 'failing';
	return rank === RANK.passing ? 'passing' : null;
};

type PartName = 'count' | 'numerator' | 'denominator' | 'sum' | 'n' | 'plus' | 'minus';
export interface Part {
	readonly name: PartName;
	readonly measure: AnyMeasure;
}

/** The parts of a formula, at most three; none of a metric that is only known now. */
export function partsOf(formula: MetricFormula): readonly Part[] {
	switch (formula.kind) {
		case 'count':
			return [{ name: 'count', measure: formula.measure }];
		case 'ratio':
			return [
				{ name: 'numerator', measure: formula.numerator },
				{ name: 'denominator', measure: formula.denominator }
			];
		case 'mean':
			return [
				{ name: 'sum', measure: formula.sum },
				{ name: 'n', measure: formula.n }
			];
		case 'balance':
			return [
				{ name: 'plus', measure: formula.plus },
				{ name: 'minus', measure: formula.minus },
				{ name: 'n', measure: formula.n }
			];
		case 'live':
			return [];
		default:
			return formula satisfies never;
	}
}

/** Whether a list of what is behind the metric has two sides. */
export function hasSides({ formula, direction }: Pick<Metric, 'formula' | 'direction'>): boolean {
	return direction !== 'none' && (formula.kind === 'ratio' || formula.kind === 'balance');
}
