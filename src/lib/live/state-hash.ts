/**
 * A short name for the state of a board: the same rows and cells give the same sixteen characters on the server and in
 * every browser, in whatever order they came. It finds a screen that shows something else, not one that lies.
 */
import type { Cells } from './protocol.ts';

/** FNV-1a in two lanes of 32 bits: what a television computes in a millisecond, and `Math.imul` it has. */
const OFFSETS = [0x811c9dc5, 0x9dc5811c] as const;
const PRIMES = [0x01000193, 0x85ebca6b] as const;
/** Between names and values, and in neither: JSON escapes it. */
const END = '\u0000';

class Hash {
	#a: number = OFFSETS[0];
	#b: number = OFFSETS[1];

	add(text: string): void {
		for (let index = 0; index < text.length; index++) {
			const unit = text.charCodeAt(index);
			this.#a = Math.imul(this.#a ^ unit, PRIMES[0]);
			this.#b = Math.imul(this.#b ^ unit, PRIMES[1]);
			// The second prime alone leaves high bits of long texts too alike.
			this.#b ^= this.#b >>> 13;
		}
	}

	toString(): string {
		return [this.#a, this.#b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
	}
}

function addCells(hash: Hash, cells: Cells): void {
	for (const name of Object.keys(cells).sort()) {
		const text = JSON.stringify(cells[name]) as string | undefined;
		// As in a frame, where a cell without a value is not there.
		if (text !== undefined) hash.add(`${name}${END}${text}${END}`);
	}
}

/** Rows by id, as a tile holds them. */
export type RowCells = Readonly<Record<string, Cells>>;

/**
 * Of a revision of the layout and of its tiles, no others: a browser may still hold one that is no longer on the board.
 */
export function stateHash(
	revision: number,
	tiles: readonly (readonly [id: string, rows: RowCells])[]
): string {
	const hash = new Hash();
	hash.add(String(revision));
	for (const [id, rows] of [...tiles].sort(([a], [b]) => (a < b ? -1 : 1))) {
		hash.add(`${END}${id}${END}`);
		for (const row of Object.keys(rows).sort()) {
			hash.add(`${row}${END}`);
			addCells(hash, rows[row] ?? {});
		}
	}
	return hash.toString();
}
