/** Numbers and months as people write them in forms and spreadsheets. */
import { isMonth } from '../month.ts';
import type { Month } from '../month.ts';

/** What stands between units and decimals; the other of the two groups thousands. */
export const DECIMAL_MARKS = ['comma', 'point'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

const SPACES = /[\s\u00a0\u202f]/g;
/** Grouped by threes or not at all: `1.2345` with a decimal comma is a slip of somebody, not a number. */
const NUMBERS: Readonly<Record<DecimalMark, RegExp>> = {
	comma: /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/,
	point: /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/
};

/** Null: no number with that mark. A sign of per cent or of the euro behind it is left out, as are spaces between thousands. */
export function readNumber(text: string, mark: DecimalMark): number | null {
	const bare = text
		.replace(SPACES, '')
		.replace(/\u2212/g, '-')
		.replace(/[%€]$/, '');
	if (!NUMBERS[mark].test(bare)) return null;
	const plain =
		mark === 'comma' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
	return Number(plain);
}

/** `2026-10`, `10/2026`, and dates within the month: `2026-10-31`, `31/10/2026`. Null: none of them. */
export function readMonth(text: string): Month | null {
	const [, year, month] = /^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?$/.exec(text) ?? [];
	const [, lateMonth, lateYear] = /^(?:\d{1,2}[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
	const found = `${year ?? lateYear ?? ''}-${(month ?? lateMonth ?? '').padStart(2, '0')}`;
	return isMonth(found) ? found : null;
}

/** Yes and no in the languages of the product; null: neither. Empty is no. */
export function readFlag(text: string): boolean | null {
	const word = text.trim().toLowerCase();
	if (['', '0', 'no', 'n', 'não', 'nao', 'false'].includes(word)) return false;
	return ['1', 'x', 'sí', 'si', 's', 'sim', 'yes', 'y', 'true'].includes(word) ? true : null;
}

/** A typed number in the unit it is stored in, without the dust of floating point: 8,75 euros are 875 cents. */
export function scaled(value: number, scale: number): number {
	if (scale === 1) return value;
	return Number((value * scale).toPrecision(15));
}

/** The mark a reader's language writes decimals with. */
export const markOf = (locale: string): DecimalMark =>
	new Intl.NumberFormat(locale).format(1.5).includes(',') ? 'comma' : 'point';

/** A number as `readNumber` reads it again: every digit, no groups. */
export const typedNumber = (value: number, mark: DecimalMark): string => {
	const plain = new Intl.NumberFormat('en', {
		useGrouping: false,
		maximumSignificantDigits: 15
	}).format(value);
	return mark === 'comma' ? plain.replace('.', ',') : plain;
};
