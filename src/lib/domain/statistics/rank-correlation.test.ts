import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubledRanks, rankCorrelation } from './rank-correlation.ts';

/** Every order of the values. */
function* orders(values: readonly number[]): Generator<number[]> {
	if (values.length === 0) yield [];
	for (const [place, value] of values.entries()) {
		const rest = [...values.slice(0, place), ...values.slice(place + 1)];
		for (const order of orders(rest)) yield [value, ...order];
	}
}

/** The same by another way: Pearson's of the ranks, over every order. */
function counted(x: readonly number[], y: readonly number[]): { rho: number; p: number } {
	const rank = (values: readonly number[]) =>
		values.map(
			(value) =>
				values.filter((other) => other < value).length +
				(values.filter((other) => other === value).length + 1) / 2
		);
	const pearson = (a: readonly number[], b: readonly number[]) => {
		const mean = (a.length + 1) / 2;
		const sum = (one: readonly number[], other: readonly number[]) =>
			one.reduce((all, value, at) => all + (value - mean) * ((other[at] ?? 0) - mean), 0);
		return sum(a, b) / Math.sqrt(sum(a, a) * sum(b, b));
	};
	const [a, b] = [rank(x), rank(y)];
	const rho = pearson(a, b);
	const all = [...orders(b)].map((order) => Math.abs(pearson(a, order)) >= Math.abs(rho) - 1e-9);
	return { rho, p: all.filter(Boolean).length / all.length };
}

describe('rank correlation', () => {
	it('gives what Hollander and Wolfe publish of the lightness of tuna', () => {
		const found = rankCorrelation(
			[44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1],
			[2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
		);
		expect(found?.rho).toBeCloseTo(0.6, 12);
		expect(found?.p).toBeCloseTo(0.0968, 4);
		expect(found?.by).toBe('exact');
	});

	it('gives the published answer of intelligence and hours of television', () => {
		const found = rankCorrelation(
			[106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
			[7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
		);
		expect(found?.rho).toBeCloseTo(-29 / 165, 12);
		expect(found?.p).toBeCloseTo(0.6271883, 7);
		expect(found?.by).toBe('student');
	});

	it('stands on the critical values of the tables', () => {
		const rising = [1, 2, 3, 4, 5, 6];
		// 0.886 is the critical value of six pairs at 5 %, 0.829 that at 10 %.
		expect(rankCorrelation(rising, [1, 2, 4, 3, 6, 5])?.rho).toBeCloseTo(0.886, 3);
		expect(rankCorrelation(rising, [1, 2, 4, 3, 6, 5])?.p).toBeCloseTo(1 / 30, 12);
		expect(rankCorrelation(rising, [1, 2, 3, 5, 6, 4])?.rho).toBeCloseTo(0.829, 3);
		expect(rankCorrelation(rising, [1, 2, 3, 5, 6, 4])?.p).toBeCloseTo(0.0583, 4);
	});

	it('shares ranks among ties, and counts with them', () => {
		expect(doubledRanks([10, 20, 20, 30])).toEqual([2, 5, 5, 8]);
		const found = rankCorrelation([1, 2, 2, 3, 5, 5, 5, 8], [2, 1, 4, 4, 3, 6, 7, 7]);
		expect(found?.rho).toBeCloseTo(0.7641078, 7);
		expect(found?.p).toBeCloseTo(0.0360119, 7);
	});

	it('says nothing of two pairs, nor of what never changes', () => {
		expect(rankCorrelation([1, 2], [1, 2])).toBeNull();
		expect(rankCorrelation([1, 1, 1, 1], [1, 2, 3, 4])).toBeNull();
		expect(rankCorrelation([], [])).toBeNull();
	});

	it('is certain of nothing more than it can be: a perfect order of five is 2 of 120', () => {
		expect(rankCorrelation([1, 2, 3, 4, 5], [10, 20, 30, 40, 50])).toEqual({
			...{ rho: 1, n: 5, by: 'exact' },
			p: 2 / 120
		});
		expect(
			rankCorrelation(
				Array.from({ length: 12 }, (_, at) => at),
				Array.from({ length: 12 }, (_, at) => -at)
			)
		).toEqual({ rho: -1, n: 12, p: 0, by: 'student' });
	});

	const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
		minLength: 3,
		maxLength: 6
	});

	it('agrees with the count of every order, also with ties', () => {
		fc.assert(
			fc.property(pairs, (list) => {
				const [x, y] = [list.map(([one]) => one), list.map(([, other]) => other)];
				const found = rankCorrelation(x, y);
				const isFlat = new Set(x).size < 2 || new Set(y).size < 2;
				expect(found === null).toBe(isFlat);
				if (isFlat) return;
				const expected = counted(x, y);
				expect(found?.rho).toBeCloseTo(expected.rho, 9);
				expect(found?.p).toBeCloseTo(expected.p, 9);
			}),
			{ numRuns: 60 }
		);
	});

	it('does not care which of the two comes first, nor for the scale, and turns with the sign', () => {
		fc.assert(
			fc.property(pairs, (list) => {
				const [x, y] = [list.map(([one]) => one), list.map(([, other]) => other)];
				const found = rankCorrelation(x, y);
				const turned = rankCorrelation(
					y.map((value) => -value),
					x.map((value) => value ** 3)
				);
				expect(turned?.rho ?? 0).toBeCloseTo(-(found?.rho ?? 0), 9);
				expect(turned?.p ?? 1).toBeCloseTo(found?.p ?? 1, 9);
			})
		);
	});
});
