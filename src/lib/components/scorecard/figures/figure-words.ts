/** Figures in the reader's words. */
import type { ReadingState } from '#lib/domain/scorecard/reading.ts';
import { ENTRY_FAULTS } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { EntryFault } from '#lib/domain/scorecard/figures/figure-value.ts';
import { FIGURE_COLUMNS, HEADINGS } from '#lib/domain/scorecard/figures/import-headings.ts';
import type { FileFault } from '#lib/domain/scorecard/figures/import-line.ts';
import type { LineFaultCode } from '#lib/domain/scorecard/figures/import-plan.ts';
import type { TypedFault } from '#lib/domain/scorecard/figures/typed-entry.ts';
import { markOf, markSign, typedNumber } from '#lib/domain/scorecard/typed-number.ts';
import type { FigureUnit } from '#lib/domain/scorecard/figures/figure.ts';
import { formatValue } from '#lib/format/measure-value.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

export const valueText = (reader: Reader, unit: FigureUnit, value: number | null): string =>
	formatValue(unit, value, reader.numbers);

/** A number as the reader would type it. */
const exampleFor = (reader: Reader): string => typedNumber(1234.5, markOf(reader.locale));

const isEntryFault = (code: LineFaultCode): code is EntryFault | TypedFault =>
	(ENTRY_FAULTS as readonly string[]).includes(code) ||
	code === 'value' ||
	code === 'estimate' ||
	code === 'both';

export function entryFaultText(
	reader: Reader,
	fault: EntryFault | TypedFault | 'ambiguous'
): string {
	if (fault === 'ambiguous')
		return reader.t('figures.entry.ambiguous', { mark: markSign(markOf(reader.locale)) });
	return fault === 'value' || fault === 'numerator'
		? reader.t(`figures.entry.${fault}`, { example: exampleFor(reader) })
		: reader.t(`figures.entry.${fault}`);
}

export const lineFaultText = (reader: Reader, code: LineFaultCode): string =>
	isEntryFault(code) ? entryFaultText(reader, code) : reader.t(`figures.line.${code}`);

/** Columns are named as the reader would head them. */
export function fileFaultText(reader: Reader, { code, shown }: FileFault): string {
	if (code === 'empty' || code === 'too-big') return reader.t(`figures.import.whole.${code}`);
	const column = FIGURE_COLUMNS.find((one) => one === shown);
	const named = column === undefined ? shown : HEADINGS[reader.language][column];
	return reader.t(`figures.import.whole.${code}`, { shown: named });
}

/** What of a reading is not plain; null: nothing. */
export const readingNote = (reader: Reader, state: ReadingState): string | null =>
	state === 'estimated'
		? reader.t('figures.estimate')
		: state === 'provisional'
			? reader.t('figures.provisional')
			: null;

/** An address that may be opened; null: words, which are only shown. */
export function evidenceHref(evidence: string): string | null {
	const text = evidence.trim();
	return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? text : null;
}
