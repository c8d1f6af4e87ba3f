import { describe, expect, it } from 'vitest';
import { bootstrapInterval, percentile } from './bootstrap.ts';
import { deviationOf } from './deviation.ts';
import { errorDetection } from './error-detection.ts';
import { fQuantile, fShareBelow } from './f-quantile.ts';
import { intraclassCorrelation } from './intraclass-correlation.ts';
import { correlationBand, kappaBand, relianceOf } from './reading.ts';
import { seededRandom } from './seeded-random.ts';

const SIX_BY_FOUR = [
	[9, 2, 5, 8],
	[6, 1, 3, 2],
	[8, 4, 6, 8],
	[7, 1, 2, 6],
	[10, 5, 6, 9],
	[6, 2, 4, 7]
];
const FIVE_BY_THREE = [
	[92, 90, 85],
	[75, 80, 70],
	[60, 70, 50],
	[88, 90, 80],
	[100, 98, 95]
];

describe('intraclass correlation', () => {
	it('gives the six correlations of Shrout and Fleiss', () => {
		const found = intraclassCorrelation(SIX_BY_FOUR);
		expect(found?.meanSquares.betweenUnits).toBeCloseTo(11.24, 2);
		expect(found?.meanSquares.betweenRaters).toBeCloseTo(32.49, 2);
		expect(found?.meanSquares.withinUnits).toBeCloseTo(6.26, 2);
		expect(found?.meanSquares.error).toBeCloseTo(1.02, 2);
		expect(found?.oneWay).toBeCloseTo(0.16574, 5);
		expect(found?.agreement).toBeCloseTo(0.28976, 5);
		expect(found?.consistency).toBeCloseTo(0.71484, 5);
		expect(found?.averages.oneWay).toBeCloseTo(0.4428, 5);
		expect(found?.averages.agreement).toBeCloseTo(0.62005, 5);
		expect(found?.averages.consistency).toBeCloseTo(0.90932, 5);
	});

	it('gives their interval of (2,1)', () => {
		const [low, high] = intraclassCorrelation(SIX_BY_FOUR)?.interval ?? [0, 0];
		expect(low).toBeCloseTo(0.019, 3);
		expect(high).toBeCloseTo(0.761, 3);
	});

	it('tells severity from order: one rater below the others lowers only agreement', () => {
		const found = intraclassCorrelation(FIVE_BY_THREE);
		expect(found?.agreement).toBeCloseTo(0.85697, 5);
		expect(found?.consistency).toBeCloseTo(0.94393, 5);
	});

	it('leaves out units that not everybody has rated', () => {
		const more = [...FIVE_BY_THREE, [50, null, 50]];
		expect(intraclassCorrelation(more)?.n).toBe(5);
		expect(intraclassCorrelation(more)?.agreement).toBeCloseTo(0.85697, 5);
	});

	it('is null with one unit, with one rater, and where nothing varies', () => {
		expect(intraclassCorrelation([[1, 2]])).toBeNull();
		expect(intraclassCorrelation([[1], [2]])).toBeNull();
		expect(intraclassCorrelation([])).toBeNull();
		expect(
			intraclassCorrelation([
				[3, 3],
				[3, 3]
			])?.agreement
		).toBeNull();
	});

	it('is 1 without an interval when all agree', () => {
		const found = intraclassCorrelation([
			[1, 1],
			[2, 2]
		]);
		expect(found?.agreement).toBe(1);
		expect(found?.interval).toBeNull();
	});
});

describe('the F distribution', () => {
	it.each([
		{ between: 5, within: 10, value: 4.236085668 },
		{ between: 1, within: 1, value: 647.7890114 },
		{ between: 10, within: 20, value: 2.773671351 },
		{ between: 2, within: 12, value: 5.095867166 }
	])('has its 97.5 % point of $between and $within at $value', ({ between, within, value }) => {
		expect(fQuantile(0.975, between, within) / value).toBeCloseTo(1, 6);
		expect(fShareBelow(value, between, within)).toBeCloseTo(0.975, 8);
	});
});

describe('deviation', () => {
	const GOLD = [92, 75, 60, 88, 100];
	const against = (own: readonly number[]) =>
		deviationOf(
			own.map((score, unit) => [score, GOLD[unit] ?? null] as const),
			5
		);

	it('gives bias and size of the difference to the gold', () => {
		const mild = against([90, 80, 70, 90, 98]);
		expect(mild).toMatchObject({ n: 5, within: 0.8 });
		expect(mild?.bias).toBeCloseTo(2.6, 10);
		expect(mild?.absolute).toBeCloseTo(4.2, 10);
		expect(mild?.rootSquare).toBeCloseTo(Math.sqrt(27.4), 10);
		const severe = against([85, 70, 50, 80, 95]);
		expect(severe).toMatchObject({ bias: -7, absolute: 7, within: 0.4 });
	});

	it('leaves out what one of them did not score, and is null without any', () => {
		expect(
			deviationOf([
				[0.9, null],
				[0.9, 0.85]
			])
		).toMatchObject({ n: 1, within: 1 });
		expect(deviationOf([[null, 1]])).toBeNull();
	});
});

describe('detection of errors', () => {
	it('tells the share of errors found and the share of the rest left alone', () => {
		expect(
			errorDetection([
				[true, true],
				[false, true],
				[true, false],
				[false, false],
				[false, false],
				[null, true]
			])
		).toEqual({ n: 5, errors: 2, sensitivity: 0.5, specificity: 2 / 3 });
		expect(errorDetection([])).toEqual({
			n: 0,
			errors: 0,
			sensitivity: null,
			specificity: null
		});
	});
});

describe('bootstrap', () => {
	const mean = (values: readonly number[]) =>
		values.reduce((sum, value) => sum + value, 0) / values.length;

	it('gives the same interval for the same seed, around the statistic', () => {
		const units = [4, 8, 15, 16, 23, 42];
		const first = bootstrapInterval(units, mean);
		expect(bootstrapInterval(units, mean)).toEqual(first);
		expect(bootstrapInterval(units, mean, { seed: 1 })).not.toEqual(first);
		expect(first?.[0]).toBeLessThan(18);
		expect(first?.[1]).toBeGreaterThan(18);
	});

	it('comes near the interval of theory for a mean of many', () => {
		const units = Array.from({ length: 200 }, (_, place) => place % 2);
		const [low, high] = bootstrapInterval(units, mean) ?? [0, 0];
		expect(low).toBeCloseTo(0.5 - 1.96 * Math.sqrt(0.25 / 200), 1);
		expect(high).toBeCloseTo(0.5 + 1.96 * Math.sqrt(0.25 / 200), 1);
	});

	it('is null with one unit, and where the statistic mostly says nothing', () => {
		expect(bootstrapInterval([1], mean)).toBeNull();
		expect(bootstrapInterval([1, 2, 3], () => null)).toBeNull();
	});

	it('takes percentiles between neighbours', () => {
		expect(percentile([0, 10], 0.25)).toBe(2.5);
		expect(percentile([5], 0.975)).toBe(5);
	});
});

describe('seeded random', () => {
	it('is the published sequence of its seed', () => {
		const random = seededRandom(0);
		expect([random(), random(), random()]).toEqual([
			0.26642920868471265, 0.0003297457005828619, 0.2232720274478197
		]);
	});
});

describe('reading', () => {
	it.each([
		[0.8, 'reliable'],
		[0.7999, 'tentative'],
		[0.667, 'tentative'],
		[0.6669, 'unreliable'],
		[-0.2, 'unreliable']
	])('says of an alpha of %d: %s', (alpha, word) => {
		expect(relianceOf(alpha)).toBe(word);
	});

	it.each([
		[-0.01, 'poor'],
		[0.2, 'slight'],
		[0.21, 'fair'],
		[0.6, 'moderate'],
		[0.61, 'substantial'],
		[0.81, 'almostPerfect']
	])('says of a kappa of %d: %s', (kappa, word) => {
		expect(kappaBand(kappa)).toBe(word);
	});

	it.each([
		[0.49, 'poor'],
		[0.5, 'moderate'],
		[0.75, 'good'],
		[0.91, 'excellent']
	])('says of a correlation of %d: %s', (icc, word) => {
		expect(correlationBand(icc)).toBe(word);
	});
});
