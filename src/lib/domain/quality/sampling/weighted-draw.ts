/**
 * A draw without replacement in which some are likelier than others: A-ES of Efraimidis and Spirakis (2006) in its form
 * with logarithms. The chance of each comes from the same keys as the plain draw, so anybody can draw again.
 */
import { keyText } from './draw.ts';
import type { Hash } from './draw.ts';

const DIGITS = 13;
/** As many bits as 13 hexadecimal digits have, all of them exact in a number. */
const STEPS = 2 ** (4 * DIGITS);

export interface Weighted {
	readonly id: string;
	/** Above 0. */
	readonly weight: number;
}

/** −ln(u) / weight, with u in (0, 1) from the first 13 digits of the hash. */
export function weightedKey(hashed: string, weight: number): number {
	const u = (Number.parseInt(hashed.slice(0, DIGITS), 16) + 0.5) / STEPS;
	return -Math.log(u) / weight;
}

/** The `n` smallest keys, smallest first. Whoever has no weight is never drawn. */
export function drawWeighted(
	items: readonly Weighted[],
	n: number,
	{ seed, hash }: { seed: string; hash: Hash }
): { readonly id: string; readonly key: number }[] {
	return items
		.filter(({ weight }) => weight > 0)
		.map(({ id, weight }) => ({ id, key: weightedKey(hash(keyText(seed, id)), weight) }))
		.sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1))
		.slice(0, Math.max(0, n));
}
