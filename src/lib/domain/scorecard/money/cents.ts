/** Money as whole cents: a share of an amount is rounded once, at the end. */

export interface Share {
	readonly part: number;
	/** Above 0. */
	readonly whole: number;
}

/** cents × part / whole of each share in turn; half a cent goes away from zero. Exact, however large the numbers: all are whole. */
export function shareOfCents(cents: number, ...shares: readonly Share[]): number {
	const above = shares.reduce((product, { part }) => product * BigInt(part), BigInt(cents));
	const below = shares.reduce((product, { whole }) => product * BigInt(whole), 1n);
	const size = above < 0n ? -above : above;
	const rounded = Number((2n * size + below) / (2n * below));
	return above < 0n && rounded !== 0 ? -rounded : rounded;
}

export const sumOfCents = (amounts: readonly number[]): number =>
	amounts.reduce((sum, cents) => sum + cents, 0);
