import { describe, expect, test } from 'vitest';
import { rulePeriods } from './rule-history.ts';
import type { QueueRules } from './rule-history.ts';

const none = { fromMs: [], values: [] };
const rules = (said: Partial<QueueRules> = {}): QueueRules => ({
	queue: 'ventas',
	name: '',
	seenChannel: 'voice',
	channel: none,
	thresholdMs: none,
	shortAbandonMs: none,
	formula: none,
	...said
});

describe('the rules of a queue over a range', () => {
	test('without settings are those of its channel, since the beginning', () => {
		expect(rulePeriods(rules(), 100, 200)).toEqual([
			{
				queue: 'ventas',
				name: 'ventas',
				sinceMs: null,
				formula: 'A',
				thresholdMs: 20_000,
				shortAbandonMs: 5000
			}
		]);
	});

	test.each<[string, number, number, readonly (readonly [number | null, number])[]]>([
		['before the change have the first', 0, 50, [[null, 20_000]]],
		[
			'over the change have both',
			50,
			150,
			[
				[null, 20_000],
				[100, 30_000]
			]
		],
		['from the change on have the second', 100, 150, [[100, 30_000]]],
		['after it have the second, since the change', 300, 400, [[100, 30_000]]],
		[
			'over the next change have that as well',
			300,
			600,
			[
				[100, 30_000],
				[500, 10_000]
			]
		]
	])('%s', (_what, fromMs, toMs, expected) => {
		const periods = rulePeriods(
			rules({ thresholdMs: { fromMs: [100, 500], values: [30_000, 10_000] } }),
			fromMs,
			toMs
		);
		expect(periods.map(({ sinceMs, thresholdMs }) => [sinceMs, thresholdMs])).toEqual(expected);
	});

	test('a setting that says what held already is no change', () => {
		const same = rules({
			formula: { fromMs: [100], values: ['A'] },
			thresholdMs: { fromMs: [100], values: [20_000] }
		});
		expect(rulePeriods(same, 50, 200)).toHaveLength(1);
	});

	test('another channel brings its defaults', () => {
		const moved = rules({ channel: { fromMs: [100], values: ['chat'] } });
		expect(rulePeriods(moved, 150, 200)).toMatchObject([
			{ sinceMs: 100, thresholdMs: 60_000, shortAbandonMs: 0 }
		]);
	});
});
