import { describe, expect, test } from 'vitest';
import { METRICS, metric } from './catalogue.ts';
import { addMeasures, noMeasures } from './measures.ts';
import { metricValue } from './metric.ts';

describe('the value of a metric', () => {
	test('an empty denominator gives null, never 0 or NaN', () => {
		expect(metricValue(metric('service_level').formula, noMeasures())).toEqual({
			value: null,
			numerator: 0,
			denominator: 0
		});
		expect(metricValue(metric('aht').formula, noMeasures())).toEqual({ value: null, n: 0 });
		expect(metricValue(metric('offered').formula, noMeasures())).toEqual({ value: 0 });
	});

	test('a ratio over two queues comes from the sums, not from the average of ratios', () => {
		const total = { ...noMeasures(), offered: 10, abandoned: 5 };
		addMeasures(total, { ...noMeasures(), offered: 90, abandoned: 0 });
		expect(metricValue(metric('abandon_rate').formula, total)).toEqual({
			value: 0.05,
			numerator: 5,
			denominator: 100
		});
	});

	test('a live metric has no value over sums', () => {
		expect(metricValue(metric('waiting').formula, noMeasures())).toBeNull();
	});
});

describe('the catalogue', () => {
	test('names every metric once, in three languages, with a formula in words', () => {
		expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
		for (const { name, shortName, formulaText } of METRICS) {
			for (const text of [name, shortName, formulaText])
				expect(Object.values(text).every((word: string) => word.length > 0)).toBe(true);
		}
	});

	test.each([
		'offered',
		'answered',
		'abandoned',
		'short_abandoned',
		'flowed_out',
		'service_level',
		'abandon_rate',
		'asa',
		'handled',
		'aht',
		'talk',
		'hold',
		'acw',
		'transfer_rate',
		'waiting',
		'longest_wait',
		'at_risk',
		'agents_by_state'
	] as const)('has %s', (id) => {
		expect(metric(id).id).toBe(id);
	});
});
