/**
 * What a measure is held against, and the index that says how far it has come: 0 at the floor, 80 at the target, 100 at the
 * stretch, straight lines between. One normaliser for every measure, so that a lower-is-better measure can never score its gap.
 */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Index of a measure that is exactly at its target. */
export const TARGET_INDEX = 80;
export const FULL_INDEX = 100;

/** More is better (`up`: floor < target ≤ stretch) or less is better (`down`: floor > target ≥ stretch). */
export const RampTarget = Type.Object({
	direction: Type.Union([Type.Literal('up'), Type.Literal('down')]),
	floor: Type.Number(),
	target: Type.Number(),
	stretch: Type.Number()
});
export type RampTarget = Static<typeof RampTarget>;

/** Best in the middle, as occupancy: on target from `low` to `high`, at the floor from `floorLow` down and `floorHigh` up. */
export const BandTarget = Type.Object({
	direction: Type.Literal('band'),
	floorLow: Type.Number(),
	low: Type.Number(),
	high: Type.Number(),
	floorHigh: Type.Number()
});
export type BandTarget = Static<typeof BandTarget>;

/** In the unit of the measure: shares 0..1, durations in milliseconds, money in cents. */
export const Target = Type.Union([RampTarget, BandTarget]);
export type Target = Static<typeof Target>;
export type Direction = Target['direction'];

export type TargetFault = 'order' | 'notFinite';

/** Null: the numbers stand in the order their direction asks for. */
export function targetFault(target: Target): TargetFault | null {
	const numbers = Object.values(target).filter((value) => typeof value === 'number');
	if (!numbers.every(Number.isFinite)) return 'notFinite';
	if (target.direction === 'band') {
		const { floorLow, low, high, floorHigh } = target;
		return floorLow < low && low <= high && high < floorHigh ? null : 'order';
	}
	const sign = target.direction === 'up' ? 1 : -1;
	const isRising = sign * target.floor < sign * target.target;
	return isRising && sign * target.target <= sign * target.stretch ? null : 'order';
}

/** 0..100 on a ramp that rises: `floor` < `aim` ≤ `stretch`. */
function rampIndex(value: number, floor: number, aim: number, stretch: number): number {
	if (value <= floor) return 0;
	if (value < aim) return (TARGET_INDEX * (value - floor)) / (aim - floor);
	if (value >= stretch) return FULL_INDEX;
	return TARGET_INDEX + ((FULL_INDEX - TARGET_INDEX) * (value - aim)) / (stretch - aim);
}

/**
 * How far a value has come, 0..100; null for no value. Piecewise linear after kpi-science §5.2; worked checks TV-30:
 * 72 of 55/75/85 is 68, 360 s of 480/330/270 is 64, 4.2 % of 8/5/2 is 85.33.
 * A band is two such ramps, mirrored, that meet at 100 in its middle.
 */
export function indexOf(value: number | null, target: Target): number | null {
	if (value === null) return null;
	switch (target.direction) {
		case 'up':
			return rampIndex(value, target.floor, target.target, target.stretch);
		case 'down':
			return rampIndex(-value, -target.floor, -target.target, -target.stretch);
		case 'band': {
			const { floorLow, low, high, floorHigh } = target;
			const middle = (low + high) / 2;
			return value <= middle
				? rampIndex(value, floorLow, low, middle)
				: rampIndex(-value, -floorHigh, -high, -middle);
		}
		default:
			return target satisfies never;
	}
}

/** What is missing to the target, in the unit of the measure; 0 and above: it is reached. Of a band: to its nearer edge. */
export function gapOf(value: number, target: Target): number {
	switch (target.direction) {
		case 'up':
			return value - target.target;
		case 'down':
			return target.target - value;
		case 'band':
			return Math.min(value - target.low, target.high - value);
		default:
			return target satisfies never;
	}
}

/** The value that has a given index between floor and target; of a band on its lower side. */
export function valueAt(index: number, target: Target): number {
	const [floor, aim] =
		target.direction === 'band' ? [target.floorLow, target.low] : [target.floor, target.target];
	return floor + ((aim - floor) * index) / TARGET_INDEX;
}
