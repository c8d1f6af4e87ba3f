/** What somebody typed about one value of a figure, as an entry: one reading for the form and for files. */
import { hasDenominator, numeratorScale, valueScale } from './figure.ts';
import type { Figure } from './figure.ts';
import type { Entry } from './figure-value.ts';
import { readFlag, scaled } from './typed.ts';
import { readNumber } from '../typed-number.ts';
import type { DecimalMark } from '../typed-number.ts';

/** As text; what is not there is empty. */
export interface TypedEntry {
	/** The whole value: shares in per cent, money in euros, durations in hours. */
	readonly value: string;
	/** Above the line, with the denominator, in place of the value. */
	readonly numerator: string;
	readonly denominator: string;
	readonly n: string;
	readonly estimate: string;
	readonly source: string;
	readonly evidence: string;
}

export type TypedFault = 'value' | 'numerator' | 'denominator' | 'n' | 'estimate' | 'both';

/** The fields that hold numbers. */
export const TYPED_NUMBERS = ['value', 'numerator', 'denominator', 'n'] as const;

export type ReadEntry =
	{ readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly fault: TypedFault };

interface Sums {
	readonly numerator: number;
	readonly denominator: number | null;
}

const refused = (fault: TypedFault): { readonly ok: false; readonly fault: TypedFault } => ({
	ok: false,
	fault
});

/** The denominator comes with the numerator, or with the value: with the value alone nothing could be added up. */
function ratioOf(figure: Figure, typed: TypedEntry, mark: DecimalMark): Sums | TypedFault {
	const denominator = readNumber(typed.denominator, mark);
	if (denominator === null) return 'denominator';
	if (typed.numerator !== '') {
		const numerator = readNumber(typed.numerator, mark);
		if (numerator === null) return 'numerator';
		return { numerator: scaled(numerator, numeratorScale(figure.unit)), denominator };
	}
	const value = readNumber(typed.value, mark);
	if (value === null) return typed.value === '' ? 'numerator' : 'value';
	const whole = scaled(value * denominator, valueScale(figure.unit) / figure.factor);
	return { numerator: figure.unit === 'money' ? Math.round(whole) : whole, denominator };
}

/** Of an amount the value and the numerator are the same; a denominator there is somebody's mistake. */
function amountOf(figure: Figure, typed: TypedEntry, mark: DecimalMark): Sums | TypedFault {
	if (typed.denominator !== '') return 'denominator';
	const [text, fault] =
		typed.numerator === ''
			? ([typed.value, 'value'] as const)
			: ([typed.numerator, 'numerator'] as const);
	const amount = readNumber(text, mark);
	if (amount === null) return fault;
	return { numerator: scaled(amount, numeratorScale(figure.unit)), denominator: null };
}

/** Without a number of its own the denominator stands behind a ratio, and one statement behind an amount. */
export function readEntry(figure: Figure, typed: TypedEntry, mark: DecimalMark): ReadEntry {
	if (typed.value !== '' && typed.numerator !== '') return refused('both');
	const sums = hasDenominator(figure.adding)
		? ratioOf(figure, typed, mark)
		: amountOf(figure, typed, mark);
	if (typeof sums === 'string') return refused(sums);
	const n = typed.n === '' ? (sums.denominator ?? 1) : readNumber(typed.n, mark);
	if (n === null) return refused('n');
	const isEstimate = readFlag(typed.estimate);
	if (isEstimate === null) return refused('estimate');
	const { source, evidence } = typed;
	return { ok: true, entry: { ...sums, n, isEstimate, isVoid: false, source, evidence } };
}
