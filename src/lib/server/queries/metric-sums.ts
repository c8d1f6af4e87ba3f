/** Measures of a range by bucket and dimension: the question behind every number that is not live. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { COUNTED_BY, SKETCHES } from '#lib/domain/metrics/measures.ts';
import type { Sketch } from '#lib/domain/metrics/measures.ts';
import type { Interval } from '#lib/domain/metrics/interval.ts';
import type { Dimension } from '#lib/domain/metrics/metric.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { CHANGED_SINCE } from './changed-since.ts';
import { NAMED_AGENT_IN_SCOPE, QUEUE_IN_SCOPE } from './row-scope.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import {
	MEASURE_COLUMNS,
	QUANTILES_OF_SKETCHES,
	SKETCH_COLUMNS,
	SKETCH_FUNCTION,
	SUM_OF_MEASURES,
	measureFields
} from './measure-columns.ts';

const Names = Type.Array(Type.String());
const params = Type.Object({
	tenant: Type.String(),
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	tz: Type.String(),
	/** Empty: all. */
	queue: Names,
	channel: Names,
	agent: Names,
	team: Names
});
export type MetricSumsParams = Static<typeof params>;

const Quantiles = Type.Array(Type.Union([Type.Number(), Type.Null()]));
const quantileFields = Object.fromEntries(
	SKETCHES.map((sketch) => [`${sketch}Quantiles`, Quantiles])
) as Record<`${Sketch}Quantiles`, typeof Quantiles>;
const row = Type.Object({
	/** Start of the bucket, seconds; 0 without buckets. */
	bucketS: Type.Integer(),
	queue: Type.String(),
	channel: Type.String(),
	agent: Type.String(),
	team: Type.String(),
	...measureFields,
	...quantileFields
});
export type MetricSumsRow = Static<typeof row>;

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

/** Any range to the millisecond, from the facts. */
const FROM_FACTS = `(
	SELECT b.*, b.booked_at AS at, ${SKETCHES.map(
		(sketch) =>
			`initializeAggregation('${SKETCH_FUNCTION.replace('(', 'StateIf(')}', toFloat64(b.${MEASURE_COLUMNS[sketch]}), toUInt8(b.${MEASURE_COLUMNS[COUNTED_BY[sketch]]})) AS ${SKETCH_COLUMNS[sketch]}`
	).join(', ')}
	FROM bookings AS b
	WHERE b.tenant = {tenant: String}
		AND ${CHANGED_SINCE('b', 'fromUnixTimestamp64Milli({fromMs: Int64})')})`;

/** Ranges on a quarter of an hour, from the roll-ups where they are current. */
const FROM_INTERVALS = `(SELECT i.*, toDateTime64(i.interval_start, 3, 'UTC') AS at FROM metric_intervals AS i
	WHERE i.tenant = {tenant: String}
		AND i.interval_start >= fromUnixTimestamp64Milli({fromMs: Int64}) AND i.interval_start < fromUnixTimestamp64Milli({toMs: Int64}))`;

export const MOST_ROWS = 100_000;

interface Shape {
	readonly interval: Interval;
	readonly by: readonly Dimension[];
	/** Both ends of the range are on a quarter of an hour. */
	readonly aligned: boolean;
	/** Agents or teams are a filter. */
	readonly filtersAgents: boolean;
}

// Written out: the compiler gives up on inferring through this many fields.
type MetricSums = QueryDefinition<typeof params, typeof row, 'rows'>;

function build({ interval, by, aligned, filtersAgents }: Shape): MetricSums {
	const ofAgents = filtersAgents || by.includes('agent') || by.includes('team');
	const team = ofAgents ? 'a.team' : "''";
	const dimension = (name: Dimension): string => {
		if (!by.includes(name)) return "''";
		return name === 'team' ? team : `m.${name}`;
	};
	const groups = ['bucketS', ...by].join(', ');
	return defineQuery<typeof params, typeof row, 'rows'>({
		name: `metric-sums-${interval}${by.length ? `-by-${by.join('-')}` : ''}`,
		sql: `SELECT ${BUCKETS[interval]} AS bucketS,
				${(['queue', 'channel', 'agent', 'team'] as const).map((name) => `toString(${dimension(name)}) AS ${name}`).join(', ')},
				${SUM_OF_MEASURES}, ${QUANTILES_OF_SKETCHES}
			FROM ${aligned ? FROM_INTERVALS : FROM_FACTS} AS m
			${ofAgents ? 'LEFT JOIN (SELECT agent, team FROM agents WHERE tenant = {tenant: String}) AS a ON a.agent = m.agent' : ''}
			WHERE m.at >= fromUnixTimestamp64Milli({fromMs: Int64}) AND m.at < fromUnixTimestamp64Milli({toMs: Int64})
				AND ${QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' })}
				${ofAgents ? `AND ${NAMED_AGENT_IN_SCOPE({ agent: 'm.agent', team: 'a.team' })}` : ''}
				AND (empty({queue: Array(String)}) OR m.queue IN {queue: Array(String)})
				AND (empty({channel: Array(String)}) OR m.channel IN {channel: Array(String)})
				AND (empty({agent: Array(String)}) OR m.agent IN {agent: Array(String)})
				AND (empty({team: Array(String)}) OR ${team} IN {team: Array(String)})
				AND {tz: String} != ''
			GROUP BY ${groups}
			ORDER BY ${groups}
			LIMIT ${MOST_ROWS + 1}`,
		scope: 'rows',
		params,
		row
	});
}

const built = new Map<string, MetricSums>();

/** Made once per shape; values go through parameters only. */
export function metricSums(shape: Shape): MetricSums {
	const key = JSON.stringify([
		shape.interval,
		[...shape.by].sort(),
		shape.aligned,
		shape.filtersAgents
	]);
	const found = built.get(key) ?? build(shape);
	built.set(key, found);
	return found;
}
