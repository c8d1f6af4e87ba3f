import { describe, expect, test } from 'vitest';
import { formatDuration, formatThreshold } from './duration.ts';

describe('formatDuration', () => {
	test.each([
		['nothing is a dash', null, '–'],
		['undefined is a dash', undefined, '–'],
		['not a number is a dash', Number.NaN, '–'],
		['no time is zero', 0, '0:00'],
		['a clock that is behind is zero', -5000, '0:00'],
		['a second that has not passed is not counted', 9999, '0:09'],
		['minutes and seconds', 75_000, '1:15'],
		['the last second of the hour', 3_599_999, '59:59'],
		['from an hour on with hours', 3_600_000, '1:00:00'],
		['hours, minutes, seconds', 37_269_000, '10:21:09'],
		['from a day on days and hours', 97_200_000, '1 d 3 h']
	])('%s', (_why, ms, text) => {
		expect(formatDuration(ms)).toBe(text);
	});
});

describe('formatThreshold', () => {
	test.each([
		[20_000, '20 s'],
		[60_000, '1 min'],
		[90_000, '90 s'],
		[300_000, '5 min'],
		[14_400_000, '4 h']
	])('%d ms is %s', (ms, text) => {
		expect(formatThreshold(ms)).toBe(text);
	});
});
