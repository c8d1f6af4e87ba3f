import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOARD_COLUMNS, placeTiles } from './board.ts';

describe('the place of tiles', () => {
	test('tiles flow in reading order and fill holes', () => {
		const { positions, rows } = placeTiles([
			{ width: 8, height: 2 },
			{ width: 6, height: 1 },
			{ width: 4, height: 1 }
		]);
		expect(positions).toEqual([
			{ column: 1, row: 1 },
			{ column: 1, row: 3 },
			{ column: 9, row: 1 }
		]);
		expect(rows).toBe(3);
	});

	test('an empty board has no rows', () => {
		expect(placeTiles([])).toEqual({ positions: [], rows: 0 });
	});

	test('no two tiles overlap and none leaves the board', () => {
		const tile = fc.record({
			width: fc.integer({ min: 1, max: BOARD_COLUMNS }),
			height: fc.integer({ min: 1, max: 6 })
		});
		fc.assert(
			fc.property(fc.array(tile, { maxLength: 24 }), (tiles) => {
				const taken = new Set<string>();
				return placeTiles(tiles).positions.every(({ column, row }, index) => {
					const { width, height } = tiles[index] ?? { width: 0, height: 0 };
					for (let r = row; r < row + height; r++) {
						for (let c = column; c < column + width; c++) {
							if (c > BOARD_COLUMNS || taken.has(`${r},${c}`)) return false;
							taken.add(`${r},${c}`);
						}
					}
					return true;
				});
			})
		);
		expect(BOARD_COLUMNS).toBe(12);
	});
});
