/** Round values between two ends, for the lines of a chart. */
import type { MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';

const MOST_STEPS = 4;
const FACTORS = [1, 2, 2.5, 5, 10];
/** Steps people count time in: 1 s … 1 d. */
const CLOCK_MS = [
	1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800
].map((seconds) => seconds * 1000);
const DAY_MS = 86_400_000;

const tidy = (value: number): number => Number(value.toPrecision(12));

function decimalStep(least: number): number {
	const decade = 10 ** Math.floor(Math.log10(least));
	return tidy(decade * (FACTORS.find((factor) => decade * factor >= least) ?? 10));
}

function stepOf(unit: MeasureUnit, least: number): number {
	if (unit === 'duration') {
		return CLOCK_MS.find((step) => step >= least) ?? DAY_MS * Math.ceil(least / DAY_MS);
	}
	const step = decimalStep(least);
	return unit === 'count' ? Math.max(1, step) : step;
}

/** Ascending, within both ends; at least one where the ends differ by a step. */
export function axisTicks(unit: MeasureUnit, least: number, most: number): number[] {
	if (!(most > least)) return [];
	const step = stepOf(unit, (most - least) / MOST_STEPS);
	const first = Math.ceil(least / step);
	const last = Math.floor(most / step);
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
		tidy((first + index) * step)
	);
}
