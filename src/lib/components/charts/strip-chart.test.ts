import { describe, expect, test } from 'vitest';
import { stripChartOption } from './strip-chart.ts';
import type { Point, StripChartInput } from './strip-chart.ts';

const PAINT = {
	fontPx: 20,
	font: 'x',
	text: '#text',
	stroke: '#stroke',
	target: '#target',
	ground: '#ground',
	line: '#line'
};
const ROOM = { stripEm: 2, startEm: 8, endEm: 4 };

interface Option {
	animation: boolean;
	grid: { top: number; height: number }[];
	xAxis: { min: number; max: number; axisLabel: { show: boolean } }[];
	yAxis: { min: number; max: number }[];
	series: { id: string; xAxisIndex: number; data: unknown[] }[];
}
const strip = (id: string, ...values: (number | null)[]) => ({
	id,
	points: values.map((value, at): Point => [at, value])
});
const option = (strips: StripChartInput['strips'], target: number | null = null): Option =>
	stripChartOption(
		{
			strips,
			target,
			axis: { least: 0, most: 1, step: 0.25 },
			fromMs: 0,
			toMs: 4,
			ticks: [2],
			sayTime: String
		},
		ROOM,
		PAINT
	) as unknown as Option;

/** Indices of the points with a mark. */
const marked = (...values: (number | null)[]): number[] =>
	option([strip('a', ...values)]).series[0]?.data.flatMap((point, index) =>
		Array.isArray(point) ? [] : [index]
	) ?? [];

describe('stripChartOption', () => {
	const three = option([strip('a', 1, 0), strip('b', 0, 1), strip('c', null, null)], 0.8);

	test('strips stand below each other, as high as each other, without touching', () => {
		const bottoms = three.grid.map(({ top, height }) => top + height);
		expect(new Set(three.grid.map(({ height }) => height)).size).toBe(1);
		expect(three.grid[1]?.top).toBeGreaterThan(bottoms[0] ?? Infinity);
		expect(bottoms[2]).toBeLessThanOrEqual(3 * ROOM.stripEm * PAINT.fontPx);
	});
	test('one time and one scale for all, with room at the edges', () => {
		expect(new Set(three.xAxis.map(({ min, max }) => `${min}-${max}`))).toEqual(new Set(['0-4']));
		for (const { min, max } of three.yAxis) expect([min < 0, max > 1]).toEqual([true, true]);
	});
	test('only the last strip has times below', () => {
		expect(three.xAxis.map(({ axisLabel }) => axisLabel.show)).toEqual([false, false, true]);
	});
	test('a target crosses every strip, one without values too', () => {
		const targets = three.series.filter(({ id }) => id.startsWith('target-'));
		expect(targets.map(({ data }) => data)).toEqual(
			[0, 1, 2].map(() => [
				[0, 0.8],
				[4, 0.8]
			])
		);
		expect(option([strip('a', 1)]).series).toHaveLength(1);
	});
	test('nothing moves', () => {
		expect(three.animation).toBe(false);
	});
});

test.each([
	['the last point', [1, 1, 1], [2]],
	['a point with nothing on either side', [null, 1, null, 1, 1], [1, 4]],
	['no gap, and no value of longer ago', [1, 1, null], []],
	['the first alone', [1, null, null], [0]],
	['nothing without values', [null, null], []]
])('marked is %s', (_why, values, expected) => {
	expect(marked(...values)).toEqual(expected);
});
