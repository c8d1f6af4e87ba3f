/** A grid of cells as an ECharts option, for pictures; pages show the same as a table. */
import type { EChartsCoreOption } from 'echarts/core';
import type { FigurePaint } from './figure-paint.ts';

export interface HeatPanelInput {
	readonly columns: readonly string[];
	readonly rows: readonly string[];
	readonly cells: readonly {
		readonly column: number;
		readonly row: number;
		/** 0..1 of the scale. */
		readonly share: number;
		readonly text: string;
	}[];
	/** Colour of a place on the scale, and of the text on it. */
	readonly colourAt: (share: number) => { readonly ground: string; readonly text: string };
}

export function heatPanelOption(
	{ columns, rows, cells, colourAt }: HeatPanelInput,
	paint: FigurePaint
): EChartsCoreOption {
	const label = { color: paint.text, fontFamily: paint.font, fontSize: 12 };
	return {
		grid: { left: 110, right: 20, top: 8, bottom: 30, outerBoundsMode: 'none' },
		xAxis: { type: 'category', data: [...columns], axisLabel: { ...label, interval: 0 } },
		yAxis: { type: 'category', data: [...rows], inverse: true, axisLabel: label },
		visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { opacity: 1 } },
		series: [
			{
				type: 'heatmap',
				data: cells.map(({ column, row, share, text }) => {
					const { ground, text: ink } = colourAt(share);
					return {
						value: [column, row, share],
						itemStyle: { color: ground, borderColor: paint.page, borderWidth: 2 },
						label: { show: true, color: ink, fontFamily: paint.font, fontSize: 11, formatter: text }
					};
				})
			}
		]
	};
}
