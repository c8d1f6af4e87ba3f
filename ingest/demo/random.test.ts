import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

const draws = (seed: string, count: number) => {
	const random = new Random(seed);
	return Array.from({ length: count }, () => random.next());
};

const mean = (values: readonly number[]) =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

describe('Random', () => {
	test('the same seed gives the same numbers', () => {
		fc.assert(
			fc.property(fc.string(), (seed) => {
				expect(draws(seed, 20)).toEqual(draws(seed, 20));
			})
		);
	});

	test('seeds that differ in one character are strangers', () => {
		expect(draws('demo|2026-11-20', 5)).not.toEqual(draws('demo|2026-11-21', 5));
	});

	test('these numbers never change: ids of events depend on them', () => {
		expect(draws('demo', 3).map((value) => value.toFixed(9))).toMatchInlineSnapshot(`
			[
			  "0.292412896",
			  "0.517518747",
			  "0.664655335",
			]
		`);
	});

	test('spreads evenly over [0, 1)', () => {
		const values = draws('even', 20_000);
		expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...values)).toBeLessThan(1);
		expect(mean(values)).toBeCloseTo(0.5, 1);
	});

	test('an exponential has the mean that was asked for, a log-normal the median', () => {
		const random = new Random('shapes');
		const gaps = Array.from({ length: 20_000 }, () => random.exponential(100));
		expect(Math.abs(mean(gaps) - 100)).toBeLessThan(3);
		const times = Array.from({ length: 20_001 }, () => random.logNormal(200, 0.5)).sort(
			(a, b) => a - b
		);
		expect(Math.abs((times[10_000] ?? 0) - 200)).toBeLessThan(6);
	});

	test('a Weibull of shape 1 is an exponential', () => {
		const random = new Random('patience');
		const waits = Array.from({ length: 20_000 }, () => random.weibull(100, 1));
		expect(Math.abs(mean(waits) - 100)).toBeLessThan(3);
	});

	test('picks by weight', () => {
		const random = new Random('weights');
		const picks = Array.from({ length: 10_000 }, () =>
			random.weighted([
				['often', 3],
				['seldom', 1]
			])
		);
		expect(picks.filter((pick) => pick === 'often').length / picks.length).toBeCloseTo(0.75, 1);
	});

	test('has nothing to pick from an empty list', () => {
		expect(() => new Random('x').pick([])).toThrow(RangeError);
	});
});
