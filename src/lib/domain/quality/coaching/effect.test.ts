import { describe, expect, test } from 'vitest';
import { coachingEffect, welchInterval } from './effect.ts';

const DAY = 86_400_000;
const created = 100 * DAY;
const done = 110 * DAY;

describe('the difference of two means', () => {
	test('has the interval of Welch', () => {
		// Two samples of 15 with variances 7.9 and 3.8: t = 2.46 with 24.99 degrees of freedom (the usual worked example).
		const before = { n: 15, mean: 20.8, deviation: Math.sqrt(7.9) };
		const after = { n: 15, mean: 23, deviation: Math.sqrt(3.8) };
		const [low, high] = welchInterval(before, after) ?? [0, 0];
		expect(low).toBeCloseTo(0.381, 2);
		expect(high).toBeCloseTo(4.019, 2);
		expect(welchInterval(after, before)).toEqual([-high, -low]);
	});

	test('is exact where nothing deviates, and open with one value', () => {
		const same = { n: 3, mean: 0.5, deviation: 0 };
		expect(welchInterval(same, { ...same, mean: 0.75 })).toEqual([0.25, 0.25]);
		expect(welchInterval({ n: 1, mean: 0.5, deviation: null }, same)).toBeNull();
	});
});

describe('the effect of coaching', () => {
	const scores = [
		{ atMs: created - 31 * DAY, score: 0 },
		{ atMs: created - 30 * DAY, score: 0.5 },
		{ atMs: created - 1, score: 0.6 },
		// Between: neither before nor after.
		{ atMs: created, score: 0 },
		{ atMs: done - 1, score: 0 },
		{ atMs: done, score: 0.9 },
		{ atMs: done + 30 * DAY - 1, score: 0.8 },
		{ atMs: done + 30 * DAY, score: 0 }
	];

	test('compares the 30 days before it was given with the 30 days after it was done', () => {
		const effect = coachingEffect(scores, { createdAtMs: created, doneAtMs: done });
		expect(effect?.before).toMatchObject({ n: 2, mean: 0.55 });
		expect(effect?.after).toMatchObject({ n: 2, mean: 0.8500000000000001 });
		expect(effect?.difference).toBeCloseTo(0.3, 12);
		expect(effect?.untilMs).toBe(done + 30 * DAY);
		expect(effect?.interval).not.toBeNull();
	});

	test('is not told before it was done', () => {
		expect(coachingEffect(scores, { createdAtMs: created, doneAtMs: null })).toBeNull();
	});

	test('says nothing of chance with one evaluation on a side', () => {
		const few = scores.filter(({ score }) => score !== 0.8);
		const effect = coachingEffect(few, { createdAtMs: created, doneAtMs: done });
		expect(effect).toMatchObject({ interval: null, isClear: null });
		expect(effect?.after).toEqual({ n: 1, mean: 0.9, interval: null });
	});

	test('is clear only when the interval leaves out no change', () => {
		const spread = (base: number, atMs: number) =>
			[0, 0.01, 0.02, 0.03].map((more, index) => ({ atMs: atMs + index, score: base + more }));
		const clear = [...spread(0.5, created - DAY), ...spread(0.8, done)];
		const unclear = [...spread(0.5, created - DAY), ...spread(0.505, done)];
		const at = { createdAtMs: created, doneAtMs: done };
		expect(coachingEffect(clear, at)?.isClear).toBe(true);
		expect(coachingEffect(unclear, at)?.isClear).toBe(false);
	});
});
