/** How the names and counts of states fit below their bar: in columns, and where all would be too small to read, the last together. */
import { isSmallGroup } from '#lib/domain/access/small-group.ts';
import { textEm } from '#lib/format/text-width.ts';
import { OTHER_STATES } from './agent-states.ts';
import type { StateCount } from './agent-states.ts';
import type { TileSize } from './board-size.ts';

const PADDING_U = 4;
/** Title, padding and a bar that is seen from afar. */
const AROUND_U = 13;
/** The same with the lowest bar. */
const TIGHT_U = 8;
export const LINE_HEIGHT = 1.42;
export const GUTTER_U = 2.6;
/** Smaller text cannot be read from three metres. */
const MIN_TEXT_U = 1.6;
/** A bar gives way until the text is so large. */
const GOOD_TEXT_U = 1.9;
const MAX_TEXT_U = 3.4;
/** Longer names are cut. */
const MAX_NAME_EM = 14;
/** The swatch, its margin, and that before the number. */
const BESIDE_NAME_EM = 1.9;
/** Numbers are bold. */
const BOLD = 1.08;

export interface AgentsLegend {
	readonly states: readonly StateCount[];
	readonly columns: number;
	readonly textU: number;
}

interface Texts {
	readonly name: string;
	readonly count: string;
}

type TextsOf = (state: StateCount) => Texts;

/** Two digits at least, so that nothing moves when the ninth becomes the tenth. */
const cellEm = ({ name, count }: Texts): number =>
	Math.min(MAX_NAME_EM, textEm(name)) +
	BESIDE_NAME_EM +
	BOLD * Math.max(textEm('00'), textEm(count));

function lineHeightU(heightU: number, lines: number): number {
	const tight = Math.min(GOOD_TEXT_U * LINE_HEIGHT, (heightU - TIGHT_U) / lines);
	return Math.max((heightU - AROUND_U) / lines, tight);
}

/** The largest text at which cells fit into so many columns, in `u`. */
function textIn(columns: number, cells: readonly number[], { widthU, heightU }: TileSize): number {
	const widestEm = Array.from({ length: columns }, (_, column) =>
		Math.max(...cells.filter((_, index) => index % columns === column))
	).reduce((sum, em) => sum + em, 0);
	const roomU = widthU - PADDING_U - GUTTER_U * (columns - 1);
	const lines = Math.ceil(cells.length / columns);
	return Math.min(MAX_TEXT_U, lineHeightU(heightU, lines) / LINE_HEIGHT, roomU / widestEm);
}

/** The last states become one, in which whoever looks counts as many people. */
function lastTogether(states: readonly StateCount[], shown: number): readonly StateCount[] {
	if (shown >= states.length) return states;
	const count = states.slice(shown - 1).reduce((sum, one) => sum + one.count, 0);
	const hidden = isSmallGroup(count) && states.slice(shown - 1).some((one) => one.hidden);
	return [...states.slice(0, shown - 1), { state: OTHER_STATES, count, hidden }];
}

function largest(states: readonly StateCount[], texts: TextsOf, size: TileSize): AgentsLegend {
	const cells = states.map((state) => cellEm(texts(state)));
	let best = { states, columns: 1, textU: textIn(1, cells, size) };
	for (let columns = 2; columns <= states.length; columns++) {
		const textU = textIn(columns, cells, size);
		if (textU >= best.textU) best = { states, columns, textU };
	}
	return best;
}

/** States of a tile of this size, in the order they came; never wider or higher than the tile unless one alone is. */
export function fitLegend(
	states: readonly StateCount[],
	texts: TextsOf,
	size: TileSize
): AgentsLegend {
	for (let shown = states.length; shown > 1; shown--) {
		const legend = largest(lastTogether(states, shown), texts, size);
		if (legend.textU >= MIN_TEXT_U) return legend;
	}
	const legend = largest(lastTogether(states, 1), texts, size);
	return { ...legend, textU: Math.max(MIN_TEXT_U, legend.textU) };
}
