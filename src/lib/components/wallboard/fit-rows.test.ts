import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ROW_U, MIN_ROW_U, fitRows, pageOf } from './fit-rows.ts';

describe('fitRows', () => {
	test('few rows are not blown up', () => {
		expect(fitRows(2, 50)).toEqual({ perPage: 2, pages: 1, rowU: MAX_ROW_U, twoLines: true });
	});

	test('more rows shrink to what is there', () => {
		expect(fitRows(10, 50)).toMatchObject({ pages: 1, rowU: 5, twoLines: false });
	});

	test('too many take turns, all pages about equally full', () => {
		expect(fitRows(40, 50)).toMatchObject({ pages: 4, perPage: 10 });
	});

	test('no rows are one empty page', () => {
		expect(fitRows(0, 50)).toMatchObject({ pages: 1 });
	});

	test('every row is on exactly one page, and none is too small to read', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 200 }),
				fc.double({ min: 5, max: 90, noNaN: true }),
				(count, heightU) => {
					const all = Array.from({ length: count }, (_, index) => index);
					const fit = fitRows(count, heightU);
					const shown = Array.from({ length: fit.pages }, (_, page) =>
						pageOf(all, page, fit)
					).flat();
					expect(shown).toEqual(all);
					expect(fit.rowU).toBeGreaterThanOrEqual(MIN_ROW_U);
				}
			)
		);
	});
});
