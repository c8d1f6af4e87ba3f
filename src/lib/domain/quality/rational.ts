/** Exact shares: scores are compared with thresholds before anything is rounded. */
import type { ExactShare } from './answers.ts';

/** In lowest terms; the denominator is above 0. */
export interface Rational {
	readonly numerator: bigint;
	readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };
export const ONE: Rational = { numerator: 1n, denominator: 1n };

function greatestDivisor(left: bigint, right: bigint): bigint {
	let [a, b] = [left < 0n ? -left : left, right];
	while (b !== 0n) [a, b] = [b, a % b];
	return a;
}

/** `denominator` is not 0. */
export function rational(numerator: bigint, denominator: bigint): Rational {
	if (denominator === 0n) throw new RangeError('A share of nothing does not exist.');
	const sign = denominator < 0n ? -1n : 1n;
	const divisor = greatestDivisor(numerator, denominator * sign);
	return {
		numerator: (numerator * sign) / divisor,
		denominator: (denominator * sign) / divisor
	};
}

/** The decimal number as it is written: 0.1 is a tenth, not the nearest binary number. */
export function exactly(value: number): Rational {
	const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
	if (!parts) throw new RangeError(`${value} is not a number of finite size.`);
	const [, sign = '', whole = '0', decimals = '', exponent = '0'] = parts;
	const digits = BigInt(`${sign}${whole}${decimals}`);
	const places = decimals.length - Number(exponent);
	return places > 0
		? rational(digits, 10n ** BigInt(places))
		: rational(digits * 10n ** BigInt(-places), 1n);
}

export const plus = (left: Rational, right: Rational): Rational =>
	rational(
		left.numerator * right.denominator + right.numerator * left.denominator,
		left.denominator * right.denominator
	);
export const minus = (left: Rational, right: Rational): Rational =>
	plus(left, { ...right, numerator: -right.numerator });
export const times = (left: Rational, right: Rational): Rational =>
	rational(left.numerator * right.numerator, left.denominator * right.denominator);
/** Null: a share of nothing. */
export const over = (left: Rational, right: Rational): Rational | null =>
	right.numerator === 0n
		? null
		: rational(left.numerator * right.denominator, left.denominator * right.numerator);
export const isAtLeast = (left: Rational, right: Rational): boolean =>
	left.numerator * right.denominator >= right.numerator * left.denominator;
export const lowest = (left: Rational, right: Rational): Rational =>
	isAtLeast(left, right) ? right : left;
export const highest = (left: Rational, right: Rational): Rational =>
	isAtLeast(left, right) ? left : right;

/** For charts, lists and sorting; never for a threshold. */
export const nearestNumber = ({ numerator, denominator }: Rational): number =>
	Number(`${(numerator * 10n ** 20n) / denominator}e-20`);

export const asText = ({ numerator, denominator }: Rational): ExactShare => ({
	numerator: String(numerator),
	denominator: String(denominator)
});
export const fromText = ({ numerator, denominator }: ExactShare): Rational =>
	rational(BigInt(numerator), BigInt(denominator));

/** Half of the last place goes up, towards the higher number. */
export function roundedHalfUp(value: Rational, decimals: number): number {
	const scale = 10n ** BigInt(decimals);
	const twice = 2n * value.numerator * scale + value.denominator;
	const divisor = 2n * value.denominator;
	const floor = twice / divisor - (twice < 0n && twice % divisor !== 0n ? 1n : 0n);
	return Number(`${floor}e-${decimals}`);
}
