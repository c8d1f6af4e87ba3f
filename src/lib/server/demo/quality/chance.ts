/** Chance of the demo: the same for the same words, so that what it makes can be made again. */
import { createHash } from 'node:crypto';

/** 0 ≤ x < 1. */
export const chance = (...words: readonly (string | number)[]): number =>
	createHash('sha256').update(words.join('|')).digest().readUIntBE(0, 6) / 2 ** 48;

/** One of them. */
export function pick<T>(list: readonly T[], ...words: readonly (string | number)[]): T {
	const found = list[Math.floor(chance(...words) * list.length)];
	if (found === undefined) throw new Error('nothing to pick from');
	return found;
}
