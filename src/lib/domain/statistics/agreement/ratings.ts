/**
 * What several raters said of the same units: one row a unit, one place a rater, null where a rater said nothing. The set of
 * categories is always given and never read off the answers: one that nobody chose still counts for chance and for distance.
 */
export type Ratings<T> = readonly (readonly (T | null)[])[];

/** How often each category was chosen for a unit, in the order of the categories. */
export type Counts = readonly number[];

/** What was said of a unit at all. */
export const saidOf = <T>(unit: readonly (T | null)[]): T[] =>
	unit.filter((value): value is T => value !== null);

export const sumOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0);

/** Where each category stands; a value outside of them is a mistake of the caller. */
function placesOf<T>(categories: readonly T[]): (value: T) => number {
	const places = new Map(categories.map((category, place) => [category, place]));
	return (value) => {
		const place = places.get(value);
		if (place === undefined) throw new RangeError(`no category ${String(value)}`);
		return place;
	};
}

/** One row of counts for each unit. */
export function countsOf<T>(ratings: Ratings<T>, categories: readonly T[]): Counts[] {
	const placeOf = placesOf(categories);
	return ratings.map((unit) => {
		const counts = categories.map(() => 0);
		for (const value of saidOf(unit)) counts[placeOf(value)] = (counts[placeOf(value)] ?? 0) + 1;
		return counts;
	});
}

/** How often the first rater said the category of the row and the second that of the column; units with both only. */
export function crossTable<T>(ratings: Ratings<T>, categories: readonly T[]): number[][] {
	const placeOf = placesOf(categories);
	const table = categories.map(() => categories.map(() => 0));
	for (const [first = null, second = null] of ratings) {
		if (first === null || second === null) continue;
		const cells = table[placeOf(first)] ?? [];
		cells[placeOf(second)] = (cells[placeOf(second)] ?? 0) + 1;
	}
	return table;
}

/** The share of agreement beyond chance; null where chance alone explains everything. */
export const beyondChance = (observed: number, expected: number): number | null =>
	1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected);
