/** Round numbers for an axis of any span, below zero too. */
import type { Axis } from './strip-chart.ts';

const MAX_STEPS = 4;
const FACTORS = [1, 2, 2.5, 5, 10];

const tidy = (value: number): number => Number(value.toPrecision(12));

/** Four steps or a little more; never empty. */
export function spanAxis(least: number, most: number): Axis {
	const span = most > least ? most - least : Math.max(Math.abs(most), 1);
	const decade = 10 ** Math.floor(Math.log10(span / MAX_STEPS));
	const step = tidy(decade * (FACTORS.find((factor) => decade * factor >= span / MAX_STEPS) ?? 10));
	const low = tidy(Math.floor(least / step) * step);
	const high = tidy(Math.ceil(most / step) * step);
	return { least: low, most: high > low ? high : tidy(low + step), step };
}
