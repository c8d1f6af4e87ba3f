/** A scorecard as PDF: vectors only, made without a browser, with the words and digits of its page. */
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import { momentFormat } from '#lib/format/moment.ts';
import { drawDefinitions } from './pdf-definitions.ts';
import { drawBullet, drawCourse } from './pdf-graphs.ts';
import { BOTTOM, INK, INNER, PAPER, Paper } from './pdf-paper.ts';
import type { Ink } from './pdf-paper.ts';
import { reportText } from './report-text.ts';
import type {
	MeasureText,
	ObjectiveText,
	PerspectiveText,
	ReportText,
	ReportWords,
	RolledText
} from './report-text.ts';

export interface FrozenMark {
	readonly hash: string;
	readonly atMs: number;
}

const HEADER = 58;
const PERSPECTIVE = 21;
const OBJECTIVE = 15;
const ROW = 25;
const HEAD = 14;
const GAP = 4;
const LEGEND = 9;
/** Graphs stand this far from the left of their column. */
const INSET = 6;

interface Column {
	readonly key:
		'measure' | 'value' | 'target' | 'gap' | 'graph' | 'index' | 'change' | 'course' | 'n';
	readonly width: number;
	readonly align: NonNullable<Ink['align']>;
}
/** Together as wide as the paper inside its edges. */
const COLUMNS: readonly Column[] = [
	{ key: 'measure', width: 186, align: 'left' },
	{ key: 'value', width: 72, align: 'right' },
	{ key: 'target', width: 84, align: 'right' },
	{ key: 'gap', width: 62, align: 'right' },
	{ key: 'graph', width: 124, align: 'left' },
	{ key: 'index', width: 40, align: 'right' },
	{ key: 'change', width: 76, align: 'right' },
	{ key: 'course', width: 92, align: 'left' },
	{ key: 'n', width: 45.89, align: 'right' }
];

const SMALL: Ink = { size: 6.2, color: INK.soft };
const USUAL: Ink = { size: 8 };

interface ReportParts {
	readonly page: ScorecardPage;
	readonly words: ReportWords;
	readonly text: ReportText;
}

class Report {
	readonly #paper: Paper;
	readonly #text: ReportText;
	readonly #words: ReportWords;
	readonly #page: ScorecardPage;
	#y = 0;

	constructor(paper: Paper, { page, words, text }: ReportParts) {
		this.#paper = paper;
		this.#page = page;
		this.#words = words;
		this.#text = text;
	}

	draw(): void {
		this.#begin();
		for (const perspective of this.#text.perspectives) this.#perspective(perspective);
		const legend = this.#legend();
		// Rather with the definitions than alone on a page.
		const fits = this.#y + GAP + legend.length * LEGEND <= BOTTOM;
		if (fits) this.#explain(legend);
		drawDefinitions(this.#paper, {
			...{ page: this.#page, text: this.#text, words: this.#words },
			legend: fits ? [] : legend
		});
	}

	#begin(): void {
		this.#paper.addPage();
		this.#y = PAPER.edge;
		this.#header();
		this.#columns();
	}

	/** A new page where what comes next does not fit. */
	#need(height: number): void {
		if (this.#y + height > BOTTOM) this.#begin();
	}

	#header(): void {
		const { title, unit, period, against, version, fresh, rolled } = this.#text;
		const [x, y] = [PAPER.edge, this.#y];
		const width = INNER * 0.62;
		this.#paper.line(title, { x, y, width }, { size: 17, isBold: true });
		this.#paper.line(`${unit} · ${period} · ${against}`, { x, y: y + 22, width }, { size: 9.5 });
		this.#paper.line(
			[version, fresh].filter((one) => one !== '').join(' · '),
			{ x, y: y + 36, width },
			{ size: 7.5, color: INK.soft }
		);
		this.#whole(rolled, x + width + GAP, INNER - width - GAP);
		this.#y += HEADER;
	}

	#whole(rolled: RolledText, x: number, width: number): void {
		const paper = this.#paper;
		const big: Ink = { size: 22, isBold: true, align: 'right' };
		const y = this.#y;
		const label = `${this.#words.t('scorecard.whole')}: ${rolled.word}`;
		const wide = paper.widthOf(rolled.index, big);
		paper.line(rolled.index, { x, y, width }, big);
		paper.level(rolled.level, x + width - wide - 12, y + 10, 10);
		paper.line(
			label,
			{ x, y: y + 5, width: width - wide - 24 },
			{ size: 9.5, isBold: true, align: 'right' }
		);
		paper.line(
			rolled.beside.join(' · '),
			{ x, y: y + 27, width },
			{ ...SMALL, size: 7.5, align: 'right' }
		);
	}

	#columns(): void {
		let x: number = PAPER.edge;
		for (const { key, width, align } of COLUMNS) {
			const name =
				key === 'course'
					? this.#words.t('reports.column.course', { n: this.#months() })
					: this.#words.t(`reports.column.${key}`);
			const inset = key === 'graph' || key === 'course' ? INSET : 0;
			const box = { x: x + inset, y: this.#y, width: width - GAP - inset };
			this.#paper.line(name, box, { ...SMALL, size: 7, align });
			x += width;
		}
		this.#y += HEAD;
	}

	#months(): number {
		const [perspective] = this.#page.view.perspectives;
		return perspective?.objectives[0]?.measures[0]?.points.length ?? 0;
	}

	#perspective({ name, rolled, objectives }: PerspectiveText): void {
		const first = objectives[0]?.measures.length ?? 0;
		this.#need(PERSPECTIVE + OBJECTIVE + (first > 0 ? ROW : 0));
		this.#paper.fill(PAPER.edge, this.#y, INNER, PERSPECTIVE - 4, INK.wash);
		this.#band(name, rolled, { size: 10, isBold: true }, 4);
		this.#y += PERSPECTIVE;
		for (const objective of objectives) this.#objective(objective);
	}

	#objective({ name, owner, rolled, measures }: ObjectiveText): void {
		this.#need(OBJECTIVE + (measures.length > 0 ? ROW : 0));
		const named = owner === '' ? name : `${name} (${owner})`;
		this.#band(named, rolled, { size: 8.5, isBold: true }, 2);
		this.#y += OBJECTIVE;
		if (measures.length === 0) return;
		for (const measure of measures) {
			this.#need(ROW);
			this.#measure(measure);
		}
		this.#y += GAP;
	}

	/** What several come to, at the right of its name. */
	#band(name: string, { index, level, word, beside }: RolledText, ink: Ink, inset: number): void {
		const paper = this.#paper;
		const y = this.#y + inset;
		const half = INNER / 2;
		paper.line(name, { x: PAPER.edge + 4, y, width: half - 8 }, ink);
		const right = PAPER.edge + half;
		const said = `${index}  ${word}`;
		const wide = paper.widthOf(said, ink);
		const soft: Ink = { ...SMALL, size: 7, align: 'right' };
		paper.line(beside.join(' · '), { x: right, y: y + 1, width: half - wide - 26 }, soft);
		paper.level(level, right + half - wide - 12, y + ink.size / 2, ink.size * 0.75);
		paper.line(said, { x: right, y, width: half - 4 }, { ...ink, align: 'right' });
	}

	#measure(measure: MeasureText): void {
		const paper = this.#paper;
		const y = this.#y;
		paper.rule([PAPER.edge, y], [PAPER.edge + INNER, y]);
		let x: number = PAPER.edge;
		for (const { key, width, align } of COLUMNS) {
			this.#cell(key, measure, { x, y: y + 4, width: width - GAP, align });
			x += width;
		}
		this.#y += ROW;
	}

	#cell(
		key: Column['key'],
		measure: MeasureText,
		{ x, y, width, align }: { x: number; y: number; width: number; align: Column['align'] }
	): void {
		const paper = this.#paper;
		const { shown } = measure;
		const box = { x, y, width };
		const under = { x, y: y + 10.5, width };
		const mark = 12;
		switch (key) {
			case 'measure':
				paper.level(shown.level, x + 5, y + 4.5, 7);
				paper.line(measure.name, { ...box, x: x + mark, width: width - mark }, USUAL);
				paper.line(
					`${measure.level} · ${measure.kind}`,
					{ ...under, x: x + mark, width: width - mark },
					SMALL
				);
				return;
			case 'value':
				paper.line(measure.value, box, { size: 9.5, isBold: true, align });
				paper.line(measure.state, under, { ...SMALL, align });
				return;
			case 'graph':
				drawBullet(paper, shown, {
					x: x + INSET,
					y: y + 1,
					width: width - INSET - GAP,
					height: 13
				});
				return;
			case 'course':
				drawCourse(paper, shown, { x: x + INSET, y, width: width - INSET - GAP, height: 16 });
				return;
			case 'change':
				paper.line(measure.change, box, { ...USUAL, align });
				this.#trend(measure, under);
				return;
			default:
				paper.line(measure[key], box, { ...USUAL, align });
		}
	}

	#trend(
		{ shown, trend, side }: MeasureText,
		{ x, y, width }: { x: number; y: number; width: number }
	): void {
		if (shown.trend === 'none') return;
		const ink: Ink = { ...SMALL, align: 'right' };
		const wide = Math.min(this.#paper.widthOf(trend, ink), width - 8);
		this.#paper.trend(shown.trend, side, [x + width - wide - 6, y + 2.8]);
		this.#paper.line(trend, { x: x + 8, y, width: width - 8 }, ink);
	}

	#legend(): string[] {
		const { t } = this.#words;
		const levels = {
			good: t('scorecard.level.good'),
			warn: t('scorecard.level.warn'),
			bad: t('scorecard.level.bad')
		};
		return [
			t('reports.legend.levels', levels),
			t('reports.legend.graph', levels),
			t('reports.legend.course')
		];
	}

	#explain(lines: readonly string[]): void {
		this.#y += GAP;
		for (const line of lines) {
			this.#paper.line(line, { x: PAPER.edge, y: this.#y, width: INNER }, { ...SMALL, size: 7 });
			this.#y += LEGEND;
		}
	}

	foot(frozen: FrozenMark | null): void {
		const { title, unit, period } = this.#text;
		const { t, locale } = this.#words;
		const at = momentFormat(locale, this.#page.zone);
		const left =
			frozen === null
				? `${title} · ${unit} · ${period}`
				: t('reports.frozenMark', { at: at(frozen.atMs), hash: frozen.hash });
		const y = PAPER.height - PAPER.edge - 8;
		this.#paper.onEachPage((page, pages) => {
			const box = { x: PAPER.edge, y, width: INNER - 90 };
			this.#paper.line(left, box, SMALL);
			this.#paper.line(
				t('reports.page', { page, pages }),
				{ ...box, width: INNER },
				{ ...SMALL, align: 'right' }
			);
		});
	}
}

/** The bytes of the file. `frozen`: what it was frozen as; null: as it is now. */
export function pdfReport(
	page: ScorecardPage,
	words: ReportWords,
	{ frozen, atMs }: { readonly frozen: FrozenMark | null; readonly atMs: number }
): Promise<Buffer> {
	const text = reportText(page, words);
	const paper = new Paper({
		title: words.t('reports.mail.subject', {
			name: text.title,
			unit: text.unit,
			period: text.period
		}),
		language: words.language,
		atMs
	});
	const report = new Report(paper, { page, words, text });
	report.draw();
	report.foot(frozen);
	return paper.end();
}
