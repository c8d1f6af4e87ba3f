import { describe, expect, test } from 'vitest';
import { metric } from '../metrics/catalogue.ts';
import type { MetricValue } from '../metrics/metric.ts';
import { verdictOf } from './verdict.ts';

const DAY_MS = 86_400_000;
/** A Monday. */
const START_MS = Date.parse('2026-09-07T00:00:00Z');
const daily = { bucket: '1d', zone: 'UTC' } as const;
const points = (values: readonly (MetricValue | null)[], partial: readonly number[] = []) =>
	values.map((value, index) => ({
		atMs: START_MS + index * DAY_MS,
		value,
		isPartial: partial.includes(index)
	}));
const counts = (n: number, valueAt: (day: number) => number) =>
	points(Array.from({ length: n }, (_, day) => ({ value: valueAt(day) })));

describe('the verdict about a course', () => {
	test('shares are judged by the size of their samples', () => {
		const shares = Array.from({ length: 12 }, (_, day) => ({
			value: 0.8 + (day % 2) / 100,
			numerator: 80 + (day % 2),
			denominator: 100
		}));
		expect(verdictOf(metric('service_level'), points(shares), daily)).toMatchObject({
			method: 'laney',
			chart: { signals: [] }
		});
	});

	test('counts of four weeks are judged without the day of the week', () => {
		const week = [1000, 1040, 980, 1020, 990, 300, 200];
		const four = counts(28, (day) => (week[day % 7] ?? 0) + ((day * 5) % 11));
		expect(verdictOf(metric('offered'), four, daily)).toMatchObject({
			method: 'weekday',
			chart: { signals: [] }
		});
		// A Wednesday like a Sunday.
		const odd = counts(28, (day) => (day === 16 ? 200 : (week[day % 7] ?? 0) + ((day * 5) % 11)));
		const verdict = verdictOf(metric('offered'), odd, daily);
		expect(verdict.chart?.signals).toContainEqual({ kind: 'beyond', side: 'below', points: [16] });
	});

	test('counts of fewer weeks and times are judged as they are, never below nothing', () => {
		const verdict = verdictOf(
			metric('offered'),
			counts(10, (day) => 1 + (day % 2) * 20),
			daily
		);
		expect(verdict).toMatchObject({ method: 'xmr' });
		expect(verdict.chart?.limits[0]?.low).toBe(0);
		const times = points(
			Array.from({ length: 9 }, (_, day) => ({ value: 60_000 + (day % 4), n: 3 }))
		);
		expect(verdictOf(metric('aht'), times, daily)).toMatchObject({ method: 'xmr' });
	});

	test('what is not whole has no part in it', () => {
		const values = [
			...Array.from({ length: 9 }, (_, day) => ({ value: 50 + (day % 2) })),
			{ value: 3 }
		];
		const verdict = verdictOf(metric('offered'), points(values, [9]), daily);
		expect(verdict.chart?.limits[9]).toBeNull();
		expect(verdict.chart?.signals).toEqual([]);
	});

	test('without enough, within a day, or where all is the same there is none, with the reason', () => {
		const few = points(
			Array.from({ length: 8 }, (_, day) => ({ value: day })),
			[7]
		);
		expect(verdictOf(metric('offered'), few, daily)).toEqual({ chart: null, why: 'few' });
		expect(
			verdictOf(
				metric('offered'),
				counts(20, () => 5),
				daily
			)
		).toEqual({
			chart: null,
			why: 'flat'
		});
		expect(
			verdictOf(
				metric('offered'),
				counts(96, (day) => day),
				{ bucket: '1h', zone: 'UTC' }
			)
		).toEqual({ chart: null, why: 'season' });
	});
});
