import { describe, expect, test } from 'vitest';
import { balanceInterval, meanInterval, wilsonInterval } from './confidence.ts';

const rounded = (interval: readonly [number, number] | null, digits: number) =>
	interval?.map((bound) => Number(bound.toFixed(digits)));

describe('the interval of a share', () => {
	test.each([
		[160, 200, [0.7391, 0.8495]],
		[17, 20, [0.6396, 0.9476]]
	])('%i of %i', (k, n, expected) => {
		expect(rounded(wilsonInterval(k, n), 4)).toEqual(expected);
	});

	test('stays within 0 and 1, and is not a point where all agree', () => {
		expect(wilsonInterval(0, 3)?.[0]).toBe(0);
		expect(wilsonInterval(0, 3)?.[1]).toBeGreaterThan(0.5);
		expect(wilsonInterval(3, 3)?.[1]).toBe(1);
	});

	test('is null without a sample', () => {
		expect(wilsonInterval(0, 0)).toBeNull();
		expect(balanceInterval(0, 0, 0)).toBeNull();
		expect(meanInterval({ sum: 4, squares: 16, n: 1 })).toBeNull();
	});
});

test('the interval of a difference of shares is that of the published survey', () => {
	const [low = 0, high = 0] = balanceInterval(120, 30, 200) ?? [];
	expect((high - low) / 2).toBeCloseTo(0.10255, 4);
	expect((high + low) / 2).toBeCloseTo(0.45, 10);
});

test('the interval of a mean is that of the published counts', () => {
	const counts = [80, 210, 140, 110, 160, 180, 120];
	const n = counts.reduce((sum, count) => sum + count, 0);
	const sum = counts.reduce((total, count, index) => total + count * (index + 1), 0);
	const squares = counts.reduce((total, count, index) => total + count * (index + 1) ** 2, 0);
	const [low = 0, high = 0] = meanInterval({ sum, squares, n }) ?? [];
	expect(sum / n).toBeCloseTo(4.08, 10);
	expect((high - low) / 2).toBeCloseTo(0.1185, 4);
});
