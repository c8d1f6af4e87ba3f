/** Means of few evaluations, with the published and the worked answers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from './confidence.ts';
import { intervalAt, meanError, studentInterval } from './mean-interval.ts';
import { expectedMean, pooledShare, poolingOf } from './partial-pooling.ts';
import { evaluationsNeeded, sizeForMean, sizeForShare, wholeSample } from './sample-size.ts';
import { pooledDeviation, sampleOf } from './sample.ts';
import type { Sample } from './sample.ts';
import { hajekMean, stratifiedEstimate, unevenness } from './stratified.ts';

const score = fc.integer({ min: 0, max: 1000 }).map((value) => value / 10);
const scores = fc.array(score, { minLength: 2, maxLength: 40 });
const some = (values: readonly number[]): Sample => {
	const sample = sampleOf(values);
	if (!sample) throw new Error('no values');
	return sample;
};
const widthOf = (interval: readonly [number, number] | null): number =>
	interval ? interval[1] - interval[0] : Infinity;

describe('the share that passed', () => {
	// Newcombe 1998, table I.
	test.each([
		[81, 263, 0.2553, 0.3662],
		[15, 148, 0.0624, 0.1605],
		[0, 20, 0, 0.1611],
		[1, 29, 0.0061, 0.1718]
	])('%i of %i lies where Newcombe says', (k, n, low, high) => {
		const [least = 0, most = 0] = wilsonInterval(k, n) ?? [];
		expect([least.toFixed(4), most.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
	});
});

describe('the mean of a few', () => {
	const drawn = some([92, 84, 88, 76, 95]);

	test('has the worked deviation, error and interval', () => {
		expect(drawn).toMatchObject({ n: 5, mean: 87 });
		expect(drawn.deviation).toBeCloseTo(7.4162, 4);
		expect(meanError(drawn, 240)).toBeCloseTo(3.2819, 4);
		const [low = 0, high = 0] = studentInterval(drawn, 240) ?? [];
		expect([low.toFixed(2), high.toFixed(2)]).toEqual(['77.89', '96.11']);
	});

	test.each([
		[5, 12.417],
		[8, 8.36],
		[10, 7.154],
		[20, 4.68]
	])('of %i with a deviation of 10 is known to ±%f', (n, half) => {
		const width = widthOf(studentInterval({ n, mean: 80, deviation: 10 }, null));
		expect((width / 2).toFixed(3)).toBe(half.toFixed(3));
	});

	test("is Cochran's total of the petition sheets", () => {
		const [n, sum, squares, sheets] = [50, 1471, 54_497, 676];
		const variance = (squares - sum ** 2 / n) / (n - 1);
		const sample: Sample = { n, mean: sum / n, deviation: Math.sqrt(variance) };
		expect(sheets * sample.mean).toBeCloseTo(19_888, 0);
		expect(variance).toBeCloseTo(228.98, 2);
		const [low = 0, high = 0] = intervalAt(sample, sheets, 1.28) ?? [];
		expect(sheets * low).toBeCloseTo(18_106, 0);
		expect((sheets * high).toFixed(1)).toBe('21669.8');
	});

	test('is sure when all were drawn, and not told of one', () => {
		expect(studentInterval(some([80]), 1)).toEqual([80, 80]);
		expect(studentInterval(some([80]), 7)).toBeNull();
		fc.assert(
			fc.property(scores, (values) => {
				const sample = some(values);
				expect(studentInterval(sample, values.length)).toEqual([sample.mean, sample.mean]);
			})
		);
	});

	test('is known better the more are drawn, and the fewer there are', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 2, max: 60 }),
				fc.integer({ min: 1, max: 60 }),
				fc.double({ min: 0.1, max: 30, noNaN: true }),
				(n, more, deviation) => {
					const width = (size: number, population: number | null) =>
						widthOf(studentInterval({ n: size, mean: 80, deviation }, population));
					expect(width(n + more, 500)).toBeLessThan(width(n, 500));
					expect(width(n, 200)).toBeLessThan(width(n, 500));
					expect(width(n, 500)).toBeLessThan(width(n, null));
				}
			)
		);
	});

	test('does not depend on the order of the scores', () => {
		fc.assert(
			fc.property(scores, (values) => {
				expect(sampleOf([...values].reverse())).toEqual(sampleOf(values));
			})
		);
	});

	test('of equal scores has no deviation at all', () => {
		expect(some([0.1, 0.1, 0.1]).deviation).toBe(0);
		expect(sampleOf([])).toBeNull();
	});
});

describe('how many are needed', () => {
	test('for a mean is the worked answer', () => {
		const wanted = { deviation: 12, within: 5 };
		expect(sizeForMean({ ...wanted, population: null, quantile: 1.96 })).toBeCloseTo(22.13, 2);
		const of120 = sizeForMean({ ...wanted, population: 120, quantile: 1.96 });
		expect(of120).toBeCloseTo(18.68, 2);
		expect(wholeSample(of120)).toBe(19);
	});

	test.each([
		[1000, 0.05, 1.96, 277.74, 278],
		[60_000, 0.03, 2.576, 1788.4, 1789],
		[10_000, 0.05, 1.96, 369.98, 370]
	])('for a share of %i within %f is the published answer', (population, within, z, n, whole) => {
		const size = sizeForShare({ within, population, quantile: z });
		expect(Math.abs(size - n)).toBeLessThan(0.06);
		expect(wholeSample(size)).toBe(whole);
	});

	test('for a share of any number is that of the books', () => {
		expect(Math.floor(sizeForShare({ within: 0.03, population: null, quantile: 1.96 }))).toBe(1067);
	});

	test('is just enough: with them the interval is narrow enough, with one less it is not', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 30 }),
				fc.double({ min: 0.5, max: 25, noNaN: true }),
				fc.option(fc.integer({ min: 30, max: 400 })),
				(n, deviation, population) => {
					const known = { n, deviation, within: 5, population };
					const needed = evaluationsNeeded(known);
					const half = (size: number) =>
						widthOf(studentInterval({ n: size, mean: 0, deviation }, population)) / 2;
					expect(half(n + needed)).toBeLessThanOrEqual(5);
					if (needed > 0 && n + needed > 2) expect(half(n + needed - 1)).toBeGreaterThan(5);
				}
			)
		);
	});

	test('counts only what is left to draw', () => {
		const known = { n: 5, deviation: 10, within: 5, population: 240 };
		expect(evaluationsNeeded(known)).toBe(12);
		expect(evaluationsNeeded({ ...known, n: 17 })).toBe(0);
		expect(evaluationsNeeded({ ...known, population: 7 })).toBe(1);
		expect(evaluationsNeeded({ ...known, population: 5 })).toBe(0);
	});
});

describe('parts that were not drawn from evenly', () => {
	const strata = [
		{ population: 800, n: 8, mean: 88, deviation: 6 },
		{ population: 300, n: 6, mean: 80, deviation: 9 },
		{ population: 100, n: 6, mean: 62, deviation: 14 }
	];

	test('have the worked mean and error, which the plain mean misses', () => {
		const found = stratifiedEstimate(strata);
		expect(found).toMatchObject({ n: 20, population: 1200 });
		expect(found?.mean).toBeCloseTo(83.8333, 4);
		expect(found?.error).toBeCloseTo(1.7378, 4);
		const naive = strata.reduce((sum, { n, mean }) => sum + n * mean, 0) / 20;
		expect(naive.toFixed(2)).toBe('77.80');
		expect(unevenness(strata)).toBeCloseTo(6, 10);
	});

	test('have the same mean by the chance of each to be drawn', () => {
		const values = strata.flatMap(({ n, mean, population }) =>
			Array.from({ length: n }, () => ({ value: mean, probability: n / population }))
		);
		expect(hajekMean(values)).toBeCloseTo(83.8333, 4);
		expect(hajekMean([])).toBeNull();
	});

	test('of which there is one are a plain sample', () => {
		fc.assert(
			fc.property(scores, fc.integer({ min: 41, max: 400 }), (values, population) => {
				const sample = some(values);
				const found = stratifiedEstimate([{ ...sample, population }]);
				const [low = 0, high = 0] = studentInterval(sample, population) ?? [];
				expect(found?.mean).toBeCloseTo(sample.mean, 9);
				expect(found?.interval?.[0]).toBeCloseTo(low, 9);
				expect(found?.interval?.[1]).toBeCloseTo(high, 9);
			})
		);
	});

	test('that were drawn whole are sure, and one of one takes the deviation of the others', () => {
		const whole = strata.map((stratum) => ({ ...stratum, population: stratum.n }));
		expect(stratifiedEstimate(whole)?.error).toBe(0);
		const single = { population: 50, n: 1, mean: 90, deviation: null };
		expect(stratifiedEstimate([single])).toMatchObject({ mean: 90, interval: null });
		const error = stratifiedEstimate([...strata, single])?.error ?? 0;
		expect(error).toBeGreaterThan(0);
		expect(stratifiedEstimate([])).toBeNull();
	});

	test('come in any order', () => {
		expect(stratifiedEstimate([...strata].reverse())?.mean).toBeCloseTo(83.8333, 4);
	});
});

describe('what is to be expected of somebody', () => {
	const pooling = { centre: 85, within: 100, between: 16 };

	test.each([
		[5, 0.5556, 88.11],
		[20, 0.2381, 90.33]
	])('from %i is the worked answer', (n, share, mean) => {
		expect(pooledShare(n, pooling)).toBeCloseTo(share, 4);
		expect(expectedMean({ n, mean: 92 }, pooling).toFixed(2)).toBe(mean.toFixed(2));
	});

	test('lies between the own mean and that of all', () => {
		fc.assert(
			fc.property(fc.array(scores, { minLength: 2, maxLength: 8 }), (all) => {
				const samples = all.map(some);
				const found = poolingOf(samples);
				if (!found) throw new Error('nothing to pool');
				expect(found.between).toBeGreaterThanOrEqual(0);
				for (const sample of samples) {
					const expected = expectedMean(sample, found);
					const [low, high] = [sample.mean, found.centre].sort((a, b) => a - b);
					expect(expected).toBeGreaterThanOrEqual((low ?? 0) - 1e-9);
					expect(expected).toBeLessThanOrEqual((high ?? 0) + 1e-9);
				}
			})
		);
	});

	test('is the mean of all where nobody differs more than chance lets them', () => {
		const alike = [
			[80, 90],
			[90, 80],
			[85, 85]
		].map(some);
		expect(poolingOf(alike)).toMatchObject({ centre: 85, between: 0 });
		expect(poolingOf(alike)?.within).toBeCloseTo(100 / 3, 10);
		expect(poolingOf([some([80])])).toBeNull();
		expect(pooledDeviation([some([80]), some([90])])).toBeNull();
	});
});
