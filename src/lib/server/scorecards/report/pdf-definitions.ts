/** The pages behind the scorecard: how every number comes about, and where the proposed targets come from. */
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import { definitionsOf } from './definition-text.ts';
import type { DefinitionText } from './definition-text.ts';
import { BOTTOM, INK, INNER, PAPER } from './pdf-paper.ts';
import type { Ink, Paper } from './pdf-paper.ts';
import type { ReportText, ReportWords } from './report-text.ts';

interface Column {
	readonly key: keyof Omit<DefinitionText, 'measure' | 'facts'>;
	readonly label: `reports.column.${'measure' | 'formula' | 'source' | 'owner' | 'floor' | 'target' | 'stretch'}`;
	readonly width: number;
}

const COLUMNS: readonly Column[] = [
	{ key: 'name', label: 'reports.column.measure', width: 130 },
	{ key: 'formula', label: 'reports.column.formula', width: 218 },
	{ key: 'source', label: 'reports.column.source', width: 188 },
	{ key: 'owner', label: 'reports.column.owner', width: 66 },
	{ key: 'floor', label: 'reports.column.floor', width: 60 },
	{ key: 'target', label: 'reports.column.target', width: 60 },
	{ key: 'stretch', label: 'reports.column.stretch', width: 59.89 }
];
const BODY: Ink = { size: 7 };
const HEAD: Ink = { size: 7, color: INK.soft };
const GAP = 6;

interface Parts {
	readonly page: ScorecardPage;
	readonly text: ReportText;
	readonly words: ReportWords;
	/** Lines about the board that found no room under it. */
	readonly legend: readonly string[];
}

class Definitions {
	readonly #paper: Paper;
	readonly #parts: Parts;
	#y = 0;

	constructor(paper: Paper, parts: Parts) {
		this.#paper = paper;
		this.#parts = parts;
	}

	draw(): void {
		const { page, words, legend } = this.#parts;
		const lines = definitionsOf(page, words);
		if (lines.length === 0) return;
		this.#begin();
		for (const line of lines) this.#row(line);
		this.#sources();
		this.#y += GAP;
		for (const line of legend) this.#paragraph(line, HEAD);
	}

	#begin(): void {
		const { t } = this.#parts.words;
		this.#paper.addPage();
		this.#y = PAPER.edge;
		const whole = { x: PAPER.edge, y: this.#y, width: INNER };
		this.#paper.line(t('reports.definitions'), whole, { size: 13, isBold: true });
		this.#y += 22;
		this.#across((column, x) => {
			const box = { x, y: this.#y, width: column.width - GAP };
			this.#paper.line(t(column.label), box, HEAD);
		});
		this.#y += 12;
	}

	#across(draw: (column: Column, x: number) => void): void {
		let x: number = PAPER.edge;
		for (const column of COLUMNS) {
			draw(column, x);
			x += column.width;
		}
	}

	#row(line: DefinitionText): void {
		const heights = COLUMNS.map(({ key, width }) =>
			this.#paper.heightOf(line[key], width - GAP, BODY)
		);
		const height = Math.max(...heights) + GAP;
		if (this.#y + height > BOTTOM) this.#begin();
		this.#paper.rule([PAPER.edge, this.#y], [PAPER.edge + INNER, this.#y]);
		this.#across(({ key, width }, x) => {
			const box = { x, y: this.#y + GAP / 2, width: width - GAP };
			this.#paper.paragraph(line[key], box, { ...BODY, isBold: key === 'name' });
		});
		this.#y += height;
	}

	#sources(): void {
		const { sources } = this.#parts.page.view.content;
		if (sources.length === 0) return;
		const { t } = this.#parts.words;
		this.#y += GAP;
		this.#paragraph(t('reports.sources'), { size: 8, isBold: true });
		for (const source of sources) this.#paragraph(source, BODY);
	}

	#paragraph(text: string, ink: Ink): void {
		const height = this.#paper.heightOf(text, INNER, ink);
		if (this.#y + height > BOTTOM) {
			this.#paper.addPage();
			this.#y = PAPER.edge;
		}
		this.#paper.paragraph(text, { x: PAPER.edge, y: this.#y, width: INNER }, ink);
		this.#y += height + 2;
	}
}

export function drawDefinitions(paper: Paper, parts: Parts): void {
	new Definitions(paper, parts).draw();
}
