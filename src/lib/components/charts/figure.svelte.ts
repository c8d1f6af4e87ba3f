/** Draws a chart that is read closely: with a cursor that moves over all charts of a group, and points to choose. */
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import type { Attachment } from 'svelte/attachments';
import { readFigurePaint } from './figure-paint.ts';
import type { FigurePaint } from './figure-paint.ts';
import { cancel, schedule } from './frame-budget.ts';

interface FigureOptions {
	/** Read for its changes: the colours of the page are about to be others. */
	readonly colours: () => unknown;
	/** Charts with the same word share a cursor. */
	readonly group?: string;
	/** Where somebody clicked, in units of the horizontal axis. */
	readonly onPick?: (place: number) => void;
	/** The first drawing is there. */
	readonly onDrawn?: () => void;
}

function pickAt(instance: EChartsType, onPick: (place: number) => void): void {
	instance.getZr().on('click', ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
		const pixel = [offsetX, offsetY];
		if (!instance.containPixel('grid', pixel)) return;
		const place: unknown = instance.convertFromPixel('grid', pixel);
		if (Array.isArray(place) && typeof place[0] === 'number') onPick(place[0]);
	});
	instance.getZr().on('mousemove', ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
		const isInside = instance.containPixel('grid', [offsetX, offsetY]);
		instance.getZr().setCursorStyle(isInside ? 'pointer' : 'default');
	});
}

export function figure(
	option: (paint: FigurePaint) => EChartsCoreOption,
	{ colours, group, onPick, onDrawn }: FigureOptions
): Attachment<HTMLElement> {
	return (element) => {
		let instance: EChartsType | null = null;
		let ended = false;
		let latest: EChartsCoreOption | null = null;
		const draw = () => {
			if (!instance || !latest) return;
			const { clientWidth, clientHeight } = element;
			if (instance.getWidth() !== clientWidth || instance.getHeight() !== clientHeight)
				instance.resize();
			instance.setOption(latest, { notMerge: true });
			onDrawn?.();
		};
		$effect(() => {
			colours();
			latest = option(readFigurePaint(element));
			if (instance) schedule(element, draw);
		});
		const sized = new ResizeObserver(() => {
			schedule(element, draw);
		});
		void import('./figure-echarts.ts').then(({ init, connect }) => {
			if (ended) return;
			instance = init(element, null, { renderer: 'canvas' });
			if (group !== undefined) {
				instance.group = group;
				connect(group);
			}
			if (onPick) pickAt(instance, onPick);
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
