import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentValue, lineChartOption, placeLabels } from './line-chart.ts';
import { countAxis, durationAxis, ratioAxis } from './nice-axis.ts';

describe('placeLabels', () => {
	test('labels with room stand at their values', () => {
		expect(placeLabels([10, 40], 4, 60)).toEqual([8, 38]);
	});

	test('labels that would touch move apart and keep their order', () => {
		expect(placeLabels([31, 30], 4, 60)).toEqual([32, 28]);
	});

	test('none overlaps and none leaves the chart while there is room for all', () => {
		const wanted = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 12 });
		fc.assert(
			fc.property(wanted, (values) => {
				const tops = placeLabels(values, 5, 60);
				const sorted = [...tops].sort((a, b) => a - b);
				for (const [index, top] of sorted.entries()) {
					expect(top).toBeGreaterThanOrEqual(0);
					expect(top + 5).toBeLessThanOrEqual(60 + 1e-9);
					if (index > 0) expect(top - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(5 - 1e-9);
				}
			})
		);
	});
});

test.each([
	['the last point', [4, 5], 5],
	['the one before while the last is not known yet', [4, 5, null], 5],
	['nothing when it was longer ago', [4, 5, null, null], null],
	['nothing without points', [], null]
])('the value of now is %s', (_why, values, expected) => {
	expect(currentValue({ points: values.map((value, at) => [at, value] as const) })).toBe(expected);
});

describe('axes', () => {
	test('have round ends and few steps', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (most) => {
				for (const [axis, value] of [
					[countAxis(most), most],
					[durationAxis(most * 1000), most * 1000]
				] as const) {
					expect(axis.most).toBeGreaterThanOrEqual(value - 1e-6);
					expect(Math.round((axis.most - axis.least) / axis.step)).toBeLessThanOrEqual(5);
				}
			})
		);
	});

	test('shares stay within 0 and 1 and hold their values', () => {
		const share = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(share, share, (a, b) => {
				const [low, high] = [Math.min(a, b), Math.max(a, b)];
				const axis = ratioAxis(low, high);
				expect(axis.least).toBeGreaterThanOrEqual(0);
				expect(axis.most).toBeLessThanOrEqual(1);
				expect(axis.least).toBeLessThanOrEqual(low + 1e-6);
				expect(axis.most).toBeGreaterThanOrEqual(high - 1e-6);
				expect(axis.most).toBeGreaterThan(axis.least);
			})
		);
	});
});

test('the option draws a line a queue, without animation, and marks a lonely point', () => {
	const paint = {
		fontPx: 20,
		font: 'x',
		text: '#fff',
		line: '#333',
		rest: '#777',
		series: ['#1', '#2']
	};
	const option = lineChartOption(
		{
			lines: [
				{
					id: 'a',
					name: 'A',
					slot: 1,
					points: [
						[0, 1],
						[1, null],
						[2, 3]
					]
				},
				{ id: 'b', name: 'B', slot: null, points: [[0, 1]] }
			],
			axis: { least: 0, most: 4, step: 1 },
			ticks: [1],
			sayTime: String,
			sayValue: String
		},
		paint
	) as { animation: boolean; series: { lineStyle: { color: string }; data: unknown[] }[] };
	expect(option.animation).toBe(false);
	expect(option.series.map(({ lineStyle }) => lineStyle.color)).toEqual(['#2', '#777']);
	expect(option.series[0]?.data[0]).toMatchObject({ symbol: 'rect', value: [0, 1] });
	expect(option.series[0]?.data[1]).toEqual([1, null]);
});
