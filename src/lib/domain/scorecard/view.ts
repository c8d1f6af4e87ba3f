/**
 * A scorecard for one period: every number a page, a report or a frozen link shows, worked out once by one pure function, so
 * that they agree to the digit.
 */
import type { ControlChart } from '../statistics/control-limits.ts';
import { levelOf } from './level.ts';
import type { Level } from './level.ts';
import { chartOf, measure, trendOf } from './measured.ts';
import type { HistoryPoint, Measured, Readings, Trend } from './measured.ts';
import { plusMonths } from './month.ts';
import type { Month } from './month.ts';
import { monthsBetween } from './month.ts';
import { comparedMonths, monthsOf } from './period.ts';
import type { Comparison, Period } from './period.ts';
import { leaf, rollUp } from './roll-up.ts';
import type { Child, Rolled, RollUpRules } from './roll-up.ts';
import type {
	Measure,
	MeasureSource,
	Objective,
	Perspective,
	ScorecardContent,
	ScorecardVersion
} from './scorecard.ts';
import { versionFor } from './versions.ts';

/** Months of a sparkline, the chosen one last. */
export const HISTORY_MONTHS = 24;

/** Two measures with the same key are one question. */
export const sourceKey = (source: MeasureSource): string => {
	switch (source.kind) {
		case 'metric':
			return JSON.stringify([
				...['metric', source.metric],
				...[source.channels, source.queues, source.teams].map((names) => [...names].sort())
			]);
		case 'figure':
			return JSON.stringify(['figure', source.figure]);
		case 'money':
			return JSON.stringify(['money', source.formula, [...source.channels].sort()]);
		default:
			return source satisfies never;
	}
};

export interface Compared {
	readonly value: number | null;
	readonly n: number;
	/** Of values, in the unit of the measure; null where one of them is missing. */
	readonly difference: number | null;
	readonly indexDifference: number | null;
}

export interface MeasureView {
	readonly measure: Measure;
	readonly now: Measured;
	readonly level: Level;
	/** Null: the months it would be compared with are not over, or a sum of an unfinished month stands against a whole one. */
	readonly compared: Compared | null;
	readonly points: readonly HistoryPoint[];
	readonly chart: ControlChart | null;
	readonly trend: Trend;
}

export interface ObjectiveView {
	readonly objective: Objective;
	readonly rolled: Rolled;
	readonly level: Level;
	readonly measures: readonly MeasureView[];
}

export interface PerspectiveView {
	readonly perspective: Perspective;
	readonly rolled: Rolled;
	readonly level: Level;
	readonly objectives: readonly ObjectiveView[];
}

export interface ScorecardView {
	readonly scorecard: string;
	readonly version: number;
	readonly validFrom: Month;
	readonly content: ScorecardContent;
	readonly period: Period;
	readonly months: readonly Month[];
	/** The last month is not over. */
	readonly isPartial: boolean;
	readonly comparison: Comparison;
	readonly rolled: Rolled;
	readonly level: Level;
	readonly perspectives: readonly PerspectiveView[];
}

export interface ViewSources {
	readonly versions: readonly ScorecardVersion[];
	/** By sourceKey. */
	readonly readings: ReadonlyMap<string, Readings>;
	/** Whether the values of a source are shares, which have limits of their own. */
	readonly isShare: (source: MeasureSource) => boolean;
	/** False: of that unit it is never measured, and nothing is missing; absent: all of them are. */
	readonly isOfUnit?: (source: MeasureSource) => boolean;
	/** Present month. */
	readonly thisMonth: Month;
}

const NOTHING_READ: Readings = new Map();
const minus = (a: number | null, b: number | null): number | null =>
	a === null || b === null ? null : a - b;

class Viewing {
	readonly #sources: ViewSources;
	readonly #period: Period;
	readonly #comparison: Comparison;
	readonly #months: readonly Month[];
	/** Months of a sparkline. */
	readonly #course: readonly Month[];
	/** A key is a long text, and each measure is held against every month of its course. */
	readonly #keys = new Map<MeasureSource, string>();
	readonly #versions = new Map<Month, ReadonlyMap<string, Measure>>();

	constructor(sources: ViewSources, period: Period, comparison: Comparison) {
		this.#sources = sources;
		this.#period = period;
		this.#comparison = comparison;
		this.#months = monthsOf(period);
		this.#course = monthsBetween(plusMonths(period.month, 1 - HISTORY_MONTHS), period.month);
	}

	view({ scorecard, version, validFrom, content }: ScorecardVersion): ScorecardView {
		const { aggregator, hasCriticalCap } = content;
		const rules = { aggregator, hasCriticalCap };
		const perspectives = content.perspectives.map((one) => this.#perspective(one, content, rules));
		const rolled = rollUp(
			perspectives.map((one) => child(one.perspective.weight, one.rolled)),
			rules
		);
		return {
			...{ scorecard, version, validFrom, content, rolled, perspectives },
			...{ period: this.#period, months: this.#months, comparison: this.#comparison },
			isPartial: this.#period.month >= this.#sources.thisMonth,
			level: levelOf(rolled.index)
		};
	}

	#perspective(
		perspective: Perspective,
		content: ScorecardContent,
		rules: RollUpRules
	): PerspectiveView {
		const objectives = content.objectives
			.filter((one) => one.perspective === perspective.id)
			.map((one) => this.#objective(one, content, rules));
		const rolled = rollUp(
			objectives.map((one) => child(one.objective.weight, one.rolled)),
			rules
		);
		return { perspective, rolled, objectives, level: levelOf(rolled.index) };
	}

	#objective(objective: Objective, content: ScorecardContent, rules: RollUpRules): ObjectiveView {
		const measures = content.measures
			.filter((one) => one.objective === objective.id)
			.map((one) => this.measure(one));
		const { isOfUnit = () => true } = this.#sources;
		const rolled = rollUp(
			// A measure without a target, or not of this unit, is shown, and is no part of what is missing.
			measures
				.filter(({ measure: { target, source } }) => target !== null && isOfUnit(source))
				.map(({ measure: one, now }) => ({
					...leaf(now.index, one.isCritical),
					weight: one.weight
				})),
			rules
		);
		return { objective, rolled, measures, level: levelOf(rolled.index) };
	}

	measure(of: Measure): MeasureView {
		const readings = this.#readingsOf(of.source);
		const now = measure(readings, this.#months, of);
		const points = this.#points(of, readings);
		const chart = chartOf(points, readings, this.#sources.isShare(of.source));
		return {
			...{ measure: of, now, points, chart },
			level: levelOf(now.index),
			compared: this.#compared(of, readings, now),
			trend: trendOf(points, chart)
		};
	}

	#keyOf(source: MeasureSource): string {
		const key = this.#keys.get(source) ?? sourceKey(source);
		this.#keys.set(source, key);
		return key;
	}

	#readingsOf(source: MeasureSource): Readings {
		return this.#sources.readings.get(this.#keyOf(source)) ?? NOTHING_READ;
	}

	#compared(of: Measure, readings: Readings, now: Measured): Compared | null {
		const months = comparedMonths(this.#period, this.#comparison);
		const isSum = this.#months.some((month) => readings.get(month)?.denominator === null);
		const isPartial = this.#period.month >= this.#sources.thisMonth;
		if (isSum && isPartial) return null;
		const then = measure(readings, months, this.#measureAt(of, months.at(-1) ?? '') ?? of);
		return {
			...{ value: then.value, n: then.n },
			difference: minus(now.value, then.value),
			indexDifference: minus(now.index, then.index)
		};
	}

	/** The measure as the version of that month had it; null: it had none. */
	#measureAt({ id }: Measure, month: Month): Measure | null {
		const known = this.#versions.get(month);
		if (known) return known.get(id) ?? null;
		const { measures = [] } = versionFor(this.#sources.versions, month)?.content ?? {};
		const byId = new Map(measures.map((one) => [one.id, one]));
		this.#versions.set(month, byId);
		return byId.get(id) ?? null;
	}

	#points(of: Measure, readings: Readings): HistoryPoint[] {
		return this.#course.map((month) => {
			const then = this.#measureAt(of, month);
			// Another source under the same id was another number.
			const isSame = then !== null && this.#keyOf(then.source) === this.#keyOf(of.source);
			const target = isSame ? then.target : null;
			return {
				...{ month, target, isPartial: month >= this.#sources.thisMonth },
				...measure(readings, [month], { target, leastN: then?.leastN ?? of.leastN })
			};
		});
	}
}

const child = (weight: number, rolled: Rolled): Child => ({ ...rolled, weight });

/** Null: the scorecard had not begun in that period. */
export function viewScorecard(
	sources: ViewSources,
	period: Period,
	comparison: Comparison
): ScorecardView | null {
	const version = versionFor(sources.versions, period.month);
	return version ? new Viewing(sources, period, comparison).view(version) : null;
}

/** The months any view of this period reads: its own, those it is compared with, and the sparkline. */
export function monthsRead(period: Period): Month[] {
	const all = [
		...monthsOf(period),
		...comparedMonths(period, 'before'),
		...comparedMonths(period, 'lastYear'),
		...monthsBetween(plusMonths(period.month, 1 - HISTORY_MONTHS), period.month)
	];
	return [...new Set(all)].sort();
}
