import { expect, test } from 'vitest';
import { placeOn, scoreScale } from './score-scale.ts';

test('the scale holds every score and never begins above the middle', () => {
	expect(scoreScale([])).toEqual({ low: 0.5, high: 1 });
	expect(scoreScale([0.9, 1])).toEqual({ low: 0.5, high: 1 });
	const wide = scoreScale([0.34, 1.05]);
	expect(wide.low).toBeCloseTo(0.3, 10);
	expect(wide.high).toBeCloseTo(1.1, 10);
	expect(scoreScale([0.3]).low).toBeCloseTo(0.3, 10);
});

test('what lies beyond the scale stands at its end', () => {
	const scale = { low: 0.5, high: 1 };
	expect(placeOn(scale, 0.75)).toBeCloseTo(50, 10);
	expect(placeOn(scale, 0.2)).toBe(0);
	expect(placeOn(scale, 1.2)).toBe(100);
});
