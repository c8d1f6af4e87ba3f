import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelOf } from './level.ts';
import { AGGREGATORS, CRITICAL_CAP, leaf, rollUp } from './roll-up.ts';
import type { Child, RollUpRules } from './roll-up.ts';

const MEAN: RollUpRules = { aggregator: 'mean', hasCriticalCap: true };
const child = (index: number | null, weight = 1, isCritical = false): Child => ({
	...leaf(index, isCritical),
	weight
});
const indices = fc.integer({ min: 0, max: 100 });
const weights = fc.integer({ min: 1, max: 100 });
const children = fc.array(
	fc.tuple(fc.option(indices), weights).map(([index, weight]) => child(index, weight)),
	{ minLength: 1, maxLength: 12 }
);
const rules = fc.constantFrom(...AGGREGATORS).map((aggregator) => ({ ...MEAN, aggregator }));

describe('a roll-up', () => {
	test('weighs one attainment of every measure, whichever way is better (TV-29)', () => {
		const weighed = (rows: readonly (readonly [number, number])[]) =>
			rollUp(
				rows.map(([share, weight]) => child(share * 100, weight)),
				MEAN
			).index;
		// As published: of three rows the gap, of the others the attainment.
		expect(
			weighed([
				...([
					[0.2913, 25],
					[0.6, 30],
					[0.5, 20],
					[0.88, 10]
				] as const),
				...([
					[0.2, 5],
					[0.24, 5],
					[0.6349, 5]
				] as const)
			])
		).toBeCloseTo(49.43, 1);
		// One rule for all of them.
		expect(
			weighed([
				...([
					[2.5 / 3.57, 25],
					[45 / 75, 30],
					[30 / 60, 20],
					[70 / 80, 10]
				] as const),
				...([
					[4 / 5, 5],
					[340 / 450, 5],
					[4 / 6.3, 5]
				] as const)
			])
		).toBeCloseTo(65.21, 2);
	});

	test('of equal children is what each of them is, by whichever rule', () => {
		fc.assert(
			fc.property(
				indices,
				fc.array(weights, { minLength: 1, maxLength: 9 }),
				rules,
				(index, all, rule) => {
					const rolled = rollUp(
						all.map((weight) => child(index, weight)),
						rule
					);
					expect(rolled.index).toBeCloseTo(index, 6);
					expect([rolled.coverage, rolled.worst]).toEqual([1, index]);
				}
			)
		);
	});

	test('lies between its worst and best child, whatever their order, and the better one child the better it is', () => {
		fc.assert(
			fc.property(children, rules, fc.integer({ min: 0, max: 40 }), (of, rule, more) => {
				const known = of.flatMap(({ index }) => (index === null ? [] : [index]));
				const { partial, worst, coverage } = rollUp(of, rule);
				expect(coverage).toBeGreaterThanOrEqual(0);
				expect(coverage).toBeLessThanOrEqual(1 + 1e-12);
				if (partial === null) return known.length === 0;
				expect(worst).toBe(Math.min(...known));
				expect(partial).toBeGreaterThanOrEqual(Math.min(...known) - 1e-9);
				expect(partial).toBeLessThanOrEqual(Math.max(...known) + 1e-9);
				expect(rollUp([...of].reverse(), rule).partial).toBeCloseTo(partial, 6);
				const at = of.findIndex(({ index }) => index !== null);
				const better = of.map((one, place) =>
					place === at ? child(Math.min(100, (one.index ?? 0) + more), one.weight) : one
				);
				return (rollUp(better, rule).partial ?? 0) >= partial - 1e-9;
			})
		);
	});

	test('leaves out what is missing, tells how much is there, and says nothing below 70 % of it', () => {
		const of = [child(90, 7), child(null, 3)];
		expect(rollUp(of, MEAN)).toMatchObject({ index: 90, partial: 90, coverage: 0.7 });
		expect(rollUp([child(90, 6), child(null, 4)], MEAN)).toMatchObject({
			...{ index: null, partial: 90, coverage: 0.6 }
		});
		expect(rollUp([child(null), child(null)], MEAN)).toMatchObject({
			...{ index: null, partial: null, coverage: 0, worst: null }
		});
		expect(rollUp([], MEAN)).toMatchObject({ index: null, coverage: null });
	});

	test('keeps a red critical measure in sight: its parent is never green, and what it would be is told', () => {
		const of = [child(100, 9), child(10, 1, true)];
		expect(rollUp(of, MEAN)).toMatchObject({
			...{ index: CRITICAL_CAP, uncapped: 91, worst: 10, reds: 1 }
		});
		expect(levelOf(rollUp(of, MEAN).index)).toBe('warn');
		expect(rollUp(of, { ...MEAN, hasCriticalCap: false })).toMatchObject({
			...{ index: 91, uncapped: null }
		});
		expect(rollUp([child(100, 9), child(60, 1, true)], MEAN)).toMatchObject({
			...{ index: 96, uncapped: null }
		});
	});

	test('holds down by a red critical measure the nearest roll-up above it that is told, and none above that', () => {
		const above = (inner: Child) => rollUp([inner, child(100, 1), child(100, 8)], MEAN);
		const told = rollUp([child(100, 9), child(10, 1, true)], MEAN);
		expect(above({ ...told, weight: 1 })).toMatchObject({ index: 97.9, uncapped: null });
		// Too little is known of the objective: it is no part of the mean, and the red stays in sight all the same.
		const silent = rollUp([child(10, 1, true), child(null, 1)], MEAN);
		expect([silent.index, silent.coverage]).toEqual([null, 0.5]);
		expect(above({ ...silent, weight: 1 })).toMatchObject({ index: CRITICAL_CAP, uncapped: 100 });
		// Nor of the perspective: then the whole.
		const silentTwice = rollUp([{ ...silent, weight: 1 }, child(null, 1)], MEAN);
		expect(above({ ...silentTwice, weight: 1 })).toMatchObject({ index: CRITICAL_CAP });
		const free: RollUpRules = { ...MEAN, hasCriticalCap: false };
		const uncapped = rollUp([child(10, 1, true), child(null, 1)], free);
		expect(rollUp([{ ...uncapped, weight: 1 }, child(100, 9)], free).index).toBe(100);
	});

	test('counts the reds and the worst of everything below, however deep', () => {
		const rules = MEAN;
		const inner = rollUp([child(100), child(20)], rules);
		const outer = rollUp([{ ...inner, weight: 1 }, child(95)], rules);
		expect(outer).toMatchObject({ worst: 20, reds: 1, coverage: 1 });
	});

	test('of a child of weight 0 shows it and counts nothing of it', () => {
		expect(rollUp([child(80), child(0, 0)], MEAN)).toMatchObject({
			...{ index: 80, worst: 0, reds: 1, coverage: 1 }
		});
	});
});
