/** What was measured of one source, for one unit, in one month; kept as sums, so that months add up to a quarter or a year. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { sumsOf } from '../history/recompute.ts';
import type { Metric, MetricValue } from '../metrics/metric.ts';

/** `provisional`: part of what it rests on may still change. `manual`: entered by somebody, and approved by another. */
export const READING_STATES = ['actual', 'provisional', 'manual', 'estimated'] as const;
export type ReadingState = (typeof READING_STATES)[number];

export const Reading = Type.Object({
	/** Shares and means: what is above the line, in the unit of the value times the denominator. */
	numerator: Type.Number(),
	/** Null: the numerator is the value, and months add up. */
	denominator: Type.Union([Type.Number(), Type.Null()]),
	/** Contacts, answers, evaluations, hours … that stand behind it. */
	n: Type.Number(),
	state: Type.Union(READING_STATES.map((state) => Type.Literal(state))),
	/** A level, as headcount at the end of a month: of several months the last known one counts. */
	isLevel: Type.Optional(Type.Literal(true))
});
export type Reading = Static<typeof Reading>;

/** numerator / denominator; null for an empty denominator. */
export const valueOf = ({ numerator, denominator }: Reading): number | null => {
	if (denominator === null) return numerator;
	return denominator > 0 ? numerator / denominator : null;
};

/** The worst of what their parts are: the whole is provisional as soon as one part of it is. */
const STATE_ORDER: readonly ReadingState[] = ['estimated', 'provisional', 'manual', 'actual'];

/** All of them together, from sums, in the order of their months; null when there is none. */
export function addReadings(readings: readonly (Reading | null)[]): Reading | null {
	const known = readings.filter((reading) => reading !== null);
	const [first] = known;
	if (!first) return null;
	const level = known.findLast(({ isLevel }) => isLevel);
	if (level) return level;
	const sum = (of: (reading: Reading) => number): number =>
		known.reduce((total, reading) => total + of(reading), 0);
	return {
		numerator: sum(({ numerator }) => numerator),
		denominator: known.some(({ denominator }) => denominator === null)
			? null
			: sum(({ denominator }) => denominator ?? 0),
		n: sum(({ n }) => n),
		state:
			STATE_ORDER.find((state) => known.some((reading) => reading.state === state)) ?? first.state
	};
}

const HOUR_MS = 3_600_000;

/** What stands behind shares of time is told in hours. */
export const isOfTime = ({ formula }: Pick<Metric, 'formula'>): boolean =>
	formula.kind === 'ratio' && formula.denominator.endsWith('Ms');

const behind = (metric: Metric, denominator: number): number =>
	isOfTime(metric) ? Math.round(denominator / HOUR_MS) : denominator;

/** A metric's value as the sums it was computed from. Null: there is none. */
export function readingOf(metric: Metric, value: MetricValue | null): Reading | null {
	if (value === null || metric.formula.kind === 'live') return null;
	const state = (value.provisional ?? 0) > 0 ? 'provisional' : 'actual';
	const { formula } = metric;
	const sums = new Map<string, number>(sumsOf(formula, value));
	const of = (measure: string): number => sums.get(measure) ?? 0;
	switch (formula.kind) {
		case 'count':
			return {
				...{ numerator: of(formula.measure), denominator: null },
				n: of(formula.measure),
				state
			};
		case 'ratio': {
			const denominator = of(formula.denominator);
			return {
				numerator: of(formula.numerator),
				denominator,
				n: behind(metric, denominator),
				state
			};
		}
		case 'mean': {
			const n = of(formula.n);
			return { numerator: of(formula.sum) / (formula.parts ?? 1), denominator: n, n, state };
		}
		case 'balance': {
			const n = of(formula.n);
			return { numerator: of(formula.plus) - of(formula.minus), denominator: n, n, state };
		}
		default:
			return formula satisfies never;
	}
}
