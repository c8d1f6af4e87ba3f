/** A sheet of paper to draw on: pages, lines of text that fit, marks, all as vectors. A4 across, in points. */
import PDFDocument from 'pdfkit';
import type { Level } from '#lib/domain/scorecard/level.ts';
import type { Trend } from '#lib/domain/scorecard/measured.ts';

type Document = InstanceType<typeof PDFDocument>;

export const PAPER = { width: 841.89, height: 595.28, edge: 30, foot: 26 } as const;
/** Where the body of a page ends. */
export const BOTTOM = PAPER.height - PAPER.edge - PAPER.foot;
export const INNER = PAPER.width - 2 * PAPER.edge;

/** As on the light page; every colour has a shape or a word beside it. */
export const INK = {
	text: '#111a28',
	soft: '#47546a',
	line: '#c3cbd6',
	wash: '#eef1f5',
	good: '#00639c',
	warn: '#f0c419',
	bad: '#b34700'
} as const;

const FACES = { plain: 'Helvetica', bold: 'Helvetica-Bold' } as const;

/** What the letters of the standard typefaces do not know, by what they do. */
const NEAREST: Readonly<Record<string, string>> = {
	'\u2212': '\u2013',
	'\u202f': '\u00a0',
	'\u2009': '\u00a0',
	'\u2010': '-',
	'\u2011': '-',
	Ł: 'L',
	ł: 'l',
	Đ: 'D',
	đ: 'd',
	ı: 'i',
	'\u2192': '>',
	'\u2264': '<=',
	'\u2265': '>='
};
/** Latin 1 without its controls, and what Windows puts beside it. */
const KNOWN = /[\u0020-\u007e\u00a0-\u00ff‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]/u;

function nearest(letter: string): string {
	if (KNOWN.test(letter)) return letter;
	const known = NEAREST[letter];
	if (known !== undefined) return known;
	const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
	return bare !== '' && Array.from(bare).every((one) => KNOWN.test(one)) ? bare : '?';
}

/** In letters that every reader of PDF has of its own: those of western languages. */
export const printable = (text: string): string =>
	Array.from(text.normalize('NFC'), nearest).join('');

export interface Ink {
	readonly size: number;
	readonly isBold?: boolean;
	readonly color?: string;
	readonly align?: 'left' | 'right' | 'center';
}

export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

const MORE = '…';

export interface PaperFacts {
	readonly title: string;
	readonly language: string;
	readonly atMs: number;
}

export class Paper {
	readonly #document: Document;
	readonly #ended: Promise<Buffer>;

	constructor({ title, language, atMs }: PaperFacts) {
		this.#document = new PDFDocument({
			size: 'A4',
			layout: 'landscape',
			margin: 0,
			bufferPages: true,
			autoFirstPage: false,
			lang: language,
			displayTitle: true,
			pdfVersion: '1.7',
			// The same report is the same file, to the byte.
			info: { Title: title, Creator: 'Atalaya', Producer: 'Atalaya', CreationDate: new Date(atMs) }
		});
		const document = this.#document;
		this.#ended = new Promise((resolve, reject) => {
			const pieces: Buffer[] = [];
			document.on('data', (piece: Buffer) => pieces.push(piece));
			document.on('end', () => {
				resolve(Buffer.concat(pieces));
			});
			document.on('error', reject);
		});
	}

	addPage(): void {
		this.#document.addPage();
	}

	/** Draws on every page once all are there. */
	onEachPage(draw: (page: number, pages: number) => void): void {
		const { start, count } = this.#document.bufferedPageRange();
		for (let page = 0; page < count; page++) {
			this.#document.switchToPage(start + page);
			draw(page + 1, count);
		}
	}

	end(): Promise<Buffer> {
		this.#document.end();
		return this.#ended;
	}

	#ink({ size, isBold = false, color = INK.text }: Ink): Document {
		return this.#document
			.font(isBold ? FACES.bold : FACES.plain)
			.fontSize(size)
			.fillColor(color);
	}

	widthOf(text: string, ink: Ink): number {
		return this.#ink(ink).widthOfString(printable(text));
	}

	/** Cut with an ellipsis where it does not fit. */
	fit(text: string, width: number, ink: Ink): string {
		const letters = Array.from(printable(text));
		const document = this.#ink(ink);
		if (document.widthOfString(letters.join('')) <= width) return letters.join('');
		while (letters.length > 0 && document.widthOfString(letters.join('') + MORE) > width)
			letters.pop();
		return letters.join('').trimEnd() + MORE;
	}

	/** One line, its top at `y`. */
	line(text: string, { x, y, width }: Box, ink: Ink): void {
		const fitting = this.fit(text, width, ink);
		const document = this.#ink(ink);
		const free = width - document.widthOfString(fitting);
		const shift = { left: 0, center: free / 2, right: free }[ink.align ?? 'left'];
		document.text(fitting, x + shift, y, { lineBreak: false });
	}

	/** As many lines as it takes. */
	paragraph(text: string, { x, y, width }: Box, ink: Ink): void {
		this.#ink(ink).text(printable(text), x, y, { width, align: 'left' });
	}

	heightOf(text: string, width: number, ink: Ink): number {
		return text === '' ? 0 : this.#ink(ink).heightOfString(printable(text), { width });
	}

	fill(x: number, y: number, width: number, height: number, color: string): void {
		this.#document.rect(x, y, width, height).fill(color);
	}

	rule(
		from: readonly [number, number],
		to: readonly [number, number],
		{ color = INK.line, width = 0.5 }: { color?: string; width?: number } = {}
	): void {
		this.#document
			.moveTo(...from)
			.lineTo(...to)
			.lineWidth(width)
			.stroke(color);
	}

	dot(x: number, y: number, radius: number, color: string): void {
		this.#document.circle(x, y, radius).fill(color);
	}

	path(
		places: readonly (readonly [number, number])[],
		{ color, width }: { color: string; width: number }
	): void {
		this.#trace(places)?.lineWidth(width).stroke(color);
	}

	area(places: readonly (readonly [number, number])[], color: string): void {
		this.#trace(places)?.fill(color);
	}

	#trace(places: readonly (readonly [number, number])[]): Document | null {
		const [first, ...others] = places;
		if (!first) return null;
		this.#document.moveTo(...first);
		for (const place of others) this.#document.lineTo(...place);
		return this.#document;
	}

	/** Circle, triangle, square; nothing for what is not judged. `x` and `y`: its middle. */
	level(level: Level, x: number, y: number, size: number): void {
		const half = size / 2;
		if (level === 'good') this.dot(x, y, half, INK.good);
		if (level === 'bad') this.fill(x - half, y - half, size, size, INK.bad);
		if (level === 'warn') {
			this.#document
				.polygon([x, y - half], [x + half, y + half], [x - half, y + half])
				.lineWidth(0.5)
				.fillAndStroke(INK.warn, INK.text);
		}
	}

	/** An arrow up or down; two lines where nothing moved. As on the page: its form is no level's. */
	trend(trend: Trend, side: 'above' | 'below' | null, [x, y]: readonly [number, number]): void {
		const ink = { color: INK.text, width: 0.8 };
		if (side !== null) {
			const up = side === 'above' ? -1 : 1;
			this.rule([x, y - 2.4 * up], [x, y + 2.4 * up], ink);
			const tip: [number, number] = [x, y + 2.4 * up];
			this.path([[x - 1.8, y + 0.6 * up], tip, [x + 1.8, y + 0.6 * up]], ink);
		} else if (trend === 'steady') {
			this.rule([x - 2.2, y - 0.8], [x + 2.2, y - 0.8], ink);
			this.rule([x - 2.2, y + 0.8], [x + 2.2, y + 0.8], ink);
		}
	}
}
