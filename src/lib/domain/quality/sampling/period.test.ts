import { describe, expect, test } from 'vitest';
import { cutSlice, periodAt, slicesOf } from './period.ts';
import { dayPartOf, stratumName, valuesOf } from './stratum.ts';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe('the period of an instant', () => {
	test.each([
		['week', '2026-11-22T23:30:00+01:00', '2026-W47', '2026-11-16T00:00:00+01:00', 168],
		// In Madrid it is Monday already.
		['week', '2026-11-22T23:30:00Z', '2026-W48', '2026-11-23T00:00:00+01:00', 168],
		['week', '2027-01-02T12:00:00Z', '2026-W53', '2026-12-28T00:00:00+01:00', 168],
		// The clocks go back, and forward.
		['week', '2026-10-22T12:00:00Z', '2026-W43', '2026-10-19T00:00:00+02:00', 169],
		['week', '2026-03-26T12:00:00Z', '2026-W13', '2026-03-23T00:00:00+01:00', 167],
		['month', '2026-10-31T23:30:00Z', '2026-11', '2026-11-01T00:00:00+01:00', 720]
	] as const)('%s of %s is %s', (period, instant, key, from, hours) => {
		expect(periodAt(period, at(instant), 'Europe/Madrid')).toEqual({
			key,
			fromMs: at(from),
			toMs: at(from) + hours * HOUR_MS
		});
	});
});

describe('slices of a period', () => {
	const week = { fromMs: 0, toMs: 168 * HOUR_MS };

	test.each([
		[1, [1]],
		[3, [1, 1, 1]],
		[7, [1, 1, 1, 1, 1, 1, 1]],
		[10, [1, 1, 2, 1, 2, 1, 2]]
	])('a quota of %i is shared as %j', (quota, shares) => {
		const slices = slicesOf(week, { period: 'week', quota, isSpread: true });
		expect(slices.map(({ share }) => share)).toEqual(shares);
	});

	test.each(Array.from({ length: 40 }, (_, index) => index + 1))(
		'cover it without gaps, and give the whole quota (%i)',
		(quota) => {
			const uneven = { fromMs: 5, toMs: 5 + 167 * HOUR_MS + 1 };
			const slices = slicesOf(uneven, { period: 'month', quota, isSpread: true });
			expect(slices.reduce((sum, { share }) => sum + share, 0)).toBe(quota);
			expect(slices[0]?.fromMs).toBe(uneven.fromMs);
			expect(slices.at(-1)?.toMs).toBe(uneven.toMs);
			slices.slice(1).forEach((slice, index) => {
				expect(slice.fromMs).toBe(slices[index]?.toMs);
			});
		}
	);

	test('is one when it is not to be spread', () => {
		expect(slicesOf(week, { period: 'week', quota: 4, isSpread: false })).toEqual([
			{ ...week, share: 4 }
		]);
	});

	test('that is drawn early gives its part by time, rounded up, and keeps the rest', () => {
		expect(cutSlice({ fromMs: 0, toMs: 100, share: 5 }, 50)).toEqual([
			{ fromMs: 0, toMs: 50, share: 3 },
			{ fromMs: 50, toMs: 100, share: 2 }
		]);
		expect(cutSlice({ fromMs: 0, toMs: 100, share: 1 }, 1)?.map(({ share }) => share)).toEqual([
			1, 0
		]);
		expect(cutSlice({ fromMs: 0, toMs: 100, share: 1 }, 100)).toBeNull();
	});
});

describe('the name of a stratum', () => {
	test.each([
		[['agent-7'], 'agent-7'],
		[[], 'all'],
		[['a/b', 'c|d', '100%'], 'a%2Fb/c%7Cd/100%25'],
		[['', 'voice'], '/voice']
	])('of %j is %s, and says its values', (values, name) => {
		expect(stratumName(values)).toBe(name);
		if (values.length > 0) expect(valuesOf(name)).toEqual(values);
	});

	test('has the part of the day of the clocks there', () => {
		expect(dayPartOf(at('2026-11-22T05:30:00Z'), 'Europe/Madrid')).toBe('morning');
		expect(dayPartOf(at('2026-11-22T05:30:00Z'), 'UTC')).toBe('night');
		expect(dayPartOf(at('2026-11-22T23:30:00Z'), 'UTC')).toBe('evening');
	});
});
