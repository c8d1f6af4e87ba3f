import { flushSync } from 'svelte';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LiveBoard } from './board.svelte.ts';
import { applyOps, diffTiles } from './diff.ts';
import { KEPT_PATCHES } from './protocol.ts';
import type { Cells, Op, Patch, Snapshot, Tiles } from './protocol.ts';

const snapshot = (tiles: Tiles, seq = 1, revision = 1): Snapshot => ({
	type: 'snapshot',
	v: 1,
	seq,
	at: seq * 1000,
	asOf: seq * 1000 - 100,
	board: 'sala',
	revision,
	tiles
});
const patch = (seq: number, ...ops: Op[]): Patch => ({
	type: 'patch',
	seq,
	at: seq * 1000,
	asOf: seq * 1000 - 100,
	ops
});
const waiting = (row: string, n: number): Op => ({
	op: 'set',
	tile: 'queues',
	row,
	cells: { waiting: n }
});
const two: Tiles = { queues: { q1: { waiting: 1, name: 'Ventas' }, q2: { waiting: 2 } } };
const tilesOf = (board: LiveBoard, ids: readonly string[]): Tiles =>
	Object.fromEntries(
		ids.map((tile) => [
			tile,
			Object.fromEntries(board.rows(tile).map((row) => [row.id, row.toCells()]))
		])
	);

describe('LiveBoard', () => {
	test('shows the snapshot it was made from', () => {
		const board = new LiveBoard(snapshot(two));
		expect(tilesOf(board, ['queues'])).toEqual(two);
		expect([board.seq, board.lastAtMs, board.asOfMs]).toEqual([1, 1000, 900]);
	});

	test('[S5] a gap is refused and nothing is applied until the snapshot', () => {
		const board = new LiveBoard(snapshot(two));
		expect(board.apply(patch(3, waiting('q1', 9)))).toBe(false);
		expect(board.apply(patch(4, waiting('q1', 9)))).toBe(false);
		// Even the missing one: what was sent after the gap is in the snapshot only.
		expect(board.apply(patch(2, waiting('q1', 9)))).toBe(false);
		expect(board.row('queues', 'q1')?.cell('waiting')).toBe(1);
		expect(board.apply(snapshot({ queues: { q1: { waiting: 7 } } }, 5))).toBe(true);
		expect(board.apply(patch(6, waiting('q1', 8)))).toBe(true);
		expect(board.row('queues', 'q1')?.cell('waiting')).toBe(8);
	});

	test('[S5] a patch it already has is ignored', () => {
		const board = new LiveBoard(snapshot(two, 5));
		expect(board.apply(patch(5, waiting('q1', 9)))).toBe(true);
		expect(board.apply(patch(4, waiting('q1', 9)))).toBe(true);
		expect([board.row('queues', 'q1')?.cell('waiting'), board.seq]).toEqual([1, 5]);
	});

	test('[S5] numbers from far behind are of another series, whose snapshot is missing', () => {
		const board = new LiveBoard(snapshot(two, 5 + KEPT_PATCHES));
		expect(board.apply(patch(6, waiting('q1', 9)))).toBe(true);
		expect(board.apply(patch(5, waiting('q1', 9)))).toBe(false);
		expect(board.apply(patch(6, waiting('q1', 9)))).toBe(true);
		expect(board.apply(snapshot({ queues: { q1: { waiting: 7 } } }, 6))).toBe(true);
		expect(board.apply(patch(7, waiting('q1', 8)))).toBe(true);
		expect(board.row('queues', 'q1')?.cell('waiting')).toBe(8);
	});

	test('[S6] a snapshot of another layout brings its revision and keeps tiles until the page has it', () => {
		const board = new LiveBoard(snapshot(two));
		board.apply(snapshot({ agents: { available: { count: 3 } } }, 2, 2));
		expect(board.revision).toBe(2);
		expect(board.rows('queues')).toHaveLength(2);
		expect(board.row('agents', 'available')?.cell('count')).toBe(3);
	});

	test('a row keeps its identity through a snapshot', () => {
		const board = new LiveBoard(snapshot(two));
		const row = board.row('queues', 'q1');
		board.apply(snapshot({ queues: { q1: { waiting: 5 } } }, 2));
		expect(board.row('queues', 'q1')).toBe(row);
		expect(row?.toCells()).toEqual({ waiting: 5 });
		expect(board.row('queues', 'q2')).toBeUndefined();
	});

	test('a patch to one cell runs only what reads it', () => {
		const cells = (): Cells => ({ waiting: 1, since: null, name: 'Ventas' });
		const rows = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`q${i}`, cells()]));
		const board = new LiveBoard(snapshot({ queues: rows }));
		let runs = 0;
		const stop = $effect.root(() => {
			for (const row of board.rows('queues')) {
				for (const name of ['waiting', 'since', 'name']) {
					$effect(() => {
						row.cell(name);
						runs += 1;
					});
				}
			}
		});
		flushSync();
		expect(runs).toBe(120);
		board.apply(patch(2, waiting('q7', 4)));
		flushSync();
		expect(runs).toBe(121);
		stop();
	});

	test('an effect that asked for a row before it was there hears of it', () => {
		const board = new LiveBoard(snapshot({ queues: {} }));
		const seen: unknown[] = [];
		const stop = $effect.root(() => {
			$effect(() => {
				seen.push(board.row('queues', 'q9')?.cell('waiting'));
			});
		});
		flushSync();
		board.apply(patch(2, { op: 'put', tile: 'queues', row: 'q9', cells: { waiting: 3 } }));
		flushSync();
		board.apply(patch(3, { op: 'drop', tile: 'queues', row: 'q9' }));
		flushSync();
		expect(seen).toEqual([undefined, 3, undefined]);
		stop();
	});

	test('[P1] it agrees with the reference over any sequence of states', () => {
		const cells = fc.dictionary(
			fc.constantFrom('waiting', 'since'),
			fc.integer({ min: 0, max: 3 }),
			{
				noNullPrototype: true
			}
		);
		const rows = fc.dictionary(fc.constantFrom('q1', 'q2', 'q3'), cells, { noNullPrototype: true });
		fc.assert(
			fc.property(fc.array(rows, { minLength: 1, maxLength: 8 }), ([first = {}, ...states]) => {
				const board = new LiveBoard(snapshot({ queues: first }));
				let reference: Tiles = { queues: first };
				for (const [index, state] of states.entries()) {
					const ops = diffTiles(reference, { queues: state });
					reference = applyOps(reference, ops);
					expect(board.apply(patch(index + 2, ...ops))).toBe(true);
					expect(tilesOf(board, ['queues'])).toEqual(reference);
				}
			})
		);
	});
});
