import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneyChart, xmrChart, xmrLimits } from './control-limits.ts';

/** NIST 6.3.2.2, with the constant 3/1.128. */
const NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

const noisy = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), {
	minLength: 8,
	maxLength: 60
});

describe('limits of single values', () => {
	test('are those of the published example', () => {
		const limits = xmrLimits(NIST);
		expect(limits?.mean).toBeCloseTo(50.81, 6);
		expect(limits?.movingRange).toBeCloseTo(1.8778, 4);
		expect(limits?.high).toBeCloseTo(55.8041, 4);
		expect(limits?.low).toBeCloseTo(45.8159, 4);
	});

	test('need eight values', () => {
		expect(xmrChart(NIST.slice(0, 7))).toBeNull();
		expect(xmrChart([...NIST.slice(0, 7), null, null])).toBeNull();
		expect(xmrChart(NIST.slice(0, 8))).not.toBeNull();
	});

	test('leave gaps where they are', () => {
		const chart = xmrChart([...NIST.slice(0, 5), null, ...NIST.slice(5)]);
		expect(chart?.limits[5]).toBeNull();
		expect(chart?.limits[6]?.high).toBeCloseTo(55.8041, 4);
	});

	test('move with the values and stretch with them', () => {
		fc.assert(
			fc.property(noisy, fc.integer({ min: -50, max: 50 }), (values, shift) => {
				const plain = xmrLimits(values);
				const moved = xmrLimits(values.map((value) => 3 * value + shift));
				expect(moved?.mean).toBeCloseTo(3 * (plain?.mean ?? 0) + shift, 6);
				expect(moved?.high).toBeCloseTo(3 * (plain?.high ?? 0) + shift, 5);
			})
		);
	});

	test('follow the season: a poor Wednesday is no good Sunday', () => {
		const factors = Array.from({ length: 28 }, (_, day) => (day % 7 < 5 ? 1.2 : 0.5));
		const values = factors.map((factor, day) => factor * (100 + ((day * 7) % 5)));
		const usual = xmrChart(values, factors);
		expect(usual?.signals).toEqual([]);
		expect(usual?.limits[5]?.mean).toBeCloseTo((usual?.limits[0]?.mean ?? 0) * (0.5 / 1.2), 6);
		const poor = values.map((value, day) => (day === 16 ? 80 : value));
		const beyond = { kind: 'beyond', side: 'below', points: [16] };
		expect(xmrChart(poor, factors)?.signals).toContainEqual(beyond);
		expect(xmrChart(poor)?.signals).not.toContainEqual(beyond);
	});
});

describe('signals', () => {
	const quiet = [10, 11, 10, 9, 10, 11, 9, 10, 11, 10, 9, 10];

	test('of the published example are none', () => {
		expect(xmrChart(NIST)?.signals.filter(({ kind }) => kind === 'beyond')).toEqual([]);
	});

	test('a point beyond a limit is one, with its place', () => {
		expect(xmrChart([...quiet, 20])?.signals).toContainEqual({
			kind: 'beyond',
			side: 'above',
			points: [12]
		});
		expect(xmrChart([...quiet, 0])?.signals).toContainEqual({
			kind: 'beyond',
			side: 'below',
			points: [12]
		});
	});

	test('eight on one side of the mean are one, seven are not', () => {
		const steps = (n: number): number[] => [
			...Array.from({ length: n }, (_, at) => 12 + (at % 2)),
			...Array.from({ length: n }, (_, at) => 8 - (at % 2))
		];
		const runs = (n: number) => xmrChart(steps(n))?.signals.filter(({ kind }) => kind === 'run');
		expect(runs(8)).toEqual([
			{ kind: 'run', side: 'above', points: [0, 1, 2, 3, 4, 5, 6, 7] },
			{ kind: 'run', side: 'below', points: [8, 9, 10, 11, 12, 13, 14, 15] }
		]);
		expect(runs(7)).toEqual([]);
	});

	test('three of four nearer a limit than the mean are one', () => {
		const near = (...last: number[]) =>
			xmrChart([...quiet, ...quiet, ...last])?.signals.filter(({ kind }) => kind === 'near');
		expect(near(12, 12, 10, 12)).toEqual([{ kind: 'near', side: 'above', points: [24, 25, 27] }]);
		expect(near(12, 12, 10, 10)).toEqual([]);
	});

	test('values that are all the same have none', () => {
		expect(xmrChart(Array.from({ length: 12 }, () => 0.1 + 0.2))?.signals).toEqual([]);
	});
});

describe('shares of samples of changing size', () => {
	const share = (numerator: number, denominator: number) => ({ numerator, denominator });

	test('have wider limits where the sample is smaller, within 0 and 1', () => {
		const shares = [80, 160, 40, 82, 158, 41, 79, 161, 39, 4].map((numerator, index) =>
			share(numerator, [100, 200, 50, 100, 200, 50, 100, 200, 50, 5][index] ?? 1)
		);
		const chart = laneyChart(shares);
		const widths = chart?.limits.map((limit) => (limit ? limit.high - limit.low : 0)) ?? [];
		expect(widths[1]).toBeLessThan(widths[0] ?? 0);
		expect(widths[0]).toBeLessThan(widths[2] ?? 0);
		for (const limit of chart?.limits ?? []) {
			expect(limit?.low).toBeGreaterThanOrEqual(0);
			expect(limit?.high).toBeLessThanOrEqual(1);
			expect(limit?.mean).toBeCloseTo(724 / 905, 12);
		}
		expect(chart?.signals).toEqual([]);
	});

	test('do not call large samples signals that vary more than chance', () => {
		// By chance alone ±0.00003 would be the limit; days differ by 0.02.
		const shares = [0.8, 0.82, 0.79, 0.81, 0.8, 0.83, 0.8, 0.81, 0.79, 0.82].map((value) =>
			share(Math.round(value * 1e9), 1e9)
		);
		expect(laneyChart(shares)?.signals).toEqual([]);
	});

	test('empty samples are gaps, and nothing is said of all or nothing', () => {
		const all = Array.from({ length: 10 }, () => share(5, 5));
		expect(laneyChart(all)).toBeNull();
		const some = [
			share(0, 0),
			null,
			...Array.from({ length: 9 }, (_, at) => share(4 + (at % 2), 9))
		];
		expect(laneyChart(some)?.limits.slice(0, 2)).toEqual([null, null]);
		expect(laneyChart(some.slice(0, 9))).toBeNull();
	});
});
