/** Round numbers for an axis, four steps or fewer. */
import type { Axis } from './strip-chart.ts';

const MAX_STEPS = 4;
const DECADE = [1, 2, 2.5, 5, 10];
/** Seconds people count in: 5 s … 1 h. */
const CLOCK_S = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
const SECOND_MS = 1000;

function decimalStep(span: number): number {
	const raw = span / MAX_STEPS;
	const decade = 10 ** Math.floor(Math.log10(raw));
	return decade * (DECADE.find((factor) => decade * factor >= raw) ?? 10);
}

/** From zero, whole numbers. */
export function countAxis(most: number): Axis {
	const step = Math.max(1, decimalStep(Math.max(1, most)));
	return { least: 0, most: Math.max(step, Math.ceil(most / step) * step), step };
}

/** From zero, in milliseconds. */
export function durationAxis(mostMs: number): Axis {
	const seconds = Math.max(1, mostMs / SECOND_MS);
	const step =
		CLOCK_S.find((candidate) => candidate * MAX_STEPS >= seconds) ?? decimalStep(seconds);
	return {
		least: 0,
		most: Math.max(1, Math.ceil(seconds / step)) * step * SECOND_MS,
		step: step * SECOND_MS
	};
}

const round = (value: number): number => Number(value.toFixed(6));

const RATIO_STEPS = [0.05, 0.1, 0.2, 0.25];

/** Shares of 0 to 1: the part in use, so that the difference between 78 % and 82 % can be seen. */
export function ratioAxis(least: number, most: number): Axis {
	for (const step of RATIO_STEPS) {
		// 0.6 / 0.2 is a little under 3, and 6 × 0.1 a little over 0.6.
		const low = Math.max(0, round(Math.floor(round(least / step)) * step));
		const high = Math.min(1, round(Math.ceil(round(most / step)) * step));
		const steps = Math.max(1, Math.round((high - low) / step));
		if (steps <= MAX_STEPS) {
			return low + step > 1
				? { least: 1 - step, most: 1, step }
				: { least: low, most: Math.max(high, low + step), step };
		}
	}
	return { least: 0, most: 1, step: 0.25 };
}
