/** The course of a measure as places in a rectangle of 1 by 1: a line, the band of what is usual, targets of their time. */
import type { ControlChart } from '../statistics/control-limits.ts';
import type { HistoryPoint } from './measured.ts';
import type { Target } from './target.ts';

/** From the left 0..1; from the bottom 0..1. */
export interface Place {
	readonly x: number;
	readonly y: number;
}
export interface BandPlace {
	readonly x: number;
	readonly low: number;
	readonly mean: number;
	readonly high: number;
}

export interface CourseShape {
	/** In the unit of the measure, at the bottom and at the top. */
	readonly least: number;
	readonly most: number;
	/** Pieces of the line: a month without a value is a gap. */
	readonly pieces: readonly (readonly Place[])[];
	/** The last month with a value; null: there is none. */
	readonly last: (Place & { readonly isPartial: boolean }) | null;
	/** Pieces of the band, without gaps in themselves. */
	readonly band: readonly (readonly BandPlace[])[];
	/** Months that are part of a signal. */
	readonly signals: readonly (Place & { readonly side: 'above' | 'below' })[];
	/** Targets as flat pieces, one for each stretch of months that had the same: from half a month before to half a month after. */
	readonly targets: readonly { readonly from: number; readonly to: number; readonly y: number }[];
}

/** Free above and below the line, as part of what it covers. */
const EDGE = 0.08;

/** Cuts a list where nothing stands. */
function pieces<T>(list: readonly (T | null)[]): T[][] {
	const found: T[][] = [];
	let isOpen = false;
	for (const item of list) {
		if (item === null) {
			isOpen = false;
			continue;
		}
		if (isOpen) found.at(-1)?.push(item);
		else found.push([item]);
		isOpen = true;
	}
	return found;
}

/** The lines a target draws: one, of a band both edges. */
const aimsOf = (target: Target | null): readonly number[] => {
	if (target === null) return [];
	return target.direction === 'band' ? [target.low, target.high] : [target.target];
};

interface Scale {
	readonly x: (index: number) => number;
	readonly y: (value: number) => number;
}

function targetPieces(points: readonly HistoryPoint[], { x, y }: Scale): CourseShape['targets'] {
	const half = points.length > 1 ? 0.5 / (points.length - 1) : 0.5;
	const found: { from: number; to: number; y: number; aim: number; line: number; last: number }[] =
		[];
	points.forEach(({ target }, index) => {
		aimsOf(target).forEach((aim, line) => {
			const open = found.findLast((one) => one.line === line);
			if (open?.last === index - 1 && open.aim === aim) {
				open.to = x(index) + half;
				open.last = index;
			} else {
				found.push({
					...{ from: x(index) - half, to: x(index) + half },
					...{ y: y(aim), aim, line, last: index }
				});
			}
		});
	});
	return found.map(({ from, to, y: at }) => ({ from, to, y: at }));
}

function signalsOf(
	points: readonly HistoryPoint[],
	chart: ControlChart | null,
	{ x, y }: Scale
): CourseShape['signals'] {
	const sides = new Map<number, 'above' | 'below'>();
	for (const { side, points: at } of chart?.signals ?? [])
		for (const index of at) if (!sides.has(index)) sides.set(index, side);
	return [...sides].flatMap(([index, side]) => {
		const value = points[index]?.value ?? null;
		return value === null ? [] : [{ x: x(index), y: y(value), side }];
	});
}

const isNumber = (value: number | null): value is number => value !== null;

/** `withTargets`: they are part of what has to be seen, also where the values are far from them. */
export function courseShape(
	points: readonly HistoryPoint[],
	chart: ControlChart | null,
	withTargets: boolean
): CourseShape {
	const limits = points.map((_, index) => chart?.limits[index] ?? null);
	const seen = [
		...points.map(({ value }) => value).filter(isNumber),
		...limits.flatMap((limit) => (limit ? [limit.low, limit.high] : [])),
		...(withTargets ? points.flatMap(({ target }) => aimsOf(target)) : [])
	];
	const [low, high] = seen.length === 0 ? [0, 1] : [Math.min(...seen), Math.max(...seen)];
	const free = (high > low ? high - low : Math.abs(high) || 1) * EDGE;
	const [least, most] = [low - free, high + free];
	const scale: Scale = {
		x: (index) => (points.length > 1 ? index / (points.length - 1) : 0.5),
		y: (value) => (value - least) / (most - least)
	};
	const places = points.map(({ value }, index) =>
		value === null ? null : { x: scale.x(index), y: scale.y(value) }
	);
	const lastIndex = places.findLastIndex((place) => place !== null);
	const last = places[lastIndex] ?? null;
	return {
		...{ least, most },
		pieces: pieces(places),
		last: last === null ? null : { ...last, isPartial: points[lastIndex]?.isPartial ?? false },
		band: pieces(
			limits.map((limit, index) =>
				limit === null
					? null
					: {
							x: scale.x(index),
							low: scale.y(limit.low),
							mean: scale.y(limit.mean),
							high: scale.y(limit.high)
						}
			)
		),
		signals: signalsOf(points, chart, scale),
		targets: withTargets ? targetPieces(points, scale) : []
	};
}
