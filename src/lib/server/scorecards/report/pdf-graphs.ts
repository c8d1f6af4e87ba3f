/** The small graphs of a report, drawn from the same places as those of the page. */
import { bulletOf } from '#lib/domain/scorecard/bullet.ts';
import type { BulletRange } from '#lib/domain/scorecard/bullet.ts';
import { courseShape } from '#lib/domain/scorecard/course-shape.ts';
import type { Place } from '#lib/domain/scorecard/course-shape.ts';
import type { MeasureView } from '#lib/domain/scorecard/view.ts';
import { INK } from './pdf-paper.ts';
import type { Paper } from './pdf-paper.ts';

export interface Frame {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** One hue in three strengths, the strongest furthest from the target (Few). */
const RANGES: Readonly<Record<BulletRange['level'], string>> = {
	bad: '#b9bfc9',
	warn: '#d5dae1',
	good: '#eceff3'
};
const BAR_PART = 1 / 3;
const MARKER_PART = 0.6;

/** Nothing where there is no target. */
export function drawBullet(
	paper: Paper,
	{ measure, now }: Pick<MeasureView, 'measure' | 'now'>,
	{ x, y, width, height }: Frame
): void {
	if (measure.target === null) return;
	const bullet = bulletOf(now.value, measure.target);
	const at = (place: number): number => x + place * width;
	const middle = y + height / 2;
	for (const { level, from, to } of bullet.ranges)
		paper.fill(at(from), y, (to - from) * width, height, RANGES[level]);
	if (bullet.value !== null) {
		const thick = height * BAR_PART;
		if (bullet.isBar) paper.fill(x, middle - thick / 2, bullet.value * width, thick, INK.text);
		else paper.dot(at(bullet.value), middle, thick / 2 + 0.6, INK.text);
	}
	const reach = (height * MARKER_PART) / 2;
	for (const marker of bullet.markers)
		paper.rule([at(marker), middle - reach], [at(marker), middle + reach], {
			color: INK.bad,
			width: 1.6
		});
}

/** The last months with the band of what is usual; its last point is marked, hollow while its month is not over. */
export function drawCourse(
	paper: Paper,
	{ points, chart }: Pick<MeasureView, 'points' | 'chart'>,
	{ x, y, width, height }: Frame
): void {
	const shape = courseShape(points, chart, false);
	const on = (at: Place): [number, number] => [x + at.x * width, y + (1 - at.y) * height];
	for (const band of shape.band) {
		const above = band.map((one) => on({ x: one.x, y: one.high }));
		const below = band.map((one) => on({ x: one.x, y: one.low })).reverse();
		paper.area([...above, ...below], RANGES.good);
		paper.path(
			band.map((one) => on({ x: one.x, y: one.mean })),
			{ color: RANGES.bad, width: 0.5 }
		);
	}
	for (const piece of shape.pieces) {
		const [only] = piece;
		if (piece.length === 1 && only) paper.dot(...on(only), 0.8, INK.soft);
		else paper.path(piece.map(on), { color: INK.soft, width: 0.9 });
	}
	for (const signal of shape.signals) paper.dot(...on(signal), 1.3, INK.bad);
	if (shape.last) {
		paper.dot(...on(shape.last), 1.9, INK.text);
		if (shape.last.isPartial) paper.dot(...on(shape.last), 1.1, '#ffffff');
	}
}
