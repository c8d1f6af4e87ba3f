/** A picture as video has it: blocks of 16 × 16 points, brightness for each point and colour for each four. */

/** 256 of brightness, 64 of blue and 64 of red difference. */
export interface Block {
	readonly luma: Uint8Array;
	readonly blue: Uint8Array;
	readonly red: Uint8Array;
}

export const BLOCK_POINTS = 16;
export const COLOUR_POINTS = 8;

/** Row by row. */
export interface Picture {
	readonly columns: number;
	readonly rows: number;
	readonly blocks: readonly Block[];
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
	a.every((value, index) => value === b[index]);

export const sameBlock = (a: Block, b: Block): boolean =>
	a === b || (sameBytes(a.luma, b.luma) && sameBytes(a.blue, b.blue) && sameBytes(a.red, b.red));
