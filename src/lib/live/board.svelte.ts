/** The state of a board in the browser: one signal per cell, so that a patch repaints only what it names. */
import { SvelteMap } from 'svelte/reactivity';
import { sameCell } from './diff.ts';
import { KEPT_PATCHES } from './protocol.ts';
import type { Cell, Cells, Op, Patch, Snapshot } from './protocol.ts';

/** A row keeps its identity while it is on the board; its cells are replaced, never changed inside. */
export class LiveRow {
	readonly id: string;
	readonly #cells = new SvelteMap<string, Cell>();

	constructor(id: string, cells: Cells) {
		this.id = id;
		this.set(cells);
	}

	cell(name: string): Cell | undefined {
		return this.#cells.get(name);
	}

	set(cells: Cells): void {
		for (const [name, cell] of Object.entries(cells)) {
			if (!sameCell(this.#cells.get(name), cell)) this.#cells.set(name, cell);
		}
	}

	/** Exactly these cells and no others. */
	replace(cells: Cells): void {
		for (const name of [...this.#cells.keys()]) if (!(name in cells)) this.#cells.delete(name);
		this.set(cells);
	}

	toCells(): Cells {
		return Object.fromEntries(this.#cells);
	}
}

type Rows = SvelteMap<string, LiveRow>;

export class LiveBoard {
	readonly #tiles = new SvelteMap<string, Rows>();
	#seq = -1;
	/** After a gap nothing is applied until a snapshot ([S5]). */
	#gap = false;
	/** Revision of the layout the tiles belong to. */
	revision: number = $state.raw(0);
	/** Server time of the last message. */
	lastAtMs: number = $state.raw(0);
	/** Instant up to which the numbers are complete. */
	asOfMs: number | null = $state.raw(null);

	constructor(snapshot: Snapshot) {
		this.apply(snapshot);
	}

	/** The last message it has; offered to the server on reconnection. */
	get seq(): number {
		return this.#seq;
	}

	/** Rows of a tile in the order the server sent them; none for a tile it has not computed yet. */
	rows(tile: string): readonly LiveRow[] {
		const rows = this.#tiles.get(tile);
		return rows ? [...rows.values()] : [];
	}

	row(tile: string, row: string): LiveRow | undefined {
		return this.#tiles.get(tile)?.get(row);
	}

	/** False: a message is missing, a snapshot must be asked for. */
	apply(message: Snapshot | Patch): boolean {
		if (message.type === 'snapshot') {
			this.#replaceTiles(message);
		} else {
			const ahead = message.seq - this.#seq;
			if (ahead <= 0 && ahead > -KEPT_PATCHES) return true;
			// Also one from far behind: numbers of another series, whose snapshot was missed.
			if (this.#gap || ahead !== 1) {
				this.#gap = true;
				return false;
			}
			for (const op of message.ops) this.#applyOp(op);
		}
		this.#seq = message.seq;
		this.lastAtMs = message.at;
		this.asOfMs = message.asOf;
		return true;
	}

	#replaceTiles({ tiles, revision }: Snapshot): void {
		this.#gap = false;
		// Tiles that are not mentioned stay until the page has the new layout: better an old number than an empty tile.
		for (const [tile, after] of Object.entries(tiles)) {
			const rows = this.#tile(tile);
			for (const id of [...rows.keys()]) if (!(id in after)) rows.delete(id);
			for (const [id, cells] of Object.entries(after)) this.#put(rows, id, cells);
		}
		this.revision = revision;
	}

	#applyOp(op: Op): void {
		const rows = this.#tile(op.tile);
		switch (op.op) {
			case 'put':
				this.#put(rows, op.row, op.cells);
				break;
			case 'set': {
				const row = rows.get(op.row);
				if (row) row.set(op.cells);
				else rows.set(op.row, new LiveRow(op.row, op.cells));
				break;
			}
			case 'drop':
				rows.delete(op.row);
				break;
			default:
				op satisfies never;
		}
	}

	#put(rows: Rows, id: string, cells: Cells): void {
		const row = rows.get(id);
		if (row) row.replace(cells);
		else rows.set(id, new LiveRow(id, cells));
	}

	#tile(id: string): Rows {
		let rows = this.#tiles.get(id);
		if (!rows) this.#tiles.set(id, (rows = new SvelteMap()));
		return rows;
	}
}
