/**
 * Numbers as people type them. One rule for targets, figures, money and initiatives: the language of the page says which
 * mark parts decimals; the other one, or a space, groups by threes; what fits neither is refused, never guessed.
 */

/** What stands between units and decimals; the other of the two groups thousands. */
export const DECIMAL_MARKS = ['comma', 'point'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

const SIGN_OF: Readonly<Record<DecimalMark, string>> = { comma: ',', point: '.' };

/** The mark a reader's language writes decimals with. */
export const markOf = (locale: string): DecimalMark =>
	new Intl.NumberFormat(locale).format(1.5).includes(',') ? 'comma' : 'point';

export const markSign = (mark: DecimalMark): string => SIGN_OF[mark];

/** Grouped by threes or not at all: `1.2345` with a decimal comma is a slip of somebody, not a number. */
const NUMBERS: Readonly<Record<DecimalMark, RegExp>> = {
	comma: /^[+-]? ?(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)(?:,\d+)?$/,
	point: /^[+-]? ?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d+)?$/
};
/** Three decimals of one to three digits, which elsewhere are thousands. `0,125` is nobody's thousand. */
const EITHER: Readonly<Record<DecimalMark, RegExp>> = {
	comma: /^[+-]? ?[1-9]\d{0,2},\d{3}$/,
	point: /^[+-]? ?[1-9]\d{0,2}\.\d{3}$/
};

/** Without the sign of a per cent or of a currency, and with plain spaces and a plain minus. */
const bareOf = (text: string): string =>
	text
		.replace(/\s/gu, ' ')
		.replace(/[\u2212\u2013]/gu, '-')
		.replace(/ ?(?:%|\p{Sc}|[A-Z]{3})? *$/u, '')
		.replace(/^ *(?:\p{Sc} ?|[A-Z]{3} ?)?/u, '');

/** Null: no number with that mark. */
export function readNumber(text: string, mark: DecimalMark): number | null {
	const bare = bareOf(text);
	if (!NUMBERS[mark].test(bare)) return null;
	const group = mark === 'comma' ? /[. ]/g : /[, ]/g;
	const value = Number(bare.replace(group, '').replace(',', '.'));
	return Number.isFinite(value) ? value : null;
}

/** Whether a number could as well be thousands of another language: `3,000` with a decimal comma. */
export const isAmbiguous = (text: string, mark: DecimalMark): boolean =>
	EITHER[mark].test(bareOf(text));

/** For fields of forms, where nothing says which way of writing was meant: what is ambiguous is not read. */
export const readTyped = (text: string, mark: DecimalMark): number | 'ambiguous' | null =>
	isAmbiguous(text, mark) ? 'ambiguous' : readNumber(text, mark);

/** An amount or a per cent with two decimals at most, as whole hundredths: `1.200,5` is 120050. Null: no such number. */
export function readHundredths(text: string, mark: DecimalMark): number | null {
	const value = readNumber(text, mark);
	if (value === null || Math.abs(value) >= 1e12) return null;
	const [, decimals = ''] = bareOf(text).split(SIGN_OF[mark]);
	// Adding 0 makes the zero below zero the one above.
	return decimals.length > 2 ? null : Math.round(value * 100) + 0;
}

/** A number as `readTyped` reads it again: every digit, no groups. */
export function typedNumber(value: number, mark: DecimalMark): string {
	const plain = new Intl.NumberFormat('en', {
		useGrouping: false,
		maximumSignificantDigits: 15
	}).format(value);
	const text = mark === 'comma' ? plain.replace('.', ',') : plain;
	return isAmbiguous(text, mark) ? `${text}0` : text;
}
