/** What a contract would cost or bring if its month ended now, what it would at this rate, and what leads out of each band. */
import { metric } from '../../metrics/catalogue.ts';
import type { MetricId } from '../../metrics/catalogue.ts';
import type { Metric } from '../../metrics/metric.ts';
import type { Reading } from '../reading.ts';
import { effectOf, exitsOf } from './bands.ts';
import type { Exit, Standing } from './bands.ts';
import { shareOfCents, sumOfCents } from './cents.ts';
import type { Share } from './cents.ts';
import type { Clause } from './contract.ts';
import type { Billed } from './month-money.ts';
import { settle } from './penalties.ts';
import type { ClauseResult, Settled } from './penalties.ts';

/** How far the days of a contract in its month have come; `part` is 1 or more. */
export type Progress = Share;

/** With what is billed by contact or hour at the rate until now, and amounts of a month in full. */
export function projectedCents(
	{ terms, ofMonth }: Pick<Billed, 'terms' | 'ofMonth'>,
	{ part, whole }: Progress
): number {
	return sumOfCents(
		terms.map(({ price, amount }) =>
			price.basis === 'month'
				? shareOfCents(price.cents, ofMonth)
				: shareOfCents(amount.cents, { part: whole, whole: part })
		)
	);
}

/** The lowest and highest one more can add; null where there is no highest, as of a duration. */
function boundsOf({ unit }: Metric): Standing['bounds'] {
	if (unit === 'ratio') return { least: 0, most: 1 };
	return unit === 'balance' ? { least: -1, most: 1 } : null;
}

export interface ClauseExposure {
	readonly clause: Clause;
	readonly reading: Reading | null;
	/** Index of the band; null: nothing is known, or too little. */
	readonly band: number | null;
	/** Below 0 is a penalty; before caps. */
	readonly cents: number;
	readonly projectedCents: number;
	/** To better bands; empty in the best one, and once the month is over. */
	readonly exits: readonly Exit[];
}

export interface Exposure {
	readonly billedCents: number;
	readonly projectedBilledCents: number;
	readonly clauses: readonly ClauseExposure[];
	readonly now: Settled;
	readonly projected: Settled;
	readonly isOver: boolean;
}

function exitsFor(
	{ clause, reading, band }: ClauseResult,
	{ part, whole }: Progress,
	worth: (effect: Clause['steps'][number]['effect']) => number
): readonly Exit[] {
	if (reading === null || band === null || reading.denominator === null || part >= whole) return [];
	const { numerator, denominator } = reading;
	const of = metric(clause.metric as MetricId);
	const standing: Standing = {
		...{ numerator, denominator, bounds: boundsOf(of) },
		expected: (denominator * (whole - part)) / part
	};
	return exitsOf(clause.steps, band, { standing, direction: of.direction, worth });
}

/** `results` are those of `judgeClause`, of the whole contract. */
export function exposureOf(
	billed: Billed,
	{ results, settled }: { readonly results: readonly ClauseResult[]; readonly settled: Settled },
	progress: Progress
): Exposure {
	const { contract } = billed.contract;
	const all = projectedCents(billed, progress);
	const worth = (effect: Clause['steps'][number]['effect']): number =>
		effectOf(effect, all, billed.ofMonth);
	const clauses = results.map((result): ClauseExposure => {
		const { clause, reading, band, cents } = result;
		const effect = band === null ? undefined : clause.steps[band]?.effect;
		return {
			...{ clause, reading, band, cents },
			projectedCents: effect ? worth(effect) : 0,
			exits: exitsFor(result, progress, worth)
		};
	});
	const projected = settle(
		contract,
		clauses.map((clause) => clause.projectedCents),
		all
	);
	return {
		...{ clauses, projected, now: settled },
		billedCents: billed.cents,
		projectedBilledCents: all,
		isOver: progress.part >= progress.whole
	};
}
