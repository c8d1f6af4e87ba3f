/** The address of a scorecard: which unit, which months, compared with what. Read whatever stands in it, write it in one way. */
import { isMonth, plusMonths } from './month.ts';
import type { Month } from './month.ts';
import { COMPARISONS, RANGES } from './period.ts';
import type { Comparison, Period } from './period.ts';
import { unitKey, unitOfKey } from './scorecard-page.ts';
import type { Unit } from './scorecard.ts';

export interface ScorecardAsk {
	readonly period: Period;
	readonly comparison: Comparison;
	/** Null: the node of the scorecard itself. */
	readonly unit: Unit | null;
	/** Nobody chose the month: it may be another one where nothing is known of it. */
	readonly isUsual?: true;
}

const oneOf = <T extends string>(words: readonly T[], text: string | null): T | null =>
	words.find((word) => word === text) ?? null;

/**
 * Never fails: what makes no sense is what is usual, which is the last whole month against the one before. Of the running one
 * there is much that nobody has told yet.
 */
export function readScorecardAsk(query: URLSearchParams, thisMonth: Month): ScorecardAsk {
	const month = query.get('month') ?? '';
	const unit = query.get('unit') ?? '';
	const isChosen = isMonth(month) && month <= thisMonth;
	return {
		period: {
			range: oneOf(RANGES, query.get('range')) ?? 'month',
			month: isChosen ? month : plusMonths(thisMonth, -1)
		},
		comparison: oneOf(COMPARISONS, query.get('compare')) ?? 'before',
		unit: unit === '' ? null : unitOfKey(unit),
		...(isChosen ? {} : { isUsual: true })
	};
}

/** The same page always has the same address. */
export const writeScorecardAsk = ({ period, comparison, unit }: ScorecardAsk): URLSearchParams =>
	new URLSearchParams([
		['range', period.range],
		['month', period.month],
		['compare', comparison],
		...(unit === null ? [] : [['unit', unitKey(unit)]])
	]);
