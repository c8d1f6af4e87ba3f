/** The table of values to fill in, in the language of whoever downloads it. */
import type { Language } from '#lib/format/locale.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { FIGURE_COLUMNS, HEADINGS } from '#lib/domain/scorecard/figures/import-headings.ts';
import type { FigureColumn } from '#lib/domain/scorecard/figures/import-headings.ts';
import { nodesOfFigure } from './seen-figures.ts';
import type { FigureSight, SeenFigure } from './seen-figures.ts';

/** A zero where a number goes would be taken for one: what is to be filled in is empty. */
export function templateRows(
	language: Language,
	{
		figures,
		sight,
		month
	}: {
		readonly figures: readonly SeenFigure[];
		readonly sight: FigureSight;
		readonly month: Month;
	}
): { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] } {
	const headings = HEADINGS[language];
	const cells = (known: SeenFigure): Readonly<Partial<Record<FigureColumn, string>>> => {
		const [node] = nodesOfFigure(known, sight);
		return {
			figure: known.figure.code,
			team: node?.name === '' ? node.id : (node?.name ?? ''),
			month,
			source: known.figure.source
		};
	};
	return {
		header: FIGURE_COLUMNS.map((column) => headings[column]),
		rows: figures.map((known) => {
			const row = cells(known);
			return FIGURE_COLUMNS.map((column) => row[column] ?? '');
		})
	};
}
