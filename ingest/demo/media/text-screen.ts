/** A screen of letters in blocks of one size, as a picture. */
import { GLYPH_COLUMNS, GLYPH_ROWS, hasInk } from './glyphs.ts';
import { BLOCK_POINTS, COLOUR_POINTS } from './picture.ts';
import type { Block, Picture } from './picture.ts';

/** Brightness of paper and ink, and the colour of both (128: grey). */
export interface Paint {
	readonly paper: number;
	readonly ink: number;
	readonly blue: number;
	readonly red: number;
}

const SCALE = 2;
const LEFT = (BLOCK_POINTS - GLYPH_COLUMNS * SCALE) / 2;
const TOP = (BLOCK_POINTS - GLYPH_ROWS * SCALE) / 2;

function drawBlock(letter: string, { paper, ink, blue, red }: Paint): Block {
	const luma = new Uint8Array(BLOCK_POINTS * BLOCK_POINTS).fill(paper);
	for (let y = 0; y < GLYPH_ROWS * SCALE; y += 1)
		for (let x = 0; x < GLYPH_COLUMNS * SCALE; x += 1)
			if (hasInk(letter, Math.floor(y / SCALE), Math.floor(x / SCALE)))
				luma[(TOP + y) * BLOCK_POINTS + LEFT + x] = ink;
	const points = COLOUR_POINTS * COLOUR_POINTS;
	return { luma, blue: new Uint8Array(points).fill(blue), red: new Uint8Array(points).fill(red) };
}

export class TextScreen {
	readonly columns: number;
	readonly rows: number;
	readonly #blocks: Block[];
	/** The same letter in the same paint is the same block, so that pictures are compared at a glance. */
	readonly #drawn = new Map<string, Block>();

	constructor(columns: number, rows: number, paint: Paint) {
		this.columns = columns;
		this.rows = rows;
		this.#blocks = Array.from({ length: columns * rows }, () => this.#block(' ', paint));
	}

	#block(letter: string, paint: Paint): Block {
		const key = `${letter} ${paint.paper} ${paint.ink} ${paint.blue} ${paint.red}`;
		const drawn = this.#drawn.get(key) ?? drawBlock(letter, paint);
		this.#drawn.set(key, drawn);
		return drawn;
	}

	/** What does not fit is cut off. */
	write(row: number, column: number, text: string, paint: Paint): void {
		const letters = Array.from(text).slice(0, Math.max(0, this.columns - column));
		for (const [index, letter] of letters.entries())
			this.#blocks[row * this.columns + column + index] = this.#block(letter, paint);
	}

	fill(row: number, column: number, rows: number, columns: number, paint: Paint): void {
		for (let index = 0; index < rows; index += 1)
			this.write(row + index, column, ' '.repeat(columns), paint);
	}

	picture(): Picture {
		return { columns: this.columns, rows: this.rows, blocks: [...this.#blocks] };
	}
}
