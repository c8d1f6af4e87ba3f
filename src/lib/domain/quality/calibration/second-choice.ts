/** Which evaluations a second evaluator scores without knowing: the same for everybody who asks again. */
import type { Hash } from '../sampling/draw.ts';

/** Of plans that do not say. */
export const DEFAULT_SECOND_SHARE = 0.1;

/** Thirteen hexadecimal digits are what a double holds exactly. */
const DIGITS = 13;

/** The SHA-256 of its id, as a number from 0 up to 1, is below the share. */
export const isChosenForSecond = (evaluation: string, share: number, hash: Hash): boolean =>
	Number.parseInt(hash(evaluation).slice(0, DIGITS), 16) / 16 ** DIGITS < share;

export interface SecondEvaluator {
	/** Id of a person. */
	readonly id: string;
	/** Of whoever answers contacts as well. */
	readonly agent: string | null;
	/** Assignments that are open. */
	readonly load: number;
}

/** Whoever has the fewest assignments open; of equals, one by the hash, so that it is not always the same. */
export function secondEvaluator(
	evaluation: string,
	able: readonly SecondEvaluator[],
	hash: Hash
): SecondEvaluator | null {
	const keyed = able.map((one) => ({ one, key: hash(`${evaluation}|${one.id}`) }));
	keyed.sort((a, b) => a.one.load - b.one.load || (a.key < b.key ? -1 : Number(a.key > b.key)));
	return keyed[0]?.one ?? null;
}
