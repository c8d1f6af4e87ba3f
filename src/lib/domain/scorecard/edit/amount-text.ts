/** Numbers of targets as people type them, in the unit of their measure: `80`, `80 %`, `5:30`, `3 min`, `4,25 €`. */
import { readWait, writeWait } from '../../queues/wait-text.ts';
import type { MeasureUnit } from '../measure-unit.ts';
import { markSign, readNumber, readTyped, typedNumber } from '../typed-number.ts';
import type { DecimalMark } from '../typed-number.ts';

/** Digits that a division leaves behind are not what somebody typed. */
const DIGITS = 8;
const PER_CENT = 100;
const CURRENCY = /\p{Sc}|\b[A-Z]{3}\b/u;

/** Null: no number of the unit. Ambiguous: thousands in one language and decimals in another. */
export type ReadAmount = number | 'ambiguous' | null;

/** A share is no thousand of per cents: its three decimals are decimals. */
function readShare(typed: string, mark: DecimalMark): number | null {
	const value = CURRENCY.test(typed) ? null : readNumber(typed, mark);
	return value === null ? null : Number((value / PER_CENT).toFixed(DIGITS));
}

function readMoney(typed: string, mark: DecimalMark): ReadAmount {
	const value = typed.includes('%') ? null : readTyped(typed, mark);
	return typeof value === 'number' ? Number((value * PER_CENT).toFixed(DIGITS - 2)) : value;
}

const readPlain = (typed: string, mark: DecimalMark): ReadAmount =>
	typed.includes('%') || CURRENCY.test(typed) ? null : readTyped(typed, mark);

const AMOUNT = /\d[\d.,]*(?<![.,])/gu;

/** The numbers within a time follow the page as well; a number alone is seconds. */
function readDuration(typed: string, mark: DecimalMark): ReadAmount {
	const alone = readPlain(typed, mark);
	if (alone === 'ambiguous') return alone;
	const numbers = (typed.match(AMOUNT) ?? []).map((text) => readNumber(text, mark));
	if (numbers.includes(null)) return null;
	return readWait(
		alone === null ? typed.replace(AMOUNT, () => String(numbers.shift())) : `${alone}`
	);
}

/** Shares are typed in per cent, money in whole units of its currency. `mark`: of the language of the page. */
export function readAmount(typed: string, unit: MeasureUnit, mark: DecimalMark): ReadAmount {
	switch (unit) {
		case 'duration':
			return readDuration(typed, mark);
		case 'ratio':
		case 'percent':
		case 'balance':
			return readShare(typed, mark);
		case 'money':
			return readMoney(typed, mark);
		case 'count':
		case 'score':
		case 'number':
			return readPlain(typed, mark);
		default:
			return unit satisfies never;
	}
}

/** As `readAmount` reads it with the same mark, and exactly the same value. */
export function writeAmount(value: number, unit: MeasureUnit, mark: DecimalMark): string {
	const plain = (number: number): string => typedNumber(Number(number.toFixed(DIGITS)), mark);
	switch (unit) {
		case 'duration':
			return writeWait(value).replace('.', markSign(mark));
		case 'ratio':
		case 'percent':
			return `${plain(value * PER_CENT)} %`;
		case 'balance':
			return plain(value * PER_CENT);
		case 'money':
			return plain(value / PER_CENT);
		case 'count':
		case 'score':
		case 'number':
			return plain(value);
		default:
			return unit satisfies never;
	}
}
