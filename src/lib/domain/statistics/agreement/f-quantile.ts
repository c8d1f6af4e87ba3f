/** Points of Fisher's F distribution, for intervals of intraclass correlations. */
import { regularisedBeta } from '../incomplete-beta.ts';

/** How likely F with these degrees of freedom is at most `value`. */
export function fShareBelow(value: number, between: number, within: number): number {
	if (value <= 0) return 0;
	return regularisedBeta((between * value) / (between * value + within), between / 2, within / 2);
}

/** The value of which F stays below with the given probability, within 1e-12 of it relatively. Degrees need not be whole. */
export function fQuantile(probability: number, between: number, within: number): number {
	let [low, high] = [0, 1];
	while (fShareBelow(high, between, within) < probability && high < 1e12) high *= 2;
	for (let step = 0; step < 200 && high - low > 1e-12 * high; step += 1) {
		const middle = (low + high) / 2;
		if (fShareBelow(middle, between, within) < probability) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
