/**
 * What the months say about a supposed cause and its effect: whether the index of the one goes with that of the other so many
 * months later. A hypothesis and no proof: both may follow a third thing, or the same trend.
 */
import { rankCorrelation } from '../../statistics/rank-correlation.ts';
import type { RankCorrelation } from '../../statistics/rank-correlation.ts';
import type { Month } from '../month.ts';
import { plusMonths } from '../month.ts';
import { leaf, rollUp } from '../roll-up.ts';
import type { RollUpRules } from '../roll-up.ts';
import type { StrategyLink } from '../scorecard.ts';
import type { MeasureView, ObjectiveView } from '../view.ts';

/** With fewer pairs nothing is said; control limits begin at as many. */
export const FEWEST_MONTHS = 8;
/** Below it, chance alone seldom gives as much. */
export const CLEAR_P = 0.05;

/** Index by month; months without one are not in it. */
export type IndexSeries = ReadonlyMap<Month, number>;

/**
 * `supports`: clear, and the way the link says. `contradicts`: clear, and the other way. `open`: not clear. `flat`: one of the
 * two never changed. `tooFew`: fewer than eight months with both.
 */
export type Verdict = 'supports' | 'contradicts' | 'open' | 'flat' | 'tooFew';

export interface LinkEvidence {
	/** Months with both: the cause in one, the effect so many months later. */
	readonly n: number;
	/** Null: too few months, or no change. */
	readonly correlation: RankCorrelation | null;
	/** Of the changes from one month to the next, which a shared trend alone does not bind; null as above. */
	readonly ofChanges: RankCorrelation | null;
	readonly verdict: Verdict;
	/** Clear as it stands, and not in the changes: perhaps both only follow the same trend. */
	readonly isPerhapsTrend: boolean;
}

/** Whole months only. The weights are those of now, the targets those of each month. */
export function objectiveSeries(
	{ measures }: Pick<ObjectiveView, 'measures'>,
	rules: RollUpRules
): IndexSeries {
	const judged = measures.filter(({ measure }) => measure.target !== null);
	const points = (judged[0]?.points ?? []).flatMap(({ month, isPartial }, at) => {
		const { index } = rollUp(
			judged.map((one) => monthOfMeasure(one, at)),
			rules
		);
		return isPartial || index === null ? [] : [[month, index] as const];
	});
	return new Map(points);
}

const monthOfMeasure = ({ measure, points }: MeasureView, at: number) => ({
	...leaf(points[at]?.index ?? null, measure.isCritical),
	weight: measure.weight
});

interface Pair {
	readonly month: Month;
	readonly cause: number;
	readonly effect: number;
}

/** Cause of a month beside the effect so many months later, ascending by month. */
export function laggedPairs(cause: IndexSeries, effect: IndexSeries, lagMonths: number): Pair[] {
	return [...cause]
		.flatMap(([month, index]) => {
			const later = effect.get(plusMonths(month, lagMonths));
			return later === undefined ? [] : [{ month, cause: index, effect: later }];
		})
		.sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** From each month to the next, where both are there. */
const changesOf = (pairs: readonly Pair[]): Pair[] =>
	pairs.flatMap((pair, at) => {
		const before = pairs[at - 1];
		if (before?.month !== plusMonths(pair.month, -1)) return [];
		return [{ ...pair, cause: pair.cause - before.cause, effect: pair.effect - before.effect }];
	});

const correlate = (pairs: readonly Pair[]): RankCorrelation | null =>
	pairs.length < FEWEST_MONTHS
		? null
		: rankCorrelation(
				pairs.map(({ cause }) => cause),
				pairs.map(({ effect }) => effect)
			);

function verdictOf(
	n: number,
	correlation: RankCorrelation | null,
	direction: StrategyLink['direction']
): Verdict {
	if (n < FEWEST_MONTHS) return 'tooFew';
	if (correlation === null) return 'flat';
	if (correlation.p >= CLEAR_P) return 'open';
	return correlation.rho > 0 === (direction === 'with') ? 'supports' : 'contradicts';
}

export function evidenceOf(
	{ lagMonths, direction }: Pick<StrategyLink, 'lagMonths' | 'direction'>,
	cause: IndexSeries,
	effect: IndexSeries
): LinkEvidence {
	const pairs = laggedPairs(cause, effect, lagMonths);
	const correlation = correlate(pairs);
	const ofChanges = correlate(changesOf(pairs));
	const verdict = verdictOf(pairs.length, correlation, direction);
	const isClear = verdict === 'supports' || verdict === 'contradicts';
	const isSameWay = ofChanges !== null && ofChanges.rho > 0 === (correlation?.rho ?? 0) > 0;
	const isConfirmed = isSameWay && ofChanges.p < CLEAR_P;
	return {
		...{ n: pairs.length, correlation, ofChanges, verdict },
		isPerhapsTrend: isClear && !isConfirmed
	};
}
