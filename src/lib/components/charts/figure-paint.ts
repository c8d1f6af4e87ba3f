/** Colours of the page for charts that are read closely: several lines, a band, marks. */
import { readPaint } from './paint.ts';
import type { Paint } from './paint.ts';

export interface FigurePaint extends Paint {
	readonly page: string;
	readonly strong: string;
	readonly accent: string;
	readonly signal: string;
	readonly mark: string;
	/** Of lines side by side. */
	readonly lines: readonly string[];
}

const LINES = ['--cat-1', '--cat-2', '--cat-3', '--cat-4', '--cat-5', '--cat-6', '--cat-rest'];

export function readFigurePaint(element: Element): FigurePaint {
	const style = getComputedStyle(element);
	const token = (name: string): string => style.getPropertyValue(name).trim();
	return {
		...readPaint(element),
		page: token('--surface'),
		strong: token('--text'),
		accent: token('--accent'),
		signal: token('--bad'),
		mark: token('--cat-2'),
		lines: LINES.map(token)
	};
}
