/**
 * Numbers that look random and are the same for the same seed: mulberry32 of Tommy Ettinger, public domain. Its state is 32
 * bits, which is enough to choose units again and again and not enough for secrets.
 */
export type Random = () => number;

/** 0 ≤ number < 1 at each call. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
