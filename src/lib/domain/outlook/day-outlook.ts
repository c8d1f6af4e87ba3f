/** How the day may end, from what is known of the floor now and of such days. Pure. */
import { atRiskNow, waitingNow } from '../metrics/floor-metrics.ts';
import type { WaitingQueue } from '../metrics/floor-metrics.ts';
import { ratio } from '../metrics/metric.ts';
import { outlook } from './outlook.ts';
import type { Outlook } from './outlook.ts';
import { dayAt, expectedDay } from './usual-day.ts';
import type { UsualDay } from './usual-day.ts';

/** 0..1; what a service level is usually held against. */
export const USUAL_TARGET = 0.8;

interface LevelSums {
	readonly serviceLevelNumerator: number;
	readonly serviceLevelDenominator: number;
}

export interface DayFacts {
	readonly target: number;
	/** Since midnight in the zone. */
	readonly today: LevelSums;
	/** Of the last half hour. */
	readonly recent: LevelSums;
	readonly waiting: readonly WaitingQueue[];
	/** Of each queue; undefined: never seen on such a weekday. */
	readonly usual: readonly (UsualDay | undefined)[];
	readonly zone: string;
	readonly nowMs: number;
}

export interface DayOutlook extends Outlook {
	/** How many weeks the forecast is the mean of. */
	readonly weeks: number;
}

/** Null where nothing is known of such days. */
export function dayOutlook(facts: DayFacts): DayOutlook | null {
	const { target, today, recent, waiting, usual, zone, nowMs } = facts;
	const expected = expectedDay(usual, dayAt(nowMs, zone), zone);
	if (expected === null) return null;
	const late = atRiskNow(waiting, nowMs);
	const found = outlook({
		target,
		numerator: today.serviceLevelNumerator,
		denominator: today.serviceLevelDenominator,
		waitingInTime: waitingNow(waiting) - late,
		waitingLate: late,
		expected: expected.quarters,
		recentLevel: ratio(recent.serviceLevelNumerator, recent.serviceLevelDenominator),
		nowMs
	});
	return found === null ? null : { ...found, weeks: expected.weeks };
}
