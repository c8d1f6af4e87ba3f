/** The series as small charts in one SVG: each with its own axis from zero, the warm-up greyed, the slope as a line. */
import { lineAt } from './trend.ts';
import type { Point, Verdict } from './trend.ts';

export interface Panel {
	readonly title: string;
	readonly unit: string;
	readonly points: readonly Point[];
	/** Of those after the warm-up. */
	readonly judged: readonly Point[];
	readonly slope: number | null;
	readonly verdict: Verdict | 'not judged';
}

const COLUMNS = 3;
const PANEL = { width: 320, height: 180 } as const;
const PLOT = { left: 52, top: 44, right: 12, bottom: 28 } as const;
const MARGIN = 16;
const HEAD = 44;
const MINUTE_MS = 60_000;
const INK = '#1f2933';
const QUIET = '#616e7c';
const GRID = '#d9dee4';
const LINE = '#0b6e99';
const TREND = '#c2410c';

const escape = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The next 1, 2 or 5 with zeros. */
export function niceCeiling(value: number): number {
	if (!(value > 0)) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 5, 10].find((candidate) => candidate * power >= value) ?? 10;
	return step * power;
}

const short = (value: number): string =>
	new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);

interface Scale {
	readonly fromMs: number;
	readonly toMs: number;
	readonly top: number;
}

const x = ({ fromMs, toMs }: Scale, atMs: number): number =>
	PLOT.left +
	((atMs - fromMs) / Math.max(1, toMs - fromMs)) * (PANEL.width - PLOT.left - PLOT.right);
const y = ({ top }: Scale, value: number): number =>
	PLOT.top +
	(1 - Math.min(Math.max(value, 0), top) / top) * (PANEL.height - PLOT.top - PLOT.bottom);

const text = (at: readonly [number, number], words: string, style: string): string =>
	`<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${style}>${escape(words)}</text>`;

const path = (points: readonly Point[], scale: Scale): string =>
	points
		.map(({ atMs, value }, index) => {
			return `${index === 0 ? 'M' : 'L'}${x(scale, atMs).toFixed(1)} ${y(scale, value).toFixed(1)}`;
		})
		.join('');

function axes(scale: Scale): string {
	const right = PANEL.width - PLOT.right;
	const levels = [0, scale.top / 2, scale.top].map((value) => {
		const at = y(scale, value).toFixed(1);
		return (
			`<line x1="${PLOT.left}" x2="${right}" y1="${at}" y2="${at}" stroke="${GRID}"/>` +
			text([PLOT.left - 6, y(scale, value) + 4], short(value), `text-anchor="end" fill="${QUIET}"`)
		);
	});
	const minutes = (scale.toMs - scale.fromMs) / MINUTE_MS;
	const instants = [0, 0.5, 1].map((share) => {
		const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
		const at = scale.fromMs + share * (scale.toMs - scale.fromMs);
		const words = `${(share * minutes).toFixed(minutes < 10 ? 1 : 0)} min`;
		return text(
			[x(scale, at), PANEL.height - PLOT.bottom + 16],
			words,
			`text-anchor="${anchor}" fill="${QUIET}"`
		);
	});
	return [...levels, ...instants].join('');
}

function trendLine({ judged, slope }: Panel, scale: Scale): string {
	const [first, last] = [judged[0], judged.at(-1)];
	if (slope === null || !first || !last) return '';
	const ends = [first.atMs, last.atMs].map((atMs) => ({
		atMs,
		value: lineAt(judged, slope, atMs)
	}));
	return `<path d="${path(ends, scale)}" fill="none" stroke="${TREND}" stroke-width="1.5" stroke-dasharray="5 3"/>`;
}

function panel(of: Panel, scale: Scale, warmUpEndMs: number): string {
	const warm = x(scale, Math.min(warmUpEndMs, scale.toMs)) - PLOT.left;
	const verdict = of.slope === null ? '' : `${of.slope >= 0 ? '+' : ''}${short(of.slope)} per hour`;
	return [
		`<rect x="${PLOT.left}" y="${PLOT.top}" width="${warm.toFixed(1)}" height="${PANEL.height - PLOT.top - PLOT.bottom}" fill="#eef1f4"/>`,
		text(
			[0, 14],
			of.title + (of.unit === '' ? '' : ` (${of.unit})`),
			`font-weight="600" fill="${INK}"`
		),
		text(
			[0, 28],
			[of.verdict, verdict].filter((part) => part !== '').join(', '),
			`fill="${of.verdict === 'rises' ? TREND : QUIET}"`
		),
		axes(scale),
		`<path d="${path(of.points, scale)}" fill="none" stroke="${LINE}" stroke-width="1.25"/>`,
		trendLine(of, scale)
	].join('\n');
}

export function drawChart(title: string, panels: readonly Panel[], warmUpEndMs: number): string {
	const instants = panels.flatMap(({ points }) => points.map(({ atMs }) => atMs));
	const [fromMs, toMs] = [
		instants.reduce((least, at) => Math.min(least, at), Infinity),
		instants.reduce((most, at) => Math.max(most, at), -Infinity)
	];
	const rows = Math.ceil(panels.length / COLUMNS);
	const width = COLUMNS * (PANEL.width + MARGIN) + MARGIN;
	const height = HEAD + rows * (PANEL.height + MARGIN) + MARGIN;
	const drawn = panels.map((of, index) => {
		const most = of.points.reduce((top, { value }) => Math.max(top, value), 0);
		const scale = { fromMs, toMs, top: niceCeiling(most) };
		const left = MARGIN + (index % COLUMNS) * (PANEL.width + MARGIN);
		const top = HEAD + Math.floor(index / COLUMNS) * (PANEL.height + MARGIN);
		return `<g transform="translate(${left} ${top})">\n${panel(of, scale, warmUpEndMs)}\n</g>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11" role="img">
<title>${escape(title)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${text([MARGIN, 26], title, `font-size="15" font-weight="600" fill="${INK}"`)}
${drawn.join('\n')}
</svg>
`;
}
