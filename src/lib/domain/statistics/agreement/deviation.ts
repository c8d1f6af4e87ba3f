/** How far one rater is from whom they are compared with, over the same units. Pure; in the unit of the scores. */
import { sumOf } from './ratings.ts';

export interface Deviation {
	/** Units with both. */
	readonly n: number;
	/** Mean difference: above 0 is milder than the other. */
	readonly bias: number;
	/** Mean size of the difference. */
	readonly absolute: number;
	/** Root of the mean square, which weighs large differences more. */
	readonly rootSquare: number;
	/** Share of units at most `near` away, 0..1. */
	readonly within: number;
}

/** Five points of a hundred. */
export const NEAR = 0.05;

/** Null: no unit has both. Pairs are [own, other]; the difference of decimals is rounded so that 0.05 is within 0.05. */
export function deviationOf(
	pairs: readonly (readonly [own: number | null, other: number | null])[],
	near: number = NEAR
): Deviation | null {
	const apart = pairs.flatMap(([own, other]) =>
		own === null || other === null ? [] : [own - other]
	);
	const n = apart.length;
	if (n === 0) return null;
	return {
		n,
		bias: sumOf(apart) / n,
		absolute: sumOf(apart.map(Math.abs)) / n,
		rootSquare: Math.sqrt(sumOf(apart.map((value) => value ** 2)) / n),
		within: apart.filter((value) => Math.abs(value) <= near + 1e-9).length / n
	};
}
