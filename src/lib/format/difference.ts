/** A difference of two figures as text, with its sign; shares in points. */
import { formatDuration } from './duration.ts';
import { NOTHING } from './nothing.ts';

type Unit = 'count' | 'ratio' | 'duration' | 'balance' | 'score';

const DIGITS: Record<Exclude<Unit, 'duration'>, number> = {
	count: 0,
	ratio: 1,
	balance: 1,
	score: 2
};
const MINUS = '−';

/** `points` writes a number of points in words: "2,4 puntos". */
export function differenceFormat(
	unit: Unit,
	locale: string,
	points: (n: string) => string
): (value: number | null) => string {
	if (unit === 'duration') {
		return (ms) => {
			if (ms === null) return NOTHING;
			const text = formatDuration(Math.abs(ms));
			const isZero = Math.abs(ms) < 500;
			return isZero ? text : `${ms < 0 ? MINUS : '+'}${text}`;
		};
	}
	const digits = DIGITS[unit];
	const format = new Intl.NumberFormat(locale, {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
		signDisplay: 'exceptZero'
	});
	const inPoints = unit === 'ratio' || unit === 'balance';
	return (value) => {
		if (value === null) return NOTHING;
		const text = format.format(inPoints ? value * 100 : value).replace('-', MINUS);
		return inPoints ? points(text) : text;
	};
}
