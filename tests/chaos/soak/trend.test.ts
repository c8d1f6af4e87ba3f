import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAST_SPAN_MS, judge, lineAt, slopePerHour } from './trend.ts';
import type { Point } from './trend.ts';

const HOUR_MS = 3_600_000;
const line = (values: readonly number[], everyMs = 5000): Point[] =>
	values.map((value, index) => ({ atMs: index * everyMs, value }));

describe('the slope of a series', () => {
	test('of a straight line is that of the line, whatever its units', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -1000, max: 1000 }),
				fc.integer({ min: 2, max: 60 }),
				(perHour, n) => {
					const points = line(
						Array.from({ length: n }, (_, index) => 7 + (perHour * index * 5000) / HOUR_MS)
					);
					expect(slopePerHour(points)).toBeCloseTo(perHour, 3);
					expect(lineAt(points, perHour, 0)).toBeCloseTo(7, 3);
				}
			)
		);
	});

	test('is not moved by a quarter of points that lie anywhere', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 10, maxLength: 10 }),
				(odd) => {
					const values = Array.from({ length: 50 }, (_, index) =>
						index % 5 === 2 ? (odd[(index - 2) / 5] ?? 0) : 100
					);
					expect(slopePerHour(line(values))).toBeCloseTo(0, 6);
				}
			)
		);
	});

	test('of many points is found without all of their pairs', () => {
		const points = line(Array.from({ length: 10_000 }, (_, index) => index));
		expect(slopePerHour(points)).toBeCloseTo(720, 6);
	});

	test('of one point or none is not known', () => {
		expect(slopePerHour([])).toBeNull();
		expect(slopePerHour(line([1]))).toBeNull();
	});
});

describe('a series', () => {
	const over = (spanMs: number, risesBy: number): Point[] =>
		[0, 0.5, 1].map((share) => ({ atMs: share * spanMs, value: share * risesBy }));

	test('is flat up to its bound and when it falls, and rises above', () => {
		expect(judge(over(HOUR_MS, 10), 10)).toEqual({ slope: 10, verdict: 'flat' });
		expect(judge(over(HOUR_MS, -50), 10).verdict).toBe('flat');
		expect(judge(over(HOUR_MS, 11), 10).verdict).toBe('rises');
	});

	test('says nothing before it is long enough, or without points', () => {
		expect(judge(over(LEAST_SPAN_MS - 1, 1000), 10).verdict).toBe('too short');
		expect(judge([], 10)).toEqual({ slope: null, verdict: 'not measured' });
	});
});
