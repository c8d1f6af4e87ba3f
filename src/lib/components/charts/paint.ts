/** Colours and sizes of the page, for a canvas that does not inherit them. */
export interface Paint {
	readonly fontPx: number;
	readonly font: string;
	readonly text: string;
	/** The data. */
	readonly stroke: string;
	/** What the data should reach. */
	readonly target: string;
	/** Behind the data. */
	readonly ground: string;
	readonly line: string;
}

export function readPaint(element: Element): Paint {
	const style = getComputedStyle(element);
	const token = (name: string): string => style.getPropertyValue(name).trim();
	return {
		fontPx: parseFloat(style.fontSize),
		font: style.fontFamily,
		text: token('--text-soft'),
		stroke: token('--text-soft'),
		target: token('--line-strong'),
		ground: token('--surface-raised'),
		line: token('--line')
	};
}
