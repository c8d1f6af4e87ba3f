/** A histogram as an ECharts option: bars side by side, with marked places between them. */
import type { EChartsCoreOption } from 'echarts/core';
import type { FigurePaint } from './figure-paint.ts';
import { FIGURE_EDGES } from './time-panel.ts';

export interface BarPanelInput {
	readonly bars: readonly { readonly label: string; readonly n: number }[];
	/** `place` counts in bars: 2.5 is the middle of the third. */
	readonly marks: readonly { readonly place: number; readonly label: string }[];
	readonly sayCount: (n: number) => string;
	readonly sayBar: (index: number) => string;
}

const SMALL_PX = 12;
const MOST_LABELS = 12;

export function barPanelOption(
	{ bars, marks, sayCount, sayBar }: BarPanelInput,
	paint: FigurePaint
): EChartsCoreOption {
	const text = { color: paint.text, fontFamily: paint.font, fontSize: SMALL_PX };
	const every = Math.max(1, Math.ceil(bars.length / MOST_LABELS));
	const edges = Array.from({ length: bars.length + 1 }, (_, index) => index);
	return {
		animation: false,
		grid: { ...FIGURE_EDGES, top: 30, outerBoundsMode: 'none' },
		tooltip: {
			trigger: 'item',
			confine: true,
			transitionDuration: 0,
			backgroundColor: paint.ground,
			borderColor: paint.target,
			textStyle: { color: paint.strong, fontFamily: paint.font, fontSize: 13 },
			formatter: ({ dataIndex }: { dataIndex: number }) => sayBar(dataIndex)
		},
		xAxis: {
			type: 'value',
			min: 0,
			max: bars.length,
			axisLine: { lineStyle: { color: paint.target } },
			axisTick: { customValues: edges, lineStyle: { color: paint.target } },
			splitLine: { show: false },
			axisLabel: {
				...text,
				customValues: edges.filter((edge) => edge % every === 0 && edge < bars.length),
				formatter: (edge: number) => bars[edge]?.label ?? ''
			}
		},
		yAxis: {
			type: 'value',
			minInterval: 1,
			splitLine: { lineStyle: { color: paint.line, width: 1 } },
			axisLabel: { ...text, formatter: (n: number) => sayCount(n) }
		},
		series: [
			{
				type: 'bar',
				barWidth: '92%',
				emphasis: { disabled: true },
				itemStyle: { color: paint.lines[0] },
				// In the middle between its two edges.
				data: bars.map(({ n }, index) => [index + 0.5, n]),
				markLine: {
					silent: true,
					symbol: 'none',
					lineStyle: { color: paint.mark, width: 1.5, type: 'solid' },
					label: { ...text, position: 'end', color: paint.mark },
					data: marks.map(({ place, label }) => ({ xAxis: place, label: { formatter: label } }))
				}
			}
		]
	};
}
