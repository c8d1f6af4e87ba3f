import { describe, expect, test } from 'vitest';
import type { MetricUnit } from '../metrics/metric.ts';
import { readThreshold, writeThreshold } from './threshold-text.ts';

describe('a threshold as it is typed', () => {
	test.each<[string, MetricUnit, number | null]>([
		['80', 'ratio', 0.8],
		['80 %', 'ratio', 0.8],
		['82,5%', 'ratio', 0.825],
		['120', 'ratio', null],
		['-3', 'ratio', null],
		['3 min', 'duration', 180_000],
		['1:30', 'duration', 90_000],
		['20', 'duration', 20_000],
		['soon', 'duration', null],
		['10', 'count', 10],
		['10 %', 'count', null],
		['-1', 'count', null],
		['-20', 'balance', -0.2],
		['−20', 'balance', -0.2],
		['3,5', 'score', 3.5],
		['', 'count', null]
	])('"%s" as a %s is %s', (typed, unit, value) => {
		expect(readThreshold(typed, unit)).toBe(value);
	});

	test.each<[number, MetricUnit]>([
		[0.8, 'ratio'],
		[0.955, 'ratio'],
		[0.29, 'ratio'],
		[180_000, 'duration'],
		[5400_000, 'duration'],
		[10, 'count'],
		[-0.25, 'balance'],
		[3.75, 'score']
	])('%s as a %s is written so that it is read as the same', (value, unit) => {
		expect(readThreshold(writeThreshold(value, unit), unit)).toBe(value);
	});
});
