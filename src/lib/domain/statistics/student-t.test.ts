import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentCdf, studentCritical, studentQuantile, studentTwoSided } from './student-t.ts';

const degrees = fc.double({ min: 1, max: 5000, noNaN: true });

describe("Student's t", () => {
	// NIST/SEMATECH e-Handbook 1.3.6.7.2, upper critical values: 0.90, 0.95, 0.975, 0.99, 0.995, 0.999.
	test.each([
		[1, [3.078, 6.314, 12.706, 31.821, 63.657, 318.309]],
		[2, [1.886, 2.92, 4.303, 6.965, 9.925, 22.327]],
		[3, [1.638, 2.353, 3.182, 4.541, 5.841, 10.215]],
		[4, [1.533, 2.132, 2.776, 3.747, 4.604, 7.173]],
		[5, [1.476, 2.015, 2.571, 3.365, 4.032, 5.893]],
		[9, [1.383, 1.833, 2.262, 2.821, 3.25, 4.297]],
		[19, [1.328, 1.729, 2.093, 2.539, 2.861, 3.579]],
		[30, [1.31, 1.697, 2.042, 2.457, 2.75, 3.385]],
		[60, [1.296, 1.671, 2.0, 2.39, 2.66, 3.232]],
		[100, [1.29, 1.66, 1.984, 2.364, 2.626, 3.174]]
	])('of %i degrees is what the published table says', (df, expected) => {
		const found = [0.9, 0.95, 0.975, 0.99, 0.995, 0.999].map((p) => studentQuantile(p, df));
		expect(found.map((t) => Number(t.toFixed(3)))).toEqual(expected);
	});

	test('of one, two and four degrees is the closed form, to nine places and more', () => {
		for (const t of [-40, -3, -1, -0.01, 0, 0.2, 1, 2.7764451051977934, 15, 300]) {
			const two = 0.5 + t / (2 * Math.SQRT2 * Math.sqrt(1 + t ** 2 / 2));
			const root = t / Math.sqrt(t ** 2 + 4);
			expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 11);
			expect(studentCdf(t, 2)).toBeCloseTo(two, 11);
			expect(studentCdf(t, 4)).toBeCloseTo(0.5 + 0.75 * (root - root ** 3 / 3), 11);
		}
		expect(studentQuantile(0.975, 1)).toBeCloseTo(Math.tan(Math.PI * 0.475), 9);
		const p = 0.995;
		expect(studentQuantile(p, 2)).toBeCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 9);
	});

	// Worked out with 30 digits (mpmath).
	test.each([
		[1.3, 2.5, 0.84975660536465],
		[-7, 12, 7.1717609838173e-6],
		[0.5, 200, 0.69118762384177],
		[-40, 3.5, 4.3832205546865e-6],
		[1.96, 50_000, 0.97499933194328],
		[2, 1_000_000, 0.97724973307434]
	])('below %f with %f degrees lies the share that more digits give', (t, df, expected) => {
		expect(Math.abs(studentCdf(t, df) / expected - 1)).toBeLessThan(1e-9);
	});

	test('is the same on both sides, and its quantile turns its share around', () => {
		fc.assert(
			fc.property(degrees, fc.double({ min: 1e-9, max: 0.999, noNaN: true }), (df, share) => {
				const t = studentCritical(share, df);
				expect(studentTwoSided(t, df) / share).toBeCloseTo(1, 9);
				expect(studentTwoSided(-t, df)).toBe(studentTwoSided(t, df));
				expect(studentQuantile(share / 2, df)).toBeCloseTo(-t, 9);
			})
		);
	});

	test('asks for less the more is known', () => {
		const found = [1, 2, 4, 8, 16, 64, 512, 4096].map((df) => studentCritical(0.05, df));
		expect([...found].sort((a, b) => b - a)).toEqual(found);
		expect(found.at(-1)).toBeGreaterThan(1.959963984540054);
	});
});
