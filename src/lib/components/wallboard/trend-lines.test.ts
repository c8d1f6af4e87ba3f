import { describe, expect, test } from 'vitest';
import { assignSlots, axisFor, byUrgency, hourTicks, chartRoom } from './trend-lines.ts';
import type { QueueTrend } from './trend-lines.ts';

const HOUR = 3_600_000;
const trend = (id: string, ...values: (number | null)[]): QueueTrend => ({
	id,
	name: id,
	points: values.map((value, index) => [index * 900_000, value] as const)
});
const order = (direction: 'up' | 'down', trends: QueueTrend[]): string[] =>
	[...trends].sort(byUrgency(direction)).map(({ id }) => id);

describe('byUrgency', () => {
	const trends = [trend('a', 0.9), trend('b', 0.4), trend('c', null), trend('d', 0.7, null)];
	test('the lowest of what should be high comes first, by the value of now', () => {
		expect(order('up', trends)).toEqual(['b', 'd', 'a', 'c']);
	});
	test('the highest of what should be low comes first', () => {
		expect(order('down', trends)).toEqual(['a', 'd', 'b', 'c']);
	});
});

describe('assignSlots', () => {
	test('who had a colour keeps it, newcomers take the free ones', () => {
		const first = assignSlots(new Map(), ['a', 'b', 'c']);
		expect([...first]).toEqual([
			['a', 0],
			['b', 1],
			['c', 2]
		]);
		expect(Object.fromEntries(assignSlots(first, ['c', 'd', 'a']))).toEqual({ a: 0, c: 2, d: 1 });
	});
});

describe('axisFor', () => {
	test('counts begin at zero', () => {
		expect(axisFor('count', [trend('a', 40, 90)])).toEqual({ least: 0, most: 100, step: 25 });
	});
	test('shares show the part in use', () => {
		expect(axisFor('ratio', [trend('a', 0.62, 0.97)])).toEqual({ least: 0.6, most: 1, step: 0.1 });
	});
	test('durations have steps people count in', () => {
		expect(axisFor('duration', [trend('a', 400_000)])).toEqual({
			least: 0,
			most: 480_000,
			step: 120_000
		});
	});
	test('nothing at all is still an axis', () => {
		expect(axisFor('ratio', [])).toMatchObject({ most: 1 });
		expect(axisFor('count', []).most).toBeGreaterThan(0);
	});
});

describe('hourTicks', () => {
	const fourHours = [trend('a', ...Array.from({ length: 17 }, () => 1))];
	const minute = (ms: number): number => (ms / 60_000) % 60;
	test('full hours, the latest always', () => {
		expect(hourTicks(fourHours, minute, 9)).toEqual([0, 1, 2, 3, 4].map((h) => h * HOUR));
		expect(hourTicks(fourHours, minute, 2)).toEqual([HOUR, 4 * HOUR]);
	});
	test('a zone of half an hour has its own', () => {
		expect(hourTicks(fourHours, (ms) => (ms / 60_000 + 30) % 60, 9)[0]).toBe(HOUR / 2);
	});
	test('no points, no ticks', () => {
		expect(hourTicks([], minute, 4)).toEqual([]);
	});
});

test('there is room for one time label at least', () => {
	expect(chartRoom(10, ['Atención al cliente']).timeLabels).toBe(1);
	expect(chartRoom(40, ['Ventas']).timeLabels).toBeGreaterThan(5);
});
