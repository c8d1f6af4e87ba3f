/** Limits as people type them (per cent, seconds) and as boards keep them (ratio, milliseconds). */
import type { MetricUnit } from '#lib/domain/metrics/metric.ts';

const PER_UNIT: Record<MetricUnit, number> = {
	ratio: 0.01,
	duration: 1000,
	count: 1,
	balance: 0.01,
	score: 1
};
/** 0.07 × 100 is not 7. */
const DIGITS = 9;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

export const toTyped = (value: number | null, unit: MetricUnit): string =>
	value === null ? '' : String(rounded(value / PER_UNIT[unit]));

/** Null for an empty field, which is no limit, and for what is no number. */
export function fromTyped(text: string, unit: MetricUnit): number | null {
	const typed = text.trim().replace(',', '.');
	if (typed === '') return null;
	const value = Number(typed);
	return Number.isFinite(value) ? rounded(value * PER_UNIT[unit]) : null;
}
