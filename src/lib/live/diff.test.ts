import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyOps, diffTiles, sameCell } from './diff.ts';
import type { Cell, Op, Tiles } from './protocol.ts';

const number = fc.integer({ min: 0, max: 5 });
const maybe = fc.option(number, { nil: null });
const cell: fc.Arbitrary<Cell> = fc.oneof(
	fc.constant(null),
	number,
	fc.constantFrom('Ventas', 'voice'),
	fc.record({ value: maybe, numerator: number, denominator: number }),
	fc.record({ value: maybe, n: number }),
	fc.array(fc.tuple(number, maybe), { maxLength: 3 })
);
const few = <T>(keys: string[], value: fc.Arbitrary<T>) =>
	fc.dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true });
const rows = few(['q1', 'q2', 'q3', 'total'], few(['waiting', 'since', 'name'], cell));
/** The same tiles on both sides: another layout is a snapshot. */
const boards = fc.array(fc.tuple(rows, rows), { maxLength: 3 }).map((pairs) => {
	const side = (which: 0 | 1): Tiles =>
		Object.fromEntries(pairs.map((pair, index) => [`t${index}`, pair[which]]));
	return { before: side(0), after: side(1) };
});

describe('diffTiles', () => {
	test('[P1] applying the ops to the state before gives the state after', () => {
		fc.assert(
			fc.property(boards, ({ before, after }) => {
				expect(applyOps(before, diffTiles(before, after))).toEqual(after);
			})
		);
	});

	test('[P1] the state before is not changed by applying', () => {
		fc.assert(
			fc.property(boards, ({ before, after }) => {
				const copy = structuredClone(before);
				applyOps(before, diffTiles(before, after));
				expect(before).toEqual(copy);
			})
		);
	});

	test('[P2] what did not change is not mentioned', () => {
		fc.assert(
			fc.property(boards, ({ before, after }) => {
				for (const op of diffTiles(before, after)) expect(isNeeded(op, before)).toBe(true);
			})
		);
	});

	test('[P2] two equal states have no ops', () => {
		fc.assert(
			fc.property(boards, ({ before }) => {
				expect(diffTiles(before, structuredClone(before))).toEqual([]);
			})
		);
	});
});

function isNeeded(op: Op, before: Tiles): boolean {
	const old = before[op.tile]?.[op.row];
	switch (op.op) {
		case 'drop':
			return old !== undefined;
		case 'put':
			// New, or one of its cells is gone.
			return old === undefined || Object.keys(old).some((name) => !(name in op.cells));
		case 'set':
			return Object.entries(op.cells).every(([name, value]) => !sameCell(old?.[name], value));
		default:
			return op satisfies never;
	}
}
