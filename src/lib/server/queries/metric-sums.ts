/** Measures of a range by bucket and dimension: the question behind every number that is not live. */
import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import type { AnyMeasure, Sketch, Source } from '#lib/domain/metrics/measures.ts';
import type { Interval } from '#lib/domain/metrics/interval.ts';
import type { Dimension, Split } from '#lib/domain/metrics/metric.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { NAMED_AGENT_IN_SCOPE } from './row-scope.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import { builtOnce } from './built-once.ts';
import { columnOf, quantilesOf } from './measure-columns.ts';
import { MEASURE_SOURCES } from './sources/all.ts';
import {
	contactFacts,
	contactPieces,
	contactSums,
	contactSumsBetween,
	sketchesAmong
} from './sources/contact-sums.ts';

const Names = Type.Array(Type.String());
export const params = Type.Object({
	tenant: Type.String(),
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	tz: Type.String(),
	/** The present, for what is only known after a while. */
	nowMs: Type.Integer(),
	/** How long a customer must not come back for a contact to count as solved. */
	repeatWindowMs: Type.Integer(),
	/** Placement hours to be read from their facts, seconds; see open-hours.ts. */
	openHours: Type.Optional(Type.Array(Type.Integer())),
	/** Empty: all. */
	queue: Names,
	channel: Names,
	agent: Names,
	team: Names
});
export type MetricSumsParams = Static<typeof params>;

const Quantiles = Type.Array(Type.Union([Type.Number(), Type.Null()]));
type QuantilesOf = `${Sketch}Quantiles`;
const dimensionFields = {
	/** Start of the bucket, seconds; 0 without buckets. */
	bucketS: Type.Integer(),
	queue: Type.String(),
	channel: Type.String(),
	agent: Type.String(),
	team: Type.String()
};
/** A bucket of a source: its measures, and `[median, p90, p95]` of its durations. */
export type MetricSumsRow = Static<TObject<typeof dimensionFields>> & {
	/** Only where it was asked for. */
	readonly evaluator?: string;
} & Partial<Record<AnyMeasure, number>> &
	Partial<Record<QuantilesOf, (number | null)[]>>;

/** By the minute of the local clock: toStartOfInterval rounds in UTC, which is wrong where clocks are :45 apart. */
const FLOOR_MINUTES = (minutes: number): string =>
	`toUnixTimestamp(toStartOfFifteenMinutes(m.at)) - 60 * intDiv(toMinute(toTimeZone(toStartOfFifteenMinutes(m.at), {tz: String})) % ${minutes}, 15) * 15`;

/** Bucket of `m.at`, in the zone asked. Weeks start on Monday. */
const BUCKETS: Record<Interval, string> = {
	none: '0',
	'15m': 'toUnixTimestamp(toStartOfFifteenMinutes(m.at))',
	'30m': FLOOR_MINUTES(30),
	'1h': FLOOR_MINUTES(60),
	'1d': 'toUnixTimestamp(toStartOfDay(toTimeZone(m.at, {tz: String})))',
	'1w': 'toUnixTimestamp(toDateTime(toStartOfWeek(toTimeZone(m.at, {tz: String}), 1), {tz: String}))',
	'1M': 'toUnixTimestamp(toDateTime(toStartOfMonth(toTimeZone(m.at, {tz: String})), {tz: String}))'
};

export const MOST_ROWS = 100_000;

export interface Shape {
	readonly source: Source;
	readonly interval: Interval;
	readonly by: readonly Split[];
	/** Both ends of the range are on a quarter of an hour. */
	readonly aligned: boolean;
	/** Agents or teams are a filter. */
	readonly filtersAgents: boolean;
	/** Of the source; absent: all it has. */
	readonly measures?: readonly AnyMeasure[];
	/** Whether percentiles of the durations among them are asked as well; absent: they are. */
	readonly withQuantiles?: boolean;
	/**
	 * Whether `openHours` names any; absent: the question finds out itself which hours have their sums. A range that is not
	 * aligned may only say so when it has a whole quarter; absent: it is counted contact by contact.
	 */
	readonly hasOpenHours?: boolean;
}

// The fields of a row differ by source; its type is said above.
type MetricSums = QueryDefinition<typeof params, TObject, 'rows'>;

const TEAMS = `LEFT JOIN (SELECT agent, team FROM agents WHERE tenant = {tenant: String}) AS a ON a.agent = m.agent`;

/** FROM and WHERE over the rows or sums of a source, with filters and scope; the team is in `a.team` if it is asked. */
export function fromSource(
	relation: string,
	{ source, ofAgents }: { readonly source: Source; readonly ofAgents: boolean }
): string {
	return `FROM ${relation} AS m
			${ofAgents ? TEAMS : ''}
			WHERE m.at >= fromUnixTimestamp64Milli({fromMs: Int64}) AND m.at < fromUnixTimestamp64Milli({toMs: Int64})
				AND ${MEASURE_SOURCES[source].inScope}
				${ofAgents ? `AND ${NAMED_AGENT_IN_SCOPE({ agent: 'm.agent', team: 'a.team' })}` : ''}
				AND (empty({queue: Array(String)}) OR m.queue IN {queue: Array(String)})
				AND (empty({channel: Array(String)}) OR m.channel IN {channel: Array(String)})
				AND (empty({agent: Array(String)}) OR m.agent IN {agent: Array(String)})
				AND (empty({team: Array(String)}) OR ${ofAgents ? 'a.team' : "''"} IN {team: Array(String)})
				AND {tz: String} != ''`;
}

/** The relation that answers a range soonest. */
export function relationOf({ source, aligned }: Pick<Shape, 'source' | 'aligned'>): string {
	const { intervals, pieces } = MEASURE_SOURCES[source];
	return aligned && intervals !== null ? intervals : pieces;
}

/** The rows that add to these measures, one by one. */
export const piecesOf = (source: Source, measures: readonly AnyMeasure[]): string =>
	source === 'contacts' ? contactPieces(measures) : MEASURE_SOURCES[source].pieces;

export const needsAgents = ({ by, filtersAgents }: Pick<Shape, 'by' | 'filtersAgents'>): boolean =>
	filtersAgents || by.includes('agent') || by.includes('team');

const measuresOf = ({
	source,
	measures
}: Pick<Shape, 'source' | 'measures'>): readonly AnyMeasure[] => measures ?? MEASURES_OF[source];

function sketchesOf(
	shape: Pick<Shape, 'source' | 'measures' | 'withQuantiles'>
): readonly Sketch[] {
	const { source, withQuantiles = true } = shape;
	return source === 'contacts' && withQuantiles ? sketchesAmong(measuresOf(shape)) : [];
}

/** The relation that answers a question for these measures soonest. */
export function sumsOf(shape: Omit<Shape, 'interval' | 'by'>): string {
	const { source, aligned, hasOpenHours } = shape;
	if (source !== 'contacts') return relationOf(shape);
	const asked = { measures: measuresOf(shape), sketches: sketchesOf(shape) };
	if (hasOpenHours !== undefined)
		return (aligned ? contactSums : contactSumsBetween)({ ...asked, hasOpenHours });
	return aligned || asked.measures.length === 0 ? relationOf(shape) : contactFacts(asked);
}

function build(shape: Shape): MetricSums {
	const { source, interval, by } = shape;
	const measures = measuresOf(shape);
	const ofAgents = needsAgents(shape);
	const dimension = (name: Dimension): string => {
		if (!by.includes(name)) return "''";
		return name === 'team' ? 'a.team' : `m.${name}`;
	};
	const byEvaluator = by.includes('evaluator');
	const sums = measures.map((measure) => `sum(m.${columnOf(measure)}) AS ${measure}`);
	const sketches = sketchesOf(shape);
	const groups = ['bucketS', ...by].join(', ');
	return defineQuery<typeof params, TObject, 'rows'>({
		name: `metric-sums-${source}-${interval}${by.length ? `-by-${by.join('-')}` : ''}`,
		sql: `SELECT ${BUCKETS[interval]} AS bucketS,
				${(['queue', 'channel', 'agent', 'team'] as const).map((name) => `toString(${dimension(name)}) AS ${name}`).join(', ')},
				${byEvaluator ? 'toString(m.evaluator) AS evaluator, ' : ''}${[...sums, ...sketches.map(quantilesOf)].join(', ')}
			${fromSource(sumsOf(shape), { source, ofAgents })}
			GROUP BY ${groups}
			ORDER BY ${groups}
			LIMIT ${MOST_ROWS + 1}`,
		scope: 'rows',
		params,
		row: Type.Object({
			...dimensionFields,
			...(byEvaluator ? { evaluator: Type.String() } : {}),
			...Object.fromEntries(measures.map((measure) => [measure, Type.Integer()])),
			...Object.fromEntries(sketches.map((sketch) => [`${sketch}Quantiles`, Quantiles]))
		})
	});
}

const MOST_SHAPES = 500;

/** Made once per shape; values go through parameters only. Its rows are MetricSumsRow. */
export const metricSums = builtOnce(
	MOST_SHAPES,
	(shape: Shape) =>
		JSON.stringify([
			shape.source,
			shape.interval,
			[...shape.by].sort(),
			shape.aligned,
			shape.filtersAgents,
			shape.measures ?? null,
			shape.withQuantiles ?? true,
			shape.hasOpenHours ?? null
		]),
	build
);
