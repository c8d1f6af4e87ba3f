/**
 * A bullet graph after Few (rev. 10 October 2013) as places along a line: a value against its target, over ranges of bad, fair
 * and good. Pure; the page and the printed report draw the same places.
 */
import { TARGET_INDEX, valueAt } from './target.ts';
import type { BandTarget, RampTarget, Target } from './target.ts';
import { WARN_INDEX } from './level.ts';

/** Least part of the line that lies between floor and stretch, where the line begins at zero. */
const LEAST_FROM_ZERO = 0.3;
/** Beyond floor and stretch, as part of what lies between them. */
const MARGIN = 0.12;
/** A value further out than this many times what lies between floor and stretch is drawn at the end, with a mark. */
const FURTHEST = 1.5;

export interface BulletRange {
	readonly level: 'bad' | 'warn' | 'good';
	/** Places of 0..1 along the line. */
	readonly from: number;
	readonly to: number;
}

export interface Bullet {
	/** In the unit of the measure, at the left and the right end. */
	readonly least: number;
	readonly most: number;
	/** From left to right, without gaps. */
	readonly ranges: readonly BulletRange[];
	/** Of the target, or of both edges of a band. */
	readonly markers: readonly number[];
	/** Where the bar ends, or the dot stands; null: there is no value. */
	readonly value: number | null;
	/** Only a line that begins at zero has a bar: its length is the value. */
	readonly isBar: boolean;
	/** The value lies beyond an end of the line. */
	readonly beyond: 'left' | 'right' | null;
	/** Values with a tick, ascending: floor, target, stretch. */
	readonly ticks: readonly number[];
}

interface Edge {
	readonly at: number;
	/** Of what lies to the right of it. */
	readonly level: BulletRange['level'];
}

/** The value on the upper side of a band that has a given index. */
const upperAt = (index: number, { floorHigh, high }: BandTarget): number =>
	floorHigh + ((high - floorHigh) * index) / TARGET_INDEX;

function rampEdges(target: RampTarget): Edge[] {
	const warn = valueAt(WARN_INDEX, target);
	return target.direction === 'up'
		? [
				{ at: warn, level: 'warn' },
				{ at: target.target, level: 'good' }
			]
		: [
				{ at: target.target, level: 'warn' },
				{ at: warn, level: 'bad' }
			];
}

function edgesOf(target: Target): Edge[] {
	if (target.direction !== 'band') return rampEdges(target);
	return [
		{ at: valueAt(WARN_INDEX, target), level: 'warn' },
		{ at: target.low, level: 'good' },
		{ at: target.high, level: 'warn' },
		{ at: upperAt(WARN_INDEX, target), level: 'bad' }
	];
}

const ticksOf = (target: Target): number[] =>
	[
		...new Set(
			target.direction === 'band'
				? [target.floorLow, target.low, target.high, target.floorHigh]
				: [target.floor, target.target, target.stretch]
		)
	].sort((a, b) => a - b);

const aimsOf = (target: Target): number[] =>
	target.direction === 'band' ? [target.low, target.high] : [target.target];

/** From zero where that leaves enough room for what matters. */
function endsOf(ticks: readonly number[], value: number | null): [number, number] {
	const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
	const span = high - low;
	const reach = (end: number): number =>
		value === null ? end : Math.min(Math.max(value, low - FURTHEST * span), high + FURTHEST * span);
	const least = Math.min(low - MARGIN * span, reach(low));
	const most = Math.max(high + MARGIN * span, reach(high));
	if (least < 0 && low < 0) return [least, most];
	const isFromZero = least <= 0 || span / most >= LEAST_FROM_ZERO;
	return [isFromZero ? 0 : least, most];
}

/** Where a target and a value stand; a line from left to right, whichever way is better. */
export function bulletOf(value: number | null, target: Target): Bullet {
	const ticks = ticksOf(target);
	const [least, most] = endsOf(ticks, value);
	const place = (at: number): number => Math.min(1, Math.max(0, (at - least) / (most - least)));
	const edges = edgesOf(target);
	const levels = [target.direction === 'down' ? 'good' : 'bad', ...edges.map(({ level }) => level)];
	const places = [0, ...edges.map(({ at }) => place(at)), 1];
	return {
		...{ least, most, ticks },
		ranges: (levels as BulletRange['level'][]).map((level, index) => ({
			level,
			from: places[index] ?? 0,
			to: places[index + 1] ?? 1
		})),
		markers: aimsOf(target).map(place),
		value: value === null ? null : place(value),
		isBar: least === 0,
		beyond: beyondOf(value, least, most)
	};
}

function beyondOf(value: number | null, least: number, most: number): Bullet['beyond'] {
	if (value === null) return null;
	if (value < least) return 'left';
	return value > most ? 'right' : null;
}
