import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TARGET_INDEX, gapOf, indexOf, targetFault, valueAt } from './target.ts';
import type { BandTarget, RampTarget, Target } from './target.ts';

const up = (floor: number, target: number, stretch: number): RampTarget => ({
	...{ direction: 'up', floor, target, stretch }
});
const down = (floor: number, target: number, stretch: number): RampTarget => ({
	...{ direction: 'down', floor, target, stretch }
});
/** A straight line from worst to best, as other products have it. */
const line = (worst: number, best: number): RampTarget => ({
	direction: worst < best ? 'up' : 'down',
	...{ floor: worst, target: worst + 0.8 * (best - worst), stretch: best }
});

const step = fc.integer({ min: 1, max: 1000 });
const targets: fc.Arbitrary<Target> = fc
	.tuple(fc.integer({ min: -1000, max: 1000 }), step, fc.integer({ min: 0, max: 1000 }), step)
	.chain(([from, first, second, third]) =>
		fc.constantFrom<Target>(
			up(from, from + first, from + first + second),
			down(from, from - first, from - first - second),
			{
				direction: 'band',
				...{ floorLow: from, low: from + first, high: from + first + second },
				floorHigh: from + first + second + third
			}
		)
	);
const values = fc.integer({ min: -5000, max: 5000 });

describe('the index of a measure', () => {
	test('is 0 at the floor, 80 at the target, 100 at the stretch, straight between (TV-30)', () => {
		expect(indexOf(72, up(55, 75, 85))).toBeCloseTo(68, 9);
		expect(indexOf(360, down(480, 330, 270))).toBeCloseTo(64, 9);
		expect(indexOf(330, down(480, 330, 270))).toBe(80);
		expect(indexOf(4.2, down(8, 5, 2))).toBeCloseTo(85 + 1 / 3, 9);
		expect(indexOf(90, up(60, 80, 90))).toBe(100);
		expect(indexOf(40, up(55, 75, 85))).toBe(0);
		expect(indexOf(null, up(55, 75, 85))).toBeNull();
	});

	test('is the score of others where their scale is one line: goal and red flag a third apart (TV-27)', () => {
		const score = (value: number, target: RampTarget) => (indexOf(value, target) ?? NaN) / 10;
		const rising = [300, 500, 600, 700, 900].map((value) => score(value, line(300, 900)));
		[0, 10 / 3, 5, 20 / 3, 10].forEach((is, at) => {
			expect(rising[at]).toBeCloseTo(is, 9);
		});
		expect([60, 30, 0].map((value) => score(value, line(60, 0)))).toEqual([0, 5, 10]);
	});

	test('is the part of a weight between worst and best, clamped (TV-28)', () => {
		const points = (value: number, worst: number, best: number, weight: number) =>
			((indexOf(value, line(worst, best)) ?? NaN) / 100) * weight;
		expect(points(85, 65, 100, 30)).toBeCloseTo(17.142857, 6);
		expect(points(360, 600, 300, 20)).toBeCloseTo(16, 9);
		expect(points(50, 65, 100, 30)).toBe(0);
	});

	test('never rises as a lower-is-better measure gets worse, as a gap to the goal does (anti-vector TV-29)', () => {
		// Published rows: goal and actual of cost, turnover and speed of answer; lower is better.
		for (const [goal, actual] of [
			[2.5, 3.57],
			[4, 5],
			[340, 450]
		] as const) {
			const published = (of: number): number => 1 - goal / of;
			expect(published(actual * 1.1)).toBeGreaterThan(published(actual));
			const target = down(goal * 2, goal, goal * 0.8);
			expect(indexOf(actual * 1.1, target) ?? NaN).toBeLessThan(indexOf(actual, target) ?? NaN);
		}
	});

	test('stays between 0 and 100 and moves the way of its direction', () => {
		fc.assert(
			fc.property(targets, values, fc.integer({ min: 0, max: 2000 }), (target, value, more) => {
				const here = indexOf(value, target) ?? NaN;
				const there = indexOf(value + more, target) ?? NaN;
				expect(here).toBeGreaterThanOrEqual(0);
				expect(here).toBeLessThanOrEqual(100);
				if (target.direction === 'band') {
					const middle = (target.low + target.high) / 2;
					if (value >= middle) expect(there).toBeLessThanOrEqual(here);
					else if (value + more <= middle) expect(there).toBeGreaterThanOrEqual(here);
				} else if (target.direction === 'up') expect(there).toBeGreaterThanOrEqual(here);
				else expect(there).toBeLessThanOrEqual(here);
			})
		);
	});

	test('is 80 exactly at the target, and from there on the gap is not negative', () => {
		fc.assert(
			fc.property(targets, values, (target, value) => {
				const aims = target.direction === 'band' ? [target.low, target.high] : [target.target];
				// A band without width, or a stretch that is the target, is whole at once.
				for (const aim of aims) expect(indexOf(aim, target)).toBeGreaterThanOrEqual(TARGET_INDEX);
				expect(gapOf(value, target) >= 0).toBe((indexOf(value, target) ?? 0) >= TARGET_INDEX);
			})
		);
	});

	test('leads back to the value that has it', () => {
		expect(valueAt(50, up(55, 75, 85))).toBe(67.5);
		fc.assert(
			fc.property(targets, fc.integer({ min: 0, max: 79 }), (target, index) => {
				expect(indexOf(valueAt(index, target), target)).toBeCloseTo(index, 6);
			})
		);
	});
});

describe('a target', () => {
	const band = (floorLow: number, low: number, high: number, floorHigh: number): BandTarget => ({
		...{ direction: 'band', floorLow, low, high, floorHigh }
	});
	test('stands in the order of its direction', () => {
		fc.assert(fc.property(targets, (target) => targetFault(target) === null));
		expect([up(80, 75, 85), up(75, 75, 85), up(55, 75, 70)].map(targetFault)).toEqual([
			...['order', 'order', 'order']
		]);
		expect(targetFault(down(300, 330, 480))).toBe('order');
		expect([band(1, 1, 2, 3), band(0, 3, 2, 4), band(0, 1, 2, 2)].map(targetFault)).toEqual([
			...['order', 'order', 'order']
		]);
		expect(targetFault(band(0, 1, 1, 2))).toBeNull();
		expect(targetFault(up(0, Infinity, NaN))).toBe('notFinite');
	});
});
