import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { split } from './nested.ts';
import type { Leaf } from './nested.ts';

const leaf = (path: string, before: [number, number], after: [number, number]): Leaf => {
	const [queue = '', channel = '', hour = ''] = path.split(' ');
	return {
		queue,
		channel,
		hour,
		before: { sum: before[0], n: before[1] },
		after: { sum: after[0], n: after[1] }
	};
};

describe('a change split by what it is a mix of', () => {
	test('more contacts at the bad hour of the same queue is a mix of hours', () => {
		const found = split([
			leaf('a voice 09', [90, 100], [45, 50]),
			leaf('a voice 18', [50, 100], [75, 150])
		]);
		expect(found?.change).toBeCloseTo(-0.1, 12);
		expect(found?.mix).toEqual({ queue: 0, channel: 0, hour: expect.closeTo(-0.1, 12) as number });
		expect(found?.rate).toBeCloseTo(0, 12);
	});

	test('more contacts of the bad queue is a mix of queues, also when its hours are others', () => {
		const found = split([
			leaf('a voice 09', [90, 100], [45, 50]),
			leaf('b voice 18', [50, 100], [75, 150])
		]);
		expect(found?.mix.queue).toBeCloseTo(-0.1, 12);
		expect(found?.mix.hour).toBe(0);
	});

	test('there is none when one period is empty', () => {
		expect(split([leaf('a voice 09', [0, 0], [1, 1])])).toBeNull();
	});

	const sums = fc.nat(50).chain((n) => fc.tuple(fc.nat(Math.max(0, n)), fc.constant(n)));
	const leaves = fc.uniqueArray(
		fc.record({
			queue: fc.constantFrom('a', 'b', 'c'),
			channel: fc.constantFrom('voice', 'chat'),
			hour: fc.constantFrom('09', '10', '11'),
			before: sums.map(([sum, n]) => ({ sum, n })),
			after: sums.map(([sum, n]) => ({ sum, n }))
		}),
		{ selector: ({ queue, channel, hour }) => [queue, channel, hour].join(), maxLength: 18 }
	);

	test('all parts add up to the change, whatever the groups', () => {
		fc.assert(
			fc.property(leaves, (some) => {
				const found = split(some);
				if (!found) return;
				const { mix, rate, change } = found;
				expect(mix.queue + mix.channel + mix.hour + rate).toBeCloseTo(change, 9);
			})
		);
	});
});
