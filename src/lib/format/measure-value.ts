/** Values of measures of a scorecard as text: the page, the report, the sheet and a frozen period say them with the same words. */
import type { MeasureUnit } from '../domain/scorecard/measure-unit.ts';
import { differenceFormat } from './difference.ts';
import { figureFormat } from './figure.ts';
import { NOTHING } from './nothing.ts';
import type { NumberFormats } from './numbers.ts';

type Maybe = number | null | undefined;

/** Shares are 0..1, durations milliseconds, money cents; no value is a dash. */
export function formatValue(unit: MeasureUnit, value: Maybe, numbers: NumberFormats): string {
	switch (unit) {
		case 'money':
			return numbers.money(value);
		case 'number':
			return numbers.number(value);
		case 'percent':
			return numbers.percent(value);
		default:
			return figureFormat(unit, numbers)(value);
	}
}

const MINUS = '−';

/** A difference with its sign, as a gap to a target. `points` writes a number of points in words: "2,4 puntos". */
export function formatChange(
	unit: MeasureUnit,
	value: Maybe,
	words: {
		readonly locale: string;
		readonly numbers: NumberFormats;
		readonly points: (n: string) => string;
	}
): string {
	if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
	if (unit !== 'money' && unit !== 'number') {
		return differenceFormat(unit === 'percent' ? 'ratio' : unit, words.locale, words.points)(value);
	}
	const plain = formatValue(unit, Math.abs(value), words.numbers);
	if (plain === formatValue(unit, 0, words.numbers)) return plain;
	return `${value < 0 ? MINUS : '+'}${plain}`;
}

/** An index of 0 to 100, whole; below a limit it is never shown as if it had reached it: 79.6 is 79. */
export const formatIndex = (index: Maybe, numbers: NumberFormats): string =>
	numbers.count(typeof index === 'number' ? Math.floor(index + INDEX_SLACK) : index);

/** What sums of floating-point numbers are off by. */
const INDEX_SLACK = 1e-9;
