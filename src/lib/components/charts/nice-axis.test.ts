import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countAxis, durationAxis, ratioAxis } from './nice-axis.ts';

describe('axes', () => {
	test('have round ends and few steps', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (most) => {
				for (const [axis, value] of [
					[countAxis(most), most],
					[durationAxis(most * 1000), most * 1000]
				] as const) {
					expect(axis.most).toBeGreaterThanOrEqual(value - 1e-6);
					expect(Math.round((axis.most - axis.least) / axis.step)).toBeLessThanOrEqual(5);
				}
			})
		);
	});

	test('shares stay within 0 and 1 and hold their values', () => {
		const share = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(share, share, (a, b) => {
				const [low, high] = [Math.min(a, b), Math.max(a, b)];
				const axis = ratioAxis(low, high);
				expect(axis.least).toBeGreaterThanOrEqual(0);
				expect(axis.most).toBeLessThanOrEqual(1);
				expect(axis.least).toBeLessThanOrEqual(low + 1e-6);
				expect(axis.most).toBeGreaterThanOrEqual(high - 1e-6);
				expect(axis.most).toBeGreaterThan(axis.least);
			})
		);
	});
});
