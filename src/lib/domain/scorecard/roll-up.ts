/**
 * One index of several: of measures an objective, of objectives a perspective, of perspectives the whole. What is missing
 * leaves the mean and is told as coverage; what is bad stays in sight (worst, reds), however good the rest.
 */
import { levelOf } from './level.ts';

/** Below this share of the weights nothing is said of the whole. */
export const FEWEST_COVERAGE = 0.7;
/** A critical measure in the red keeps its parent below green. */
export const CRITICAL_CAP = 79;

export const AGGREGATORS = ['mean', 'geometric', 'min'] as const;
export type Aggregator = (typeof AGGREGATORS)[number];

export interface Rolled {
	/** 0..100; null: nothing below it is known, or too little (`coverage`). */
	readonly index: number | null;
	/** Of what is known, whether or not it is enough. */
	readonly partial: number | null;
	/** Share of the weights below that have data, 0..1; null without weights. */
	readonly coverage: number | null;
	/** The lowest index of any measure below; null: none is known. */
	readonly worst: number | null;
	/** Measures below that are red. */
	readonly reds: number;
	/** What it would be, were no critical measure red; null: it is not held down. */
	readonly uncapped: number | null;
	/** A critical measure at or below it is red, and nothing up to here that is told was held down by it: its parent is. */
	readonly capsParent: boolean;
}

export interface Child extends Rolled {
	readonly weight: number;
}

export interface RollUpRules {
	readonly aggregator: Aggregator;
	readonly hasCriticalCap: boolean;
}

/** A measure as the lowest part of a roll-up. */
export const leaf = (index: number | null, isCritical = false): Rolled => {
	const isRed = levelOf(index) === 'bad';
	return {
		...{ index, partial: index, worst: index, uncapped: null },
		coverage: index === null ? 0 : 1,
		reds: isRed ? 1 : 0,
		capsParent: isCritical && isRed
	};
};

interface Known {
	readonly index: number;
	readonly weight: number;
}

function aggregate(known: readonly Known[], aggregator: Aggregator): number | null {
	const weight = known.reduce((sum, one) => sum + one.weight, 0);
	if (weight === 0) return null;
	switch (aggregator) {
		case 'mean':
			return known.reduce((sum, one) => sum + one.index * one.weight, 0) / weight;
		case 'geometric':
			if (known.some(({ index }) => index === 0)) return 0;
			return Math.exp(
				known.reduce((sum, one) => sum + Math.log(one.index) * one.weight, 0) / weight
			);
		case 'min':
			return Math.min(...known.map(({ index }) => index));
		default:
			return aggregator satisfies never;
	}
}

/**
 * Σ w·index / Σ w over the children that have one, 0..100; coverage is Σ w·coverage / Σ w over all of them. Children of
 * weight 0 are shown and count for nothing. Rounding apart, equal children give what each of them is. A red critical measure
 * caps the nearest roll-up above it that is told: its objective, or where too little of that is known (which then is no part
 * of the mean, and would take the red out of sight) the perspective, or the whole. Source: kpi-science §5.2.
 */
export function rollUp(
	children: readonly Child[],
	{ aggregator, hasCriticalCap }: RollUpRules
): Rolled {
	// Where nothing is asked, nothing is missing.
	const counted = children.filter(({ weight, coverage }) => weight > 0 && coverage !== null);
	const known = counted.flatMap(({ index, weight }) => (index === null ? [] : [{ index, weight }]));
	const whole = counted.reduce((sum, { weight }) => sum + weight, 0);
	const coverage =
		whole === 0
			? null
			: counted.reduce((sum, child) => sum + child.weight * (child.coverage ?? 0), 0) / whole;
	const free = aggregate(known, aggregator);
	const isHeld = hasCriticalCap && children.some(({ capsParent }) => capsParent);
	const partial = free !== null && isHeld ? Math.min(free, CRITICAL_CAP) : free;
	const worsts = children.flatMap(({ worst }) => (worst === null ? [] : [worst]));
	const index = coverage !== null && coverage >= FEWEST_COVERAGE ? partial : null;
	return {
		index,
		partial,
		coverage,
		worst: worsts.length === 0 ? null : Math.min(...worsts),
		reds: children.reduce((sum, { reds }) => sum + reds, 0),
		uncapped: partial === free ? null : free,
		capsParent: isHeld && index === null
	};
}
