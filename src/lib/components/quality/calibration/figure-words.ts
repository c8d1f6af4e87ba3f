/** Figures of agreement in words: with their intervals, and how they are read. */
import type { Figure } from '#lib/domain/quality/calibration/agreement-of.ts';
import {
	correlationBand,
	kappaBand,
	relianceOf
} from '#lib/domain/statistics/agreement/reading.ts';
import { NOTHING } from '#lib/format/nothing.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

export type FigureUnit = 'percent' | 'coefficient';

const formatOf = (reader: Reader, unit: FigureUnit) =>
	unit === 'percent' ? reader.numbers.percent : reader.numbers.score;

export const valueText = (reader: Reader, figure: Figure | null, unit: FigureUnit): string =>
	figure === null ? NOTHING : formatOf(reader, unit)(figure.value);

export function intervalText(reader: Reader, figure: Figure | null, unit: FigureUnit): string {
	if (figure === null) return NOTHING;
	if (figure.interval === null) return reader.t('calibration.interval.none');
	const [low, high] = figure.interval.map(formatOf(reader, unit));
	return reader.t('calibration.intervalOf', { low: low ?? '', high: high ?? '' });
}

/** `0,74 (de 0,31 a 1,00)` */
export function figureText(reader: Reader, figure: Figure | null, unit: FigureUnit): string {
	if (figure === null) return NOTHING;
	return `${valueText(reader, figure, unit)} (${intervalText(reader, figure, unit)})`;
}

export type ReadAs = 'reliance' | 'kappa' | 'correlation';
export type Status = 'none' | 'good' | 'warn' | 'bad';

const OF_RELIANCE = { reliable: 'good', tentative: 'warn', unreliable: 'bad' } as const;

/** A word, and the mark beside it; null where there is nothing to read. */
export function readingOf(
	reader: Reader,
	figure: Figure | null,
	as: ReadAs
): { readonly word: string; readonly status: Status } | null {
	if (figure === null) return null;
	if (as === 'reliance') {
		const reliance = relianceOf(figure.value);
		return {
			word: reader.t(`calibration.reliance.${reliance}`),
			status: OF_RELIANCE[reliance]
		};
	}
	const band = as === 'kappa' ? kappaBand(figure.value) : correlationBand(figure.value);
	return { word: reader.t(`calibration.band.${band}`), status: 'none' };
}
