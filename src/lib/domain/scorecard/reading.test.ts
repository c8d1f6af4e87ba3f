import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metric } from '../metrics/catalogue.ts';
import { addReadings, readingOf, valueOf } from './reading.ts';
import type { Reading } from './reading.ts';

const share = (numerator: number, denominator: number): Reading => ({
	...{ numerator, denominator, n: denominator, state: 'actual' }
});
const readings = fc.array(
	fc.option(
		fc
			.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
			.map(([a, b]) => share(Math.min(a, b), b))
	),
	{ maxLength: 12 }
);

describe('readings', () => {
	test('add up from sums and never as the mean of shares', () => {
		const whole = addReadings([share(1, 4), share(3, 4), share(0, 92)]);
		expect(whole && valueOf(whole)).toBe(0.04);
		expect(whole?.n).toBe(100);
	});

	test('come to the same whichever months are added first', () => {
		fc.assert(
			fc.property(readings, readings, (some, others) => {
				expect(addReadings([addReadings(some), addReadings(others)])).toEqual(
					addReadings([...some, ...others])
				);
			})
		);
	});

	test('of nothing are nothing, and of what was never divided no number', () => {
		expect(addReadings([null, null])).toBeNull();
		expect(valueOf(share(0, 0))).toBeNull();
		expect(addReadings([null, share(1, 2)])).toEqual(share(1, 2));
	});

	test('are as sure as the least sure of them', () => {
		const whole = addReadings([share(1, 2), { ...share(1, 2), state: 'provisional' }]);
		expect(whole?.state).toBe('provisional');
		expect(addReadings([share(1, 2), { ...share(1, 2), state: 'manual' }])?.state).toBe('manual');
	});

	test('hold what a value of a metric was computed from', () => {
		expect(
			readingOf(metric('abandon_rate'), { value: 0.25, numerator: 1, denominator: 4 })
		).toEqual(share(1, 4));
		expect(readingOf(metric('aht'), { value: 1500, n: 4 })).toMatchObject({
			...{ numerator: 6000, denominator: 4, n: 4 }
		});
		const hours = { value: 0.5, numerator: 5_400_000, denominator: 10_800_000 };
		expect(readingOf(metric('occupancy'), hours)).toMatchObject({ denominator: 10_800_000, n: 3 });
		expect(readingOf(metric('offered'), { value: 7 })).toMatchObject({
			...{ numerator: 7, denominator: null, n: 7 }
		});
		const nps = { value: 0.3, n: 10, plus: 5, minus: 2 };
		expect(readingOf(metric('nps'), nps)).toMatchObject({ numerator: 3, denominator: 10, n: 10 });
		const fcr = { value: 0.5, numerator: 1, denominator: 2, provisional: 1 };
		expect(readingOf(metric('fcr'), fcr)?.state).toBe('provisional');
		expect(readingOf(metric('waiting'), { value: 3 })).toBeNull();
		expect(readingOf(metric('offered'), null)).toBeNull();
	});

	test('of a level are the last that is known', () => {
		const level: Reading = { ...share(10, 1), isLevel: true };
		expect(addReadings([level, { ...level, numerator: 12 }, null])).toMatchObject({
			numerator: 12
		});
	});
});
