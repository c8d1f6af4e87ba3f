import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyOps, diffTiles } from './diff.ts';
import type { Tiles } from './protocol.ts';
import { stateHash } from './state-hash.ts';

const cell = fc.oneof(
	fc.constant(null),
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.string({ unit: 'binary' }),
	fc.record({ value: fc.option(fc.double({ noNaN: true })), n: fc.nat() }),
	fc.array(fc.tuple(fc.nat(), fc.option(fc.integer())), { maxLength: 4 })
);
const name = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => text !== '__proto__');
const tiles: fc.Arbitrary<Tiles> = fc
	.dictionary(
		name,
		fc.dictionary(name, fc.dictionary(name, cell, { maxKeys: 4 }), { maxKeys: 5 }),
		{ maxKeys: 4 }
	)
	.map((made) => JSON.parse(JSON.stringify(made)) as Tiles);

const hash = (of: Tiles): string => stateHash(1, Object.entries(of));
const backwards = <T>(of: Record<string, T>): Record<string, T> =>
	Object.fromEntries(Object.entries(of).reverse());

describe('the hash of a state', () => {
	test('is the same in whatever order tiles, rows and cells come', () => {
		fc.assert(
			fc.property(tiles, (state) => {
				const turned = backwards(
					Object.fromEntries(
						Object.entries(state).map(([id, rows]) => [
							id,
							backwards(
								Object.fromEntries(
									Object.entries(rows).map(([row, cells]) => [row, backwards(cells)])
								)
							)
						])
					)
				);
				return hash(turned) === hash(state);
			})
		);
		expect(hash({})).toMatch(/^[0-9a-f]{16}$/);
	});

	test('is the same for whoever applied the patches as for whoever made them', () => {
		fc.assert(
			fc.property(tiles, tiles, (before, after) => {
				const same: Tiles = Object.fromEntries(
					Object.keys(before).map((id) => [id, after[id] ?? {}])
				);
				const patched = applyOps(before, diffTiles(before, same));
				return hash(patched) === hash(same);
			})
		);
		expect(hash({ a: {} })).not.toBe(hash({}));
	});

	test('differs when a single cell, row or name does', () => {
		const state: Tiles = { t: { q1: { waiting: 3, name: 'Ventas' }, q2: { waiting: 0 } } };
		const others: Tiles[] = [
			{ t: { q1: { waiting: 4, name: 'Ventas' }, q2: { waiting: 0 } } },
			{ t: { q1: { waiting: 3, name: 'Ventas' } } },
			{ t: { q1: { waiting: 0, name: 'Ventas' }, q2: { waiting: 3 } } },
			{ t: { q1: { waiting: '3', name: 'Ventas' }, q2: { waiting: 0 } } },
			{ u: { q1: { waiting: 3, name: 'Ventas' }, q2: { waiting: 0 } } },
			{ t: { q1: { waiting: 3 }, q2: { waiting: 0, name: 'Ventas' } } }
		];
		expect(others.map(hash)).not.toContain(hash(state));
		expect(new Set(others.map(hash)).size).toBe(others.length);
	});

	test('differs with the revision of the layout', () => {
		expect(stateHash(1, [])).not.toBe(stateHash(2, []));
	});

	test('hardly ever takes two states for the same', () => {
		const seen = new Set<string>();
		for (let n = 0; n < 200_000; n++) seen.add(stateHash(1, [['t', { q: { waiting: n } }]]));
		expect(seen.size).toBe(200_000);
	});
});
