/** Colours and sizes of the page, for a canvas that does not inherit them. */
export interface Paint {
	readonly fontPx: number;
	readonly font: string;
	readonly text: string;
	readonly line: string;
	readonly rest: string;
	readonly series: readonly string[];
}

export const SERIES_COLOURS = 6;
/** Shapes of the last points, in the order of the colours. */
export const SERIES_SHAPES = ['circle', 'rect', 'triangle', 'diamond', 'circle', 'rect'] as const;

export function readPaint(element: Element): Paint {
	const style = getComputedStyle(element);
	const token = (name: string): string => style.getPropertyValue(name).trim();
	return {
		fontPx: parseFloat(style.fontSize),
		font: style.fontFamily,
		text: token('--text-soft'),
		line: token('--line'),
		rest: token('--cat-rest'),
		series: Array.from({ length: SERIES_COLOURS }, (_, index) => token(`--cat-${index + 1}`))
	};
}
