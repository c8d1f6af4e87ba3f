import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brennanPrediger, gwetAc1, scottPi } from './chance-corrected.ts';
import { cohenKappa } from './cohen-kappa.ts';
import { intraclassCorrelation } from './intraclass-correlation.ts';
import { MEASUREMENT_LEVELS, krippendorffAlpha, nominalAlpha } from './krippendorff-alpha.ts';
import { percentAgreement } from './percent-agreement.ts';
import { countsOf, crossTable } from './ratings.ts';
import type { Ratings } from './ratings.ts';

const CATEGORIES = [1, 2, 3, 4];
const WITH_MISSING = fc.integer({ min: 2, max: 5 }).chain((raters) =>
	fc.array(
		fc.array(fc.option(fc.constantFrom(...CATEGORIES), { freq: 5 }), {
			minLength: raters,
			maxLength: raters
		}),
		{ minLength: 1, maxLength: 12 }
	)
);
const COMPLETE = fc.integer({ min: 2, max: 5 }).chain((raters) =>
	fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: raters, maxLength: raters }), {
		minLength: 2,
		maxLength: 10
	})
);

type Coefficient = (ratings: Ratings<number>) => number | null;
const NOMINAL: readonly Coefficient[] = [
	percentAgreement,
	(ratings) => gwetAc1(countsOf(ratings, CATEGORIES)),
	(ratings) => scottPi(countsOf(ratings, CATEGORIES)),
	(ratings) => brennanPrediger(countsOf(ratings, CATEGORIES)),
	(ratings) => nominalAlpha(ratings)?.alpha ?? null
];
const ALL: readonly Coefficient[] = [
	...NOMINAL,
	...MEASUREMENT_LEVELS.map(
		(level): Coefficient =>
			(ratings) =>
				krippendorffAlpha(ratings, level)?.alpha ?? null
	)
];

function expectSame(first: number | null, second: number | null): void {
	if (first === null || second === null) expect(second).toBe(first);
	else expect(second).toBeCloseTo(first, 9);
}

const rotated = <T>(list: readonly T[], by: number): T[] => [
	...list.slice(by % list.length),
	...list.slice(0, by % list.length)
];

describe('coefficients of agreement', () => {
	it('do not depend on the order of raters or of units', () => {
		fc.assert(
			fc.property(WITH_MISSING, fc.nat(20), (ratings, by) => {
				const moved = rotated(ratings, by).map((unit) => rotated(unit, by));
				for (const of of ALL) expectSame(of(ratings), of(moved));
			})
		);
	});

	it('are never above 1', () => {
		fc.assert(
			fc.property(WITH_MISSING, (ratings) => {
				for (const of of ALL) expect(of(ratings) ?? 0).toBeLessThanOrEqual(1 + 1e-9);
			})
		);
	});

	it('are 1, or null where nothing could differ, when all raters say the same', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...CATEGORIES), { minLength: 1 }), (said) => {
				const ratings = said.map((value) => [value, value, value]);
				for (const of of ALL) expect(of(ratings) ?? 1).toBeCloseTo(1, 9);
			})
		);
	});

	it('do not depend on the names of categories where those have no order', () => {
		const names = new Map([
			[1, 3],
			[2, 1],
			[3, 4],
			[4, 2]
		]);
		fc.assert(
			fc.property(WITH_MISSING, (ratings) => {
				const named = ratings.map((unit) =>
					unit.map((value) => (value === null ? null : (names.get(value) ?? null)))
				);
				for (const of of NOMINAL) expectSame(of(ratings), of(named));
			})
		);
	});

	it("Cohen's kappa stays the same when the two change places, within −1..1", () => {
		fc.assert(
			fc.property(
				WITH_MISSING,
				fc.constantFrom('nominal', 'linear', 'quadratic'),
				(all, weights) => {
					const ratings = all.map(([first = null, second = null]) => [first, second]);
					const kappa = cohenKappa(crossTable(ratings, CATEGORIES), weights)?.kappa ?? null;
					const swapped = ratings.map(([first = null, second = null]) => [second, first]);
					expectSame(kappa, cohenKappa(crossTable(swapped, CATEGORIES), weights)?.kappa ?? null);
					expect(Math.abs(kappa ?? 0)).toBeLessThanOrEqual(1 + 1e-9);
				}
			)
		);
	});

	it('alpha at the interval level stays the same when all values move and stretch together', () => {
		fc.assert(
			fc.property(
				WITH_MISSING,
				fc.integer({ min: 1, max: 9 }),
				fc.nat(50),
				(ratings, scale, shift) => {
					const moved = ratings.map((unit) =>
						unit.map((value) => (value === null ? null : value * scale + shift))
					);
					expectSame(
						krippendorffAlpha(ratings, 'interval')?.alpha ?? null,
						krippendorffAlpha(moved, 'interval')?.alpha ?? null
					);
				}
			)
		);
	});

	it('intraclass correlations are at most 1 and do not depend on order', () => {
		fc.assert(
			fc.property(COMPLETE, fc.nat(20), (ratings, by) => {
				const found = intraclassCorrelation(ratings);
				const moved = intraclassCorrelation(rotated(ratings, by).map((row) => rotated(row, by)));
				for (const kind of ['oneWay', 'agreement', 'consistency'] as const) {
					expectSame(found?.[kind] ?? null, moved?.[kind] ?? null);
					expect(found?.[kind] ?? 0).toBeLessThanOrEqual(1 + 1e-9);
				}
			})
		);
	});
});
