/** What a scorecard says in words; the board, the page of a measure and a frozen period say it alike. */
import type { MeasureFacts, MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import type { Measured, Trend } from '#lib/domain/scorecard/measured.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Rolled } from '#lib/domain/scorecard/roll-up.ts';
import { FEWEST_COVERAGE } from '#lib/domain/scorecard/roll-up.ts';
import type { Measure, Perspective } from '#lib/domain/scorecard/scorecard.ts';
import type { Target } from '#lib/domain/scorecard/target.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { MeasureView } from '#lib/domain/scorecard/view.ts';
import { formatChange, formatIndex, formatValue } from '#lib/format/measure-value.ts';
import { momentFormat } from '#lib/format/moment.ts';
import { monthFormat } from '#lib/format/month.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** Of a reader of the page, or of a report that is made on the server. */
export type Words = Pick<Reader, 't' | 'locale' | 'numbers'>;

export const perspectiveName = ({ t }: Pick<Reader, 't'>, { kind, name }: Perspective): string =>
	name === '' ? t(`scorecard.kind.${kind}`) : name;

/** A unit in words: the company may have no name. */
export const unitText = ({ t }: Pick<Reader, 't'>, name: string): string =>
	name === '' ? t('admin.team.kind.company') : name;

/** `octubre de 2026`, `enero–octubre de 2026`. */
export const monthsText = (reader: Pick<Reader, 'locale'>, months: readonly Month[]): string =>
	monthFormat(reader.locale).stretch(months);

/** When it was read; empty where figures alone, which nothing reads, are shown. */
export function freshText(
	{ t, locale }: Pick<Reader, 't' | 'locale'>,
	{ freshAtMs, zone, view }: Pick<ScorecardPage, 'freshAtMs' | 'zone' | 'view'>
): string {
	if (freshAtMs !== null)
		return t('scorecard.fresh', { at: momentFormat(locale, zone)(freshAtMs) });
	return view.rolled.coverage === 0 ? t('scorecard.fresh.never') : '';
}

/** `oct 2026`, for tables. */
export function shortMonth({ locale }: Pick<Reader, 'locale'>): (month: Month) => string {
	const format = new Intl.DateTimeFormat(locale, {
		timeZone: 'UTC',
		month: 'short',
		year: 'numeric'
	});
	return (month) => format.format(new Date(`${month}-01T00:00:00Z`));
}

/** A value and a difference of two, of one measure. */
export interface ValueWords {
	readonly value: (value: number | null) => string;
	readonly difference: (value: number | null) => string;
	/** How far apart, without a sign. */
	readonly distance: (value: number) => string;
}

export function valueWords(reader: Words, unit: MeasureUnit): ValueWords {
	const points = (n: string): string => reader.t('scorecard.points', { n });
	const words = { locale: reader.locale, numbers: reader.numbers, points };
	return {
		value: (value) => formatValue(unit, value, reader.numbers),
		difference: (value) => formatChange(unit, value, words),
		distance: (value) => formatChange(unit, Math.abs(value), words).replace(/^\+/, '')
	};
}

export function targetText(reader: Words, target: Target | null, { value }: ValueWords): string {
	if (target === null) return reader.t('scorecard.target.none');
	return target.direction === 'band'
		? reader.t('scorecard.target.band', { low: value(target.low), high: value(target.high) })
		: reader.t('scorecard.target', { value: value(target.target) });
}

/** The same without the word, for a column of targets. */
export function aimText(reader: Reader, target: Target, { value }: ValueWords): string {
	if (target.direction !== 'band') return value(target.target);
	const { low, high } = target;
	return reader.t('scorecard.measure.usual', { low: value(low), high: value(high) });
}

/** Empty without a value or a target. */
export function gapText(reader: Words, gap: number | null, { distance }: ValueWords): string {
	if (gap === null) return '';
	const text = distance(gap);
	if (text === distance(0) && gap >= 0) return reader.t('scorecard.gap.exact');
	return reader.t(gap < 0 ? 'scorecard.gap.short' : 'scorecard.gap.spare', { gap: text });
}

/** How much stands behind a value: contacts, answers, people; or hours. */
export function countText(
	{ t, numbers }: Words,
	n: number,
	{ countsHours }: Pick<MeasureFacts, 'countsHours'>
): string {
	const count = numbers.count(n);
	return countsHours ? t('scorecard.n.hours', { n: count }) : count;
}

export function behindText(
	reader: Words,
	{ n, isTooFew, value }: Measured,
	{ leastN }: Pick<Measure, 'leastN'>,
	facts: Pick<MeasureFacts, 'countsHours'>
): string {
	if (value === null) return '';
	const said = countText(reader, n, facts);
	return isTooFew
		? reader.t('scorecard.n.few', { n: said, least: leastN })
		: reader.t('scorecard.n', { n: said });
}

/** `en alerta, índice 64`. */
export function levelText(
	reader: Words,
	{ level, index }: { readonly level: MeasureView['level']; readonly index: number | null }
): string {
	const word = reader.t(`scorecard.level.${level}`);
	if (index === null) return word;
	return `${word}, ${reader.t('scorecard.index', { n: formatIndex(index, reader.numbers) })}`;
}

/** Which way a value went by statistics; null: nothing can be said, or nothing moves. */
export function trendSide({ trend, chart, points }: MeasureView): 'above' | 'below' | null {
	if (trend === 'none' || trend === 'steady') return null;
	const last = points.findLastIndex(({ isPartial, value }) => !isPartial && value !== null);
	return chart?.signals.find((signal) => signal.points.includes(last))?.side ?? null;
}

/** In one word, for a place with little room. */
export const trendWord = ({ t }: Pick<Reader, 't'>, trend: Trend): string =>
	trend === 'steady' ? t('scorecard.trend.steady.short') : t(`scorecard.trend.${trend}`);

/** What an index would be without a critical measure that misses; empty where that reads the same. */
export function cappedText(reader: Words, { uncapped, partial }: Rolled): string {
	const free = formatIndex(uncapped, reader.numbers);
	const isSame = free === formatIndex(partial, reader.numbers);
	return uncapped === null || isSame ? '' : reader.t('scorecard.capped', { n: free });
}

/** What has to stand beside every roll-up, in its order. */
export function rollUpWords(reader: Words, rolled: Rolled): string[] {
	const { coverage, worst, reds } = rolled;
	if (coverage === null) return [];
	const capped = cappedText(reader, rolled);
	const index = (value: number): string => formatIndex(value, reader.numbers);
	const share = reader.numbers.wholePercent(coverage);
	const isEnough = coverage >= FEWEST_COVERAGE;
	return [
		reader.t(isEnough ? 'scorecard.coverage' : 'scorecard.coverage.short', { share }),
		...(worst === null ? [] : [reader.t('scorecard.worst', { n: index(worst) })]),
		reds === 0 ? reader.t('scorecard.reds.none') : reader.t('scorecard.reds', { n: reds }),
		...(capped === '' ? [] : [capped])
	];
}
