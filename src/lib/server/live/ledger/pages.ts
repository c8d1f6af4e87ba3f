/** Rows of numbers in pages of typed arrays: nothing for the garbage collector to walk, and a page grows by no copy. */

export const PAGE_ROWS = 8192;

/** The columns of bookings. An instant of -Infinity is a row that nobody has. */
export interface Page {
	readonly at: Float64Array;
	readonly x: Float64Array;
	readonly y: Float64Array;
	readonly z: Float64Array;
	readonly queue: Uint32Array;
	/** The next row of the same contact, or of the rows nobody has; -1: none. */
	readonly next: Int32Array;
	readonly flags: Uint16Array;
}

export const FREE = Number.NEGATIVE_INFINITY;
export const NO_ROW = -1;

function emptyPage(): Page {
	return {
		at: new Float64Array(PAGE_ROWS).fill(FREE),
		x: new Float64Array(PAGE_ROWS),
		y: new Float64Array(PAGE_ROWS),
		z: new Float64Array(PAGE_ROWS),
		queue: new Uint32Array(PAGE_ROWS),
		next: new Int32Array(PAGE_ROWS),
		flags: new Uint16Array(PAGE_ROWS)
	};
}

export class Pages {
	readonly #pages: Page[] = [];
	#used = 0;
	#free = NO_ROW;

	/** Pages are kept once they were needed: the next hour takes what the last one left. */
	get all(): readonly Page[] {
		return this.#pages;
	}

	pageOf(row: number): Page {
		const page = this.#pages[Math.floor(row / PAGE_ROWS)];
		if (page === undefined) throw new RangeError(`no row ${row}`);
		return page;
	}

	/** A row to be filled. */
	take(): number {
		if (this.#free !== NO_ROW) {
			const row = this.#free;
			this.#free = this.pageOf(row).next[row % PAGE_ROWS] ?? NO_ROW;
			return row;
		}
		if (this.#used === this.#pages.length * PAGE_ROWS) this.#pages.push(emptyPage());
		return this.#used++;
	}

	giveBack(row: number): void {
		const page = this.pageOf(row);
		const index = row % PAGE_ROWS;
		page.at[index] = FREE;
		page.next[index] = this.#free;
		this.#free = row;
	}
}
