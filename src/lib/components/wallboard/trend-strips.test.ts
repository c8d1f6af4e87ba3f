import { describe, expect, test } from 'vitest';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { QUARTER_MS, asStrip, hourTicks, scaleOf, spanOf } from './trend-strips.ts';
import type { TrendStrip } from './trend-strips.ts';

const HOUR = 4 * QUARTER_MS;
const LEVEL = metric('service_level');

/** Values of quarters one after the other; the clock stands within the last one. */
const strip = (values: readonly (number | null)[], shown = LEVEL): TrendStrip =>
	asStrip(
		{
			id: 'a',
			name: 'A',
			points: values.map((value, index) => [index * QUARTER_MS, value] as const)
		},
		shown,
		(values.length - 0.5) * QUARTER_MS
	);

describe('asStrip', () => {
	test('the quarter still running is not drawn', () => {
		expect(strip([0.9, 0.6, 0.1]).points).toEqual([
			[QUARTER_MS / 2, 0.9],
			[1.5 * QUARTER_MS, 0.6]
		]);
	});
	test('a quarter counts from the instant it is over', () => {
		const points = [[0, 1]] as const;
		const at = (nowMs: number) => asStrip({ id: 'a', name: 'A', points }, LEVEL, nowMs).value;
		expect([at(QUARTER_MS - 1), at(QUARTER_MS)]).toEqual([null, 1]);
	});
	test.each([
		['good at the limit', [0.8, 0], 0.8, 'good'],
		['a warning below it', [0.75, 0], 0.75, 'warn'],
		['bad far below it', [0.5, 0], 0.5, 'bad'],
		['nothing when the last quarter had nobody', [0.5, null, 0], null, 'none'],
		['nothing before the first quarter is over', [0.5], null, 'none']
	])('the value at the end is %s', (_why, values, value, status) => {
		expect(strip(values)).toMatchObject({ value, status });
	});
	test('a metric without limits is not judged', () => {
		expect(strip([12, 0], metric('offered'))).toMatchObject({ value: 12, status: 'none' });
	});
	test('the range is that of what is drawn', () => {
		expect(strip([0.9, null, 0.4, 0]).range).toEqual([0.4, 0.9]);
		expect(strip([null, null, 1]).range).toBeNull();
	});
});

describe('scaleOf', () => {
	test('a service level has the whole scale, whatever its values', () => {
		expect(scaleOf(LEVEL, [strip([0.92, 0.95, 0])])).toMatchObject({ least: 0, most: 1 });
	});
	test('a rate that should be low has the part in use, from zero', () => {
		const rate = metric('abandon_rate');
		expect(scaleOf(rate, [strip([0.12, 0], rate)])).toMatchObject({ least: 0, most: 0.15 });
	});
	test('the highest of all queues decides', () => {
		const offered = metric('offered');
		const both = [strip([3, 0], offered), strip([90, 0], offered)];
		expect(scaleOf(offered, both)).toMatchObject({ least: 0, most: 100 });
	});
	test('durations have steps people count in', () => {
		const aht = metric('aht');
		expect(scaleOf(aht, [strip([400_000, 0], aht)])).toMatchObject({ least: 0, most: 480_000 });
	});
	test.each(['service_level', 'offered', 'aht', 'abandon_rate'] as const)(
		'%s without values still has one',
		(id) => {
			expect(scaleOf(metric(id), []).most).toBeGreaterThan(0);
		}
	);
});

test('the span goes from the start of the first to the end of the last complete quarter', () => {
	expect(spanOf([strip([1, 1, 1, 0])])).toEqual([0, 3 * QUARTER_MS]);
	expect(spanOf([])).toEqual([0, 0]);
});

describe('hourTicks', () => {
	const minute = (ms: number): number => (ms / 60_000) % 60;
	test('full hours, the latest always', () => {
		expect(hourTicks([0, 4 * HOUR], minute, 9)).toEqual([0, 1, 2, 3, 4].map((h) => h * HOUR));
		expect(hourTicks([0, 4 * HOUR], minute, 2)).toEqual([HOUR, 4 * HOUR]);
	});
	test('a zone of half an hour has its own', () => {
		expect(hourTicks([0, 4 * HOUR], (ms) => (ms / 60_000 + 30) % 60, 9)[0]).toBe(HOUR / 2);
	});
});
