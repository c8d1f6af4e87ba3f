import type { Interval95 } from '../confidence.ts';
import { seededRandom } from './seeded-random.ts';

export const BOOTSTRAP_REPETITIONS = 2000;
/** The same everywhere, so that whoever computes again finds the same interval. */
export const BOOTSTRAP_SEED = 20_251_117;

/** The value below which a share of the sorted ones lies, between its two neighbours in proportion. */
export function percentile(sorted: readonly number[], share: number): number {
	const at = (sorted.length - 1) * share;
	const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
	return low + (high - low) * (at - Math.floor(at));
}

/** Up to here one double can name every way to draw; there are 6,435 of them, and most come again and again. */
const MOST_REMEMBERED_UNITS = 8;

/** The same draw in another order is the same draw: what is known of it is not computed again. */
function remembering<T>(
	units: readonly T[],
	statistic: (units: readonly T[]) => number | null
): (places: readonly number[]) => number | null {
	const compute = (places: readonly number[]) =>
		statistic(places.flatMap((place) => units.slice(place, place + 1)));
	if (units.length > MOST_REMEMBERED_UNITS) return compute;
	const known = new Map<number, number | null>();
	const base = units.length + 1;
	return (places) => {
		const key = places.reduce((sum, place) => sum + base ** place, 0);
		const found = known.get(key);
		if (found !== undefined) return found;
		const value = compute(places);
		known.set(key, value);
		return value;
	};
}

/**
 * Interval at 95 % of any statistic that does not depend on the order of units: as many as there are are drawn with
 * replacement, again and again, and the middle 95 % of what comes out is the interval (Efron's percentile method). The unit
 * is what was drawn by chance: the contact, with all that was said of it. Null: fewer than two units, or the statistic is
 * null in more than half of the repetitions.
 */
export function bootstrapInterval<T>(
	units: readonly T[],
	statistic: (units: readonly T[]) => number | null,
	{ repetitions = BOOTSTRAP_REPETITIONS, seed = BOOTSTRAP_SEED } = {}
): Interval95 | null {
	if (units.length < 2) return null;
	const random = seededRandom(seed);
	const valueOf = remembering(units, statistic);
	const values: number[] = [];
	const drawn = units.map(() => 0);
	for (let repetition = 0; repetition < repetitions; repetition += 1) {
		for (let place = 0; place < drawn.length; place += 1)
			drawn[place] = Math.floor(random() * units.length);
		const value = valueOf(drawn);
		if (value !== null) values.push(value);
	}
	if (values.length * 2 < repetitions) return null;
	values.sort((a, b) => a - b);
	return [percentile(values, 0.025), percentile(values, 0.975)];
}
