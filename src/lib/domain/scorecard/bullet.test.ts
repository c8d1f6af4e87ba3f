import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bulletOf } from './bullet.ts';
import { levelOf } from './level.ts';
import { indexOf } from './target.ts';
import type { Target } from './target.ts';

const UP: Target = { direction: 'up', floor: 0.55, target: 0.75, stretch: 0.85 };
const DOWN: Target = { direction: 'down', floor: 480_000, target: 330_000, stretch: 270_000 };
const BAND: Target = { direction: 'band', floorLow: 0.6, low: 0.78, high: 0.85, floorHigh: 0.92 };

const anyTarget: fc.Arbitrary<Target> = fc
	.tuple(
		fc.constantFrom('up', 'down', 'band'),
		fc.tuple(fc.integer({ min: -500, max: 5000 }), fc.integer({ min: 1, max: 500 })),
		fc.integer({ min: 0, max: 500 }),
		fc.integer({ min: 1, max: 500 })
	)
	.map(([direction, [at, a], b, c]): Target => {
		if (direction === 'band') {
			return { direction, floorLow: at, low: at + a, high: at + a + b, floorHigh: at + a + b + c };
		}
		const sign = direction === 'up' ? 1 : -1;
		return {
			direction: direction === 'up' ? 'up' : 'down',
			floor: sign * at,
			target: sign * (at + a),
			stretch: sign * (at + a + b)
		};
	});

describe('a bullet graph', () => {
	test('darkens away from the target: bad left where more is better, right where less is', () => {
		expect(bulletOf(0.7, UP).ranges.map(({ level }) => level)).toEqual(['bad', 'warn', 'good']);
		expect(bulletOf(300_000, DOWN).ranges.map(({ level }) => level)).toEqual([
			'good',
			'warn',
			'bad'
		]);
		expect(bulletOf(0.8, BAND).ranges.map(({ level }) => level)).toEqual([
			'bad',
			'warn',
			'good',
			'warn',
			'bad'
		]);
	});

	test('has a bar only where its line begins at zero, and a dot elsewhere', () => {
		expect(bulletOf(0.7, UP)).toMatchObject({ least: 0, isBar: true });
		expect(
			bulletOf(0.97, { direction: 'up', floor: 0.9, target: 0.95, stretch: 0.99 })
		).toMatchObject({ isBar: false, beyond: null });
	});

	test('marks both edges of a band, and the target of a ramp', () => {
		expect(bulletOf(null, BAND).markers).toHaveLength(2);
		expect(bulletOf(null, UP).markers).toHaveLength(1);
		expect(bulletOf(null, UP).value).toBeNull();
	});

	test('says when a value lies too far out to be drawn', () => {
		expect(bulletOf(9_000_000, DOWN)).toMatchObject({ beyond: 'right', value: 1 });
		expect(bulletOf(-4, { direction: 'up', floor: 10, target: 20, stretch: 30 }).beyond).toBe(
			'left'
		);
	});

	test('puts each value into the range of its own level', () => {
		fc.assert(
			fc.property(anyTarget, fc.integer({ min: -2000, max: 8000 }), (target, value) => {
				const bullet = bulletOf(value, target);
				if (bullet.beyond !== null || bullet.value === null) return;
				const at = bullet.value;
				const touching = bullet.ranges.filter(
					({ from, to }) => from <= at + 1e-9 && at - 1e-9 <= to
				);
				expect(touching.map(({ level }) => level)).toContain(levelOf(indexOf(value, target)));
			})
		);
	});

	test('covers its line without gaps, with floor, target and stretch on it', () => {
		fc.assert(
			fc.property(anyTarget, fc.option(fc.integer({ min: -2000, max: 8000 })), (target, value) => {
				const { ranges, ticks, least, most } = bulletOf(value, target);
				expect(ranges[0]?.from).toBe(0);
				expect(ranges.at(-1)?.to).toBe(1);
				for (const [index, range] of ranges.entries()) {
					expect(range.to).toBeGreaterThanOrEqual(range.from);
					if (index > 0) expect(range.from).toBe(ranges[index - 1]?.to);
				}
				for (const tick of ticks) {
					expect(tick).toBeGreaterThanOrEqual(least);
					expect(tick).toBeLessThanOrEqual(most);
				}
			})
		);
	});
});
