/** How the room of a trend tile is divided: strips on a page, size of the text, names, lines and values. */
import { textEm } from '#lib/format/text-width.ts';
import type { StripRoom } from '../charts/strip-chart.ts';
import type { RowFit } from './fit-rows.ts';

/** A line in a lower strip cannot be told from a flat one. */
const MIN_STRIP_U = 2.7;
const MAX_STRIP_U = 40;
const TEXT_OF_STRIP = 0.76;
const MIN_TEXT_U = 1.8;
const MAX_TEXT_U = 2.5;
/** From this height on, in parts of the text size, a long name may take two lines. */
const TWO_LINES_EM = 2.5;

/** Strips shrink first; when they would say nothing, pages take turns, all about equally full. */
export function fitStrips(count: number, heightU: number): RowFit & { readonly textU: number } {
	const most = Math.max(1, Math.floor(heightU / MIN_STRIP_U));
	const pages = Math.max(1, Math.ceil(count / most));
	const perPage = Math.max(1, Math.ceil(count / pages));
	const rowU = Math.min(MAX_STRIP_U, Math.max(MIN_STRIP_U, heightU / perPage));
	const textU = Math.max(MIN_TEXT_U, Math.min(MAX_TEXT_U, rowU * TEXT_OF_STRIP));
	return { perPage, pages, rowU, textU, twoLines: rowU / textU >= TWO_LINES_EM };
}

const TIME_LABEL_EM = 3;
const GUTTER_EM = 0.7;
const MARK_EM = 0.9;
/** Size of the scale and the times beside that of the names. */
const FOOT_SCALE = 0.82;
/** Values are bold. */
const BOLD = 1.08;
const NAMES_AT_MOST = 0.44;
const MIN_NAME_U = 1.6;

interface Labels {
	readonly names: readonly string[];
	readonly values: readonly string[];
	/** The scale, below the names. */
	readonly foot: string;
	/** Values have a mark before them. */
	readonly marked: boolean;
}

export interface TrendRoom extends StripRoom {
	/** How much smaller the names are, so that the longest is whole; one size for all. */
	readonly nameScale: number;
	/** How many time labels fit. */
	readonly timeLabels: number;
}

/** Two lines of a name break between words, so they are rarely halves. */
const wrappedEm = (name: string): number =>
	Math.max(textEm(name) * 0.62, ...name.split(' ').map(textEm));

export function trendRoom(
	widthU: number,
	{ rowU, textU, twoLines }: ReturnType<typeof fitStrips>,
	{ names, values, foot, marked }: Labels
): TrendRoom {
	const widthEm = widthU / textU;
	const most = widthEm * NAMES_AT_MOST;
	const oneLine = Math.max(0, ...names.map(textEm));
	const wraps = twoLines && oneLine + GUTTER_EM > most;
	const needed = wraps ? Math.max(0, ...names.map(wrappedEm)) : oneLine;
	const startEm = Math.min(most, Math.max(needed, textEm(foot) * FOOT_SCALE) + GUTTER_EM);
	const endEm = GUTTER_EM + Math.max(0, ...values.map(textEm)) * BOLD + (marked ? MARK_EM : 0);
	return {
		stripEm: rowU / textU,
		startEm,
		endEm,
		nameScale: Math.max(
			Math.min(1, MIN_NAME_U / textU),
			Math.min(1, (startEm - GUTTER_EM) / Math.max(1, needed))
		),
		timeLabels: Math.max(1, Math.floor((widthEm - startEm - endEm) / TIME_LABEL_EM))
	};
}

/** As in TileFrame: sizes of the title and of what stands beside it, and the gap before each. */
const TITLE_U = 2.7;
const BESIDE_U = 2.2;
const BESIDE_GAP_U = 1.2;
const PADDING_U = 4;

/** Whether a title and what stands beside it are whole; else its short form is shown. */
export function fitsTitle(title: string, beside: readonly string[], widthU: number): boolean {
	const besideU = beside
		.filter((text) => text !== '')
		.reduce((sum, text) => sum + textEm(text) * BESIDE_U + BESIDE_GAP_U, 0);
	return textEm(title) * BOLD * TITLE_U + besideU <= widthU - PADDING_U;
}
