import { describe, expect, test } from 'vitest';
import { xmrChart } from '../statistics/control-limits.ts';
import { courseShape } from './course-shape.ts';
import type { HistoryPoint } from './measured.ts';
import { plusMonths } from './month.ts';
import type { Target } from './target.ts';

const UP: Target = { direction: 'up', floor: 10, target: 20, stretch: 30 };

const course = (
	values: readonly (number | null)[],
	targets: readonly (Target | null)[] = []
): HistoryPoint[] =>
	values.map((value, index) => ({
		month: plusMonths('2026-01', index),
		target: targets[index] ?? null,
		isPartial: index === values.length - 1,
		...{ value, n: 10, state: 'actual', isTooFew: false, index: null, gap: null }
	}));

describe('the shape of a course', () => {
	test('has a gap where nothing was measured', () => {
		const shape = courseShape(course([1, 2, null, 3, null]), null, false);
		expect(shape.pieces.map((piece) => piece.length)).toEqual([2, 1]);
		expect(shape.last).toMatchObject({ x: 0.75, isPartial: false });
		expect(shape.targets).toEqual([]);
	});

	test('marks the last value of a month that is not over', () => {
		expect(courseShape(course([1, 2, 3]), null, false).last).toMatchObject({
			x: 1,
			isPartial: true
		});
		expect(courseShape(course([null, null]), null, false).last).toBeNull();
	});

	test('keeps values and limits inside', () => {
		const values = [5, 6, 5, 7, 6, 5, 6, 7, 40, null];
		const chart = xmrChart(values);
		const shape = courseShape(course(values), chart, false);
		const [band] = shape.band;
		expect(band).toHaveLength(9);
		for (const place of band ?? []) {
			expect(place.low).toBeGreaterThanOrEqual(0);
			expect(place.low).toBeLessThan(place.mean);
			expect(place.high).toBeLessThanOrEqual(1);
		}
		expect(shape.signals.filter(({ side }) => side === 'above')).toMatchObject([{ x: 8 / 9 }]);
	});

	test('draws targets as long as they held', () => {
		const later: Target = { ...UP, target: 25 };
		const shape = courseShape(course([1, 2, 3, 4], [null, UP, UP, later]), null, true);
		expect(shape.targets).toHaveLength(2);
		expect(shape.targets[0]?.from).toBeCloseTo(1 / 6);
		expect(shape.targets[0]?.to).toBeCloseTo(5 / 6);
		expect(shape.targets[1]?.y).toBeGreaterThan(shape.targets[0]?.y ?? 1);
		expect(shape.most).toBeGreaterThan(25);
	});

	test('draws both edges of a band', () => {
		const band: Target = { direction: 'band', floorLow: 1, low: 2, high: 3, floorHigh: 4 };
		const shape = courseShape(course([2, 2], [band, band]), null, true);
		expect(shape.targets).toHaveLength(2);
	});
});
