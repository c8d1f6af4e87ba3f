/** What changed between two states of a board, as ops. */
import type { Cell, Cells, Op, Tiles } from './protocol.ts';

/** Structural equality of cells: plain values, flat objects of numbers, arrays of points. */
export function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	return JSON.stringify(a) === JSON.stringify(b);
}

function changedCells(before: Cells, after: Cells): Cells | null {
	let changed: Cells | null = null;
	for (const [name, cell] of Object.entries(after)) {
		if (sameCell(before[name], cell)) continue;
		changed ??= {};
		changed[name] = cell;
	}
	return changed;
}

const hasAllCells = (before: Cells, after: Cells): boolean =>
	Object.keys(before).every((name) => Object.hasOwn(after, name));

function diffTile(tile: string, before: Tiles[string], after: Tiles[string], ops: Op[]): void {
	for (const row of Object.keys(before)) {
		if (!Object.hasOwn(after, row)) ops.push({ op: 'drop', tile, row });
	}
	for (const [row, cells] of Object.entries(after)) {
		// Own rows only: a queue may be called like a method of objects.
		const old = Object.hasOwn(before, row) ? before[row] : undefined;
		if (old === undefined || !hasAllCells(old, cells)) {
			// A row that lost a cell is put anew: `set` can only add and change.
			ops.push({ op: 'put', tile, row, cells });
			continue;
		}
		const changed = changedCells(old, cells);
		if (changed !== null) ops.push({ op: 'set', tile, row, cells: changed });
	}
}

/** Ops that turn `before` into `after`; both have the same tiles (a changed layout is a snapshot). */
export function diffTiles(before: Tiles, after: Tiles): Op[] {
	const ops: Op[] = [];
	for (const [tile, rows] of Object.entries(after)) diffTile(tile, before[tile] ?? {}, rows, ops);
	return ops;
}

/** The state after the ops; `before` is not changed. The reference for clients, and the second witness of diffTiles. */
export function applyOps(before: Tiles, ops: readonly Op[]): Tiles {
	const after: Tiles = Object.fromEntries(
		Object.entries(before).map(([tile, rows]) => [tile, { ...rows }])
	);
	for (const op of ops) {
		const rows = (after[op.tile] ??= {});
		switch (op.op) {
			case 'put':
				rows[op.row] = op.cells;
				break;
			case 'set':
				rows[op.row] = { ...(Object.hasOwn(rows, op.row) ? rows[op.row] : {}), ...op.cells };
				break;
			case 'drop': {
				after[op.tile] = Object.fromEntries(Object.entries(rows).filter(([row]) => row !== op.row));
				break;
			}
			default:
				op satisfies never;
		}
	}
	return after;
}
