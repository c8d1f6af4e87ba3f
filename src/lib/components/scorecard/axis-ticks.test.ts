import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MEASURE_UNITS } from '#lib/domain/scorecard/measure-unit.ts';
import { axisTicks } from './axis-ticks.ts';

describe('ticks of an axis', () => {
	test('are round', () => {
		expect(axisTicks('ratio', 0.71, 0.88)).toEqual([0.75, 0.8, 0.85]);
		expect(axisTicks('duration', 283_000, 371_000)).toEqual([300_000, 330_000, 360_000]);
		expect(axisTicks('count', 0.2, 2.1)).toEqual([1, 2]);
		expect(axisTicks('money', -120, 380)).toEqual([0, 200]);
	});

	test('lie between both ends, ascending, and are few', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...MEASURE_UNITS),
				fc.double({ min: -1e6, max: 1e6, noNaN: true }),
				fc.double({ min: 0.01, max: 1e6, noNaN: true }),
				(unit, least, span) => {
					const ticks = axisTicks(unit, least, least + span);
					expect(ticks.length).toBeLessThanOrEqual(5);
					expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
					for (const tick of ticks) {
						expect(tick).toBeGreaterThanOrEqual(least - span * 1e-9);
						expect(tick).toBeLessThanOrEqual(least + span * (1 + 1e-9));
					}
				}
			)
		);
	});

	test('of nothing are none', () => {
		expect(axisTicks('ratio', 0.5, 0.5)).toEqual([]);
	});
});
