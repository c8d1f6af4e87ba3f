/** Counts and shares in the reader's locale. */
import { NOTHING } from './nothing.ts';

type Maybe = number | null | undefined;

export interface NumberFormats {
	/** Whole numbers. */
	readonly count: (value: Maybe) => string;
	/** A ratio of 0 to 1 as a percentage with one decimal. */
	readonly percent: (ratio: Maybe) => string;
	/** A ratio as a percentage without decimals, for axes. */
	readonly wholePercent: (ratio: Maybe) => string;
	/** A difference of shares of −1 to 1 in points, with its sign. */
	readonly points: (balance: Maybe) => string;
	/** A number on a scale, two decimals. */
	readonly score: (value: Maybe) => string;
	/** Any number, with at most two decimals. */
	readonly number: (value: Maybe) => string;
	/** Cents as euros, to the cent. */
	readonly money: (cents: Maybe) => string;
}

/** The one currency of rates and contracts. */
export const CURRENCY = 'EUR';
const CENTS = 100;

/** `€`, for what formats numbers by itself, as a workbook. */
export const CURRENCY_SIGN =
	new Intl.NumberFormat('es-ES', { style: 'currency', currency: CURRENCY })
		.formatToParts(0)
		.find(({ type }) => type === 'currency')?.value ?? CURRENCY;

export function numberFormats(locale: string): NumberFormats {
	// Always grouped: in a column 9.104 stands over 11.312, although running Spanish text would write 9104.
	const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: 'always' });
	const tenth = new Intl.NumberFormat(locale, {
		style: 'percent',
		minimumFractionDigits: 1,
		maximumFractionDigits: 1
	});
	const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
	const points = new Intl.NumberFormat(locale, {
		maximumFractionDigits: 1,
		signDisplay: 'exceptZero'
	});
	const score = new Intl.NumberFormat(locale, {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2
	});
	const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: 'always' });
	const money = new Intl.NumberFormat(locale, {
		style: 'currency',
		currency: CURRENCY,
		useGrouping: 'always'
	});
	const say = (format: Intl.NumberFormat) => (value: Maybe) =>
		value === null || value === undefined || !Number.isFinite(value)
			? NOTHING
			: format.format(value);
	const sayPoints = say(points);
	const sayMoney = say(money);
	return {
		count: say(whole),
		percent: say(tenth),
		wholePercent: say(percent),
		points: (balance) => sayPoints(typeof balance === 'number' ? balance * 100 : balance),
		score: say(score),
		number: say(plain),
		money: (cents) => sayMoney(typeof cents === 'number' ? cents / CENTS : cents)
	};
}
