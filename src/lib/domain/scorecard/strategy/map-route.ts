/** The way an arrow of a strategy map takes: out of one node, between those of the rows it passes, into the other. */

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** A cubic curve. */
export interface Curve {
	readonly from: Point;
	readonly leave: Point;
	readonly arrive: Point;
	readonly to: Point;
}

/** Leaves and arrives upright: an S. */
export function upright(from: Point, to: Point): Curve {
	const middle = (from.y + to.y) / 2;
	return { from, to, leave: { x: from.x, y: middle }, arrive: { x: to.x, y: middle } };
}

/** Between two nodes of one row that are not neighbours: over those between them. */
export function arch(from: Point, to: Point, height: number): Curve {
	// A cubic whose inner points lie at 4/3 of a height reaches that height.
	const y = from.y - (height * 4) / 3;
	return { from, to, leave: { x: from.x, y }, arrive: { x: to.x, y } };
}

export const straight = (from: Point, to: Point): Curve => ({ from, to, leave: from, arrive: to });

export function pointAt({ from, leave, arrive, to }: Curve, share: number): Point {
	const rest = 1 - share;
	const of = (axis: 'x' | 'y'): number =>
		rest ** 3 * from[axis] +
		3 * rest ** 2 * share * leave[axis] +
		3 * rest * share ** 2 * arrive[axis] +
		share ** 3 * to[axis];
	return { x: of('x'), y: of('y') };
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
const say = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

/** For the attribute `d` of a path; the curves join. */
export function pathOf(curves: readonly Curve[]): string {
	const [first] = curves;
	if (!first) return '';
	return [
		`M${say(first.from)}`,
		...curves.map(({ leave, arrive, to }) => `C${say(leave)} ${say(arrive)} ${say(to)}`)
	].join('');
}

const HEAD_LENGTH = 10;
const HEAD_HALF_WIDTH = 5;

/** A triangle whose point is at the end of the way, turned as it arrives. */
export function headOf(curve: Curve): string {
	const { to } = curve;
	const before = pointAt(curve, 0.97);
	const length = Math.hypot(to.x - before.x, to.y - before.y) || 1;
	const along = { x: (to.x - before.x) / length, y: (to.y - before.y) / length };
	const base = { x: to.x - along.x * HEAD_LENGTH, y: to.y - along.y * HEAD_LENGTH };
	const side = (sign: number): Point => ({
		x: base.x - along.y * HEAD_HALF_WIDTH * sign,
		y: base.y + along.x * HEAD_HALF_WIDTH * sign
	});
	return `M${say(to)}L${say(side(1))}L${say(side(-1))}Z`;
}
