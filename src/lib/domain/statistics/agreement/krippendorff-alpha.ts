import { saidOf, sumOf } from './ratings.ts';
import type { Ratings } from './ratings.ts';

/** What a difference of two values means: only that they differ, by rank, by distance, or by distance relative to size. */
export const MEASUREMENT_LEVELS = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
export type MeasurementLevel = (typeof MEASUREMENT_LEVELS)[number];

export interface KrippendorffAlpha {
	readonly alpha: number;
	readonly observedDisagreement: number;
	readonly expectedDisagreement: number;
	/** Values that could be compared with another of the same unit. */
	readonly n: number;
}

interface Coincidences {
	/** Ascending. */
	readonly values: readonly number[];
	/** How often each value stands beside each other one. */
	readonly pairs: readonly (readonly number[])[];
	readonly totals: readonly number[];
}

function coincidencesOf(units: readonly (readonly number[])[]): Coincidences {
	const values = [...new Set(units.flat())].sort((a, b) => a - b);
	const places = new Map(values.map((value, place) => [value, place]));
	const pairs = values.map(() => values.map(() => 0));
	for (const unit of units) {
		const each = 1 / (unit.length - 1);
		for (const [i, first] of unit.entries()) {
			const row = pairs[places.get(first) ?? 0] ?? [];
			for (const [j, second] of unit.entries()) {
				if (i === j) continue;
				const place = places.get(second) ?? 0;
				row[place] = (row[place] ?? 0) + each;
			}
		}
	}
	return { values, pairs, totals: pairs.map(sumOf) };
}

/**
 * The interval level without the table of pairs: sums of squared distances come from sums of values and of their squares, so
 * that hundreds of different scores cost no more than few.
 */
function intervalAlpha(units: readonly (readonly number[])[]): KrippendorffAlpha | null {
	const all = units.flat();
	const [origin = 0] = all;
	/** Sum over ordered pairs of the squares of their distances. */
	const apart = (values: readonly number[]): number => {
		const sum = sumOf(values.map((value) => value - origin));
		const squares = sumOf(values.map((value) => (value - origin) ** 2));
		return Math.max(0, 2 * (values.length * squares - sum ** 2));
	};
	const n = all.length;
	if (all.every((value) => value === origin)) return null;
	const observedDisagreement = sumOf(units.map((unit) => apart(unit) / (unit.length - 1))) / n;
	const expectedDisagreement = apart(all) / (n * (n - 1));
	return {
		alpha: 1 - observedDisagreement / expectedDisagreement,
		observedDisagreement,
		expectedDisagreement,
		n
	};
}

/** Square of the distance of two values, by their places among all that were said. */
function distanceOf(
	level: Exclude<MeasurementLevel, 'interval'>,
	{ values, totals }: Coincidences
): (a: number, b: number) => number {
	const at = (place: number) => values[place] ?? 0;
	if (level === 'nominal') return (a, b) => (a === b ? 0 : 1);
	if (level === 'ratio')
		return (a, b) => (at(a) === at(b) ? 0 : ((at(a) - at(b)) / (at(a) + at(b))) ** 2);
	let before = 0;
	// The rank of a value is the middle of its ties, so that a distance is what lies between two middles.
	const middles = totals.map((total) => {
		const middle = before + total / 2;
		before += total;
		return middle;
	});
	return (a, b) => ((middles[a] ?? 0) - (middles[b] ?? 0)) ** 2;
}

/**
 * Krippendorff's alpha, at most 1: one less observed over expected disagreement, for any number of raters, any level of
 * measurement and missing ratings. Units with fewer than two values are left out. Null: no unit is left, or only one value
 * was ever said, so that there is nothing to tell apart. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
 */
export function krippendorffAlpha(
	ratings: Ratings<number>,
	level: MeasurementLevel
): KrippendorffAlpha | null {
	const units = ratings.map(saidOf).filter(({ length }) => length > 1);
	if (level === 'interval') return intervalAlpha(units);
	const coincidences = coincidencesOf(units);
	const { totals, pairs } = coincidences;
	if (totals.length < 2) return null;
	const n = sumOf(totals);
	const distance = distanceOf(level, coincidences);
	let [observed, expected] = [0, 0];
	for (const [a, row] of pairs.entries())
		for (const [b, count] of row.entries()) {
			const apart = distance(a, b);
			observed += count * apart;
			expected += (totals[a] ?? 0) * (totals[b] ?? 0) * apart;
		}
	const observedDisagreement = observed / n;
	const expectedDisagreement = expected / (n * (n - 1));
	if (expectedDisagreement === 0) return null;
	return {
		alpha: 1 - observedDisagreement / expectedDisagreement,
		observedDisagreement,
		expectedDisagreement,
		n: Math.round(n)
	};
}

/** Alpha of anything that can only be equal or not. */
export function nominalAlpha<T>(ratings: Ratings<T>): KrippendorffAlpha | null {
	const places = new Map<T, number>();
	const placeOf = (value: T): number => {
		const known = places.get(value);
		if (known !== undefined) return known;
		places.set(value, places.size);
		return places.size - 1;
	};
	const numbered = ratings.map((unit) =>
		unit.map((value) => (value === null ? null : placeOf(value)))
	);
	return krippendorffAlpha(numbered, 'nominal');
}
