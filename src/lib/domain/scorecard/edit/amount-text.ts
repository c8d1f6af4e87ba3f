/** Numbers of targets as people type them, in the unit of their measure: `80`, `80 %`, `5:30`, `3 min`, `4,25 €`. */
import { readWait, writeWait } from '../../queues/wait-text.ts';
import type { MeasureUnit } from '../measure-unit.ts';

const NUMBER = /^[-−+]?\d{1,12}(?:[.,]\d{1,6})?$/;
/** Digits that a division leaves behind are not what somebody typed. */
const DIGITS = 8;
const PER_CENT = 100;

function readNumber(typed: string, dropped: RegExp): number | null {
	const text = typed.replace(/\s/gu, '').replace(dropped, '');
	return NUMBER.test(text) ? Number(text.replace('−', '-').replace(',', '.')) : null;
}

const hundredth = (value: number | null): number | null =>
	value === null ? null : Number((value / PER_CENT).toFixed(DIGITS));

const plain = (value: number): string => String(Number(value.toFixed(DIGITS)));

/** Null for what is no number of this unit. Shares are typed in per cent, money in whole units of its currency. */
export function readAmount(typed: string, unit: MeasureUnit): number | null {
	switch (unit) {
		case 'duration':
			return readWait(typed);
		case 'ratio':
		case 'percent':
		case 'balance':
			return hundredth(readNumber(typed, /%$/u));
		case 'money': {
			const value = readNumber(typed, /\p{Sc}|^[A-Z]{3}|[A-Z]{3}$/gu);
			return value === null ? null : Number((value * PER_CENT).toFixed(DIGITS - 2));
		}
		case 'count':
		case 'score':
		case 'number':
			return readNumber(typed, /(?!)/u);
		default:
			return unit satisfies never;
	}
}

/** How the decimals of a locale are parted from the whole. */
export const decimalMark = (locale: string): string => (0.5).toLocaleString(locale).charAt(1);

/** As `readAmount` reads it, and exactly the same value. */
export function writeAmount(value: number, unit: MeasureUnit, mark = '.'): string {
	return written(value, unit).replace('.', mark);
}

function written(value: number, unit: MeasureUnit): string {
	switch (unit) {
		case 'duration':
			return writeWait(value);
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
