/** Draws an ECharts option into an element and keeps it drawn: on new data, new colours and a new size. */
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import type { Attachment } from 'svelte/attachments';
import { cancel, schedule } from './frame-budget.ts';
import { readPaint } from './paint.ts';
import type { Paint } from './paint.ts';

export function chart(
	option: (paint: Paint) => EChartsCoreOption,
	/** Read for its changes: the colours of the page are about to be others. */
	colours: () => unknown
): Attachment<HTMLElement> {
	return (element) => {
		let instance: EChartsType | null = null;
		let ended = false;
		let latest: (() => EChartsCoreOption) | null = null;
		const draw = () => {
			if (!instance) return;
			// Here and not in a job of its own, which this one would replace.
			const { clientWidth, clientHeight } = element;
			if (instance.getWidth() !== clientWidth || instance.getHeight() !== clientHeight) {
				instance.resize();
			}
			// Not merged: a queue that left the chart must not stay in it.
			if (latest) instance.setOption(latest(), { notMerge: true });
		};
		$effect(() => {
			colours();
			const drawn = option(readPaint(element));
			latest = () => drawn;
			if (instance) schedule(element, draw);
		});
		const sized = new ResizeObserver(() => {
			schedule(element, draw);
		});
		void import('./echarts.ts').then(({ init }) => {
			if (ended) return;
			instance = init(element, null, { renderer: 'canvas' });
			sized.observe(element);
			schedule(element, draw);
		});
		return () => {
			ended = true;
			cancel(element);
			sized.disconnect();
			instance?.dispose();
		};
	};
}
