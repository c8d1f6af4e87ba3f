import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movement } from './movement.ts';
import type { MovementCell } from './movement.ts';

const cell = (key: string, before: [number, number], after: [number, number]): MovementCell => ({
	key,
	before: { sum: before[0], n: before[1] },
	after: { sum: after[0], n: after[1] }
});

describe('why a number moved', () => {
	test('more contacts where it is worse is mix, although every queue is as good as before', () => {
		// 90 % of 80 and 50 % of 20, then 90 % of 50 and 50 % of 50: 82 % and 70 %.
		const found = movement([cell('a', [72, 80], [45, 50]), cell('b', [10, 20], [25, 50])]);
		expect(found?.change).toBeCloseTo(-0.12, 12);
		expect(found?.mix).toBeCloseTo(-0.12, 12);
		expect(found?.rate).toBeCloseTo(0, 12);
		expect(found?.disagree).toBe(false);
	});

	test('worse at the same work is rate', () => {
		const found = movement([cell('a', [72, 80], [64, 80]), cell('b', [10, 20], [8, 20])]);
		expect(found?.mix).toBeCloseTo(0, 12);
		expect(found?.rate).toBeCloseTo(-0.1, 12);
	});

	test('says when everything got better and the total got worse', () => {
		// Simpson: 90 % → 92 % and 50 % → 55 %, and yet 82 % → 62.4 %.
		const found = movement([cell('a', [72, 80], [18.4, 20]), cell('b', [10, 20], [44, 80])]);
		expect(found?.change).toBeLessThan(0);
		expect(found?.rate).toBeGreaterThan(0);
		expect(found?.disagree).toBe(true);
	});

	test('a group that is new or gone moves the total by mix alone', () => {
		const found = movement([cell('a', [50, 100], [50, 100]), cell('new', [0, 0], [100, 100])]);
		expect(found?.change).toBeCloseTo(0.25, 12);
		expect(found?.rate).toBeCloseTo(0, 12);
	});

	test('there is nothing to compare with a period without contacts', () => {
		expect(movement([cell('a', [0, 0], [1, 2])])).toBeNull();
		expect(movement([])).toBeNull();
	});

	const cells = fc.array(
		fc.record({
			before: fc.tuple(fc.nat(1000), fc.nat(1000)),
			after: fc.tuple(fc.nat(1000), fc.nat(1000))
		}),
		{ maxLength: 30 }
	);

	test('mix and rate add up to the change, cell by cell, and change sign with the periods', () => {
		fc.assert(
			fc.property(cells, (some) => {
				const forth = some.map(({ before, after }, index) => {
					const fit = ([sum, n]: [number, number]): [number, number] => [n === 0 ? 0 : sum, n];
					return cell(`c${index}`, fit(before), fit(after));
				});
				const back = forth.map(({ key, before, after }) => ({ key, before: after, after: before }));
				const [there, again] = [movement(forth), movement(back)];
				if (!there || !again) {
					expect(there).toBe(again);
					return;
				}
				const scale = 1 + Math.abs(there.before) + Math.abs(there.after);
				expect(Math.abs(there.mix + there.rate - there.change) / scale).toBeLessThan(1e-9);
				const parts = there.cells.reduce((sum, one) => sum + one.mix + one.rate, 0);
				expect(Math.abs(parts - there.change) / scale).toBeLessThan(1e-9);
				expect(Math.abs(there.mix + again.mix) / scale).toBeLessThan(1e-9);
				expect(Math.abs(there.rate + again.rate) / scale).toBeLessThan(1e-9);
			})
		);
	});
});
