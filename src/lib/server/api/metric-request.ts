/** The parameters of `/api/v1/metrics/query`, read and checked. */
import { parseTimestampMs } from '#lib/domain/events/timestamp.ts';
import { METRIC_IDS, findMetric, metricSource } from '#lib/domain/metrics/catalogue.ts';
import { INTERVALS, isAligned, isTimeZone } from '#lib/domain/metrics/interval.ts';
import type { Interval } from '#lib/domain/metrics/interval.ts';
import type { Dimension, Metric, Split } from '#lib/domain/metrics/metric.ts';
import { MEASURE_SOURCES } from '../queries/sources/all.ts';
import { badParameter } from './problem.ts';
import type { Problem } from './problem.ts';

export const DIMENSIONS = [
	'queue',
	'channel',
	'agent',
	'team'
] as const satisfies readonly Dimension[];
export const SPLITS = [...DIMENSIONS, 'evaluator'] as const satisfies readonly Split[];
/** 400 days of 15-minute buckets. */
export const MOST_BUCKETS = 400 * 96;
const DAY_MS = 24 * 3_600_000;
const LONGEST_MS: Record<Interval, number> = {
	'15m': 400 * DAY_MS,
	'30m': 800 * DAY_MS,
	'1h': 1600 * DAY_MS,
	'1d': 38_400 * DAY_MS,
	'1w': 38_400 * DAY_MS,
	'1M': 38_400 * DAY_MS,
	none: 38_400 * DAY_MS
};
/** From the contacts themselves, without the sums of quarters of an hour. */
const LONGEST_EXACT_MS = 400 * DAY_MS;
const MOST_NAMES = 500;

/** Of what has no sums at rest, as much as its source can work out while somebody waits. */
export function longestMs(metric: Metric): number {
	const source = metricSource(metric);
	if (source === null || MEASURE_SOURCES[source].intervals !== null) return Infinity;
	return MEASURE_SOURCES[source].longestDays * DAY_MS;
}

export interface MetricRequest {
	readonly metrics: readonly Metric[];
	readonly fromMs: number;
	readonly toMs: number;
	readonly interval: Interval;
	readonly by: readonly Split[];
	readonly filters: Readonly<Record<Dimension, string[]>>;
	readonly zone: string;
}

class Faulty extends Error {
	override readonly name = 'Faulty';
	readonly problem: Problem;
	constructor(field: string, detail: string) {
		super(detail);
		this.problem = badParameter(field, detail);
	}
}

const listOf = (query: URLSearchParams, name: string): string[] => {
	const names = query
		.getAll(name)
		.flatMap((value) => value.split(','))
		.filter((value) => value !== '');
	if (names.length > MOST_NAMES)
		throw new Faulty(name, `${name} takes at most ${MOST_NAMES} names`);
	return [...new Set(names)];
};

function readMetrics(query: URLSearchParams): Metric[] {
	const ids = listOf(query, 'metric');
	if (ids.length === 0)
		throw new Faulty('metric', `metric is required: one or more of ${METRIC_IDS.join(', ')}`);
	return ids.map((id) => {
		const found = findMetric(id);
		if (!found)
			throw new Faulty(
				'metric',
				`there is no metric "${id.slice(0, 60)}"; there are ${METRIC_IDS.join(', ')}`
			);
		return found;
	});
}

function readInstant(query: URLSearchParams, name: 'from' | 'to'): number {
	// A plus sign that was not escaped arrives as a space.
	const text = query.get(name)?.replace(/ (?=\d\d:\d\d$)/, '+');
	const ms = text === undefined ? null : parseTimestampMs(text);
	if (ms === null)
		throw new Faulty(
			name,
			`${name} must be an RFC 3339 date and time with offset, such as 2026-11-20T00:00:00Z`
		);
	return ms;
}

function readInterval(query: URLSearchParams): Interval {
	const text = query.get('interval') ?? 'none';
	const found = INTERVALS.find((interval) => interval === text);
	if (!found) throw new Faulty('interval', `interval must be one of ${INTERVALS.join(', ')}`);
	return found;
}

function readBy(query: URLSearchParams, metrics: readonly Metric[]): Split[] {
	return listOf(query, 'by').map((name) => {
		const found = SPLITS.find((split) => split === name);
		if (!found) throw new Faulty('by', `by takes ${SPLITS.join(', ')}`);
		const without = metrics.find((metric) => !metric.dimensions.includes(found));
		if (without) throw new Faulty('by', `${without.id} is not known by ${found}`);
		return found;
	});
}

function readFilters(
	query: URLSearchParams,
	metrics: readonly Metric[]
): Record<Dimension, string[]> {
	const filters = { queue: [], channel: [], agent: [], team: [] } as Record<Dimension, string[]>;
	for (const name of DIMENSIONS) {
		filters[name] = listOf(query, name);
		const without = metrics.find((metric) => !metric.dimensions.includes(name));
		if (filters[name].length > 0 && without) {
			throw new Faulty(name, `${without.id} is not known by ${name}`);
		}
	}
	return filters;
}

function checkRange({
	fromMs,
	toMs,
	interval,
	metrics
}: Omit<MetricRequest, 'by' | 'filters' | 'zone'>): void {
	if (toMs <= fromMs) throw new Faulty('to', 'to must be after from');
	if (toMs - fromMs > LONGEST_MS[interval]) {
		throw new Faulty(
			'to',
			`the range is too long for an interval of ${interval}: at most ${LONGEST_MS[interval] / DAY_MS} days`
		);
	}
	const isExact = !isAligned(fromMs) || !isAligned(toMs);
	if (isExact && toMs - fromMs > LONGEST_EXACT_MS) {
		throw new Faulty(
			'to',
			`a range that does not begin and end on a quarter of an hour is counted contact by contact: at most ${LONGEST_EXACT_MS / DAY_MS} days`
		);
	}
	const [tooLong] = metrics.filter((metric) => toMs - fromMs > longestMs(metric));
	if (tooLong) {
		throw new Faulty(
			'to',
			`the range is too long for ${tooLong.id}, which is worked out anew each time: at most ${longestMs(tooLong) / DAY_MS} days`
		);
	}
	const live = metrics.find((metric) => metric.formula.kind === 'live');
	if (live && interval !== 'none')
		throw new Faulty('interval', `${live.id} is only known now: ask for it without an interval`);
}

function readZone(query: URLSearchParams): string {
	const zone = query.get('tz') ?? 'UTC';
	if (!isTimeZone(zone))
		throw new Faulty('tz', 'tz must be an IANA time zone such as Europe/Madrid');
	return zone;
}

export function readMetricRequest(
	query: URLSearchParams
): { request: MetricRequest } | { problem: Problem } {
	try {
		const metrics = readMetrics(query);
		const range = {
			metrics,
			fromMs: readInstant(query, 'from'),
			toMs: readInstant(query, 'to'),
			interval: readInterval(query)
		};
		checkRange(range);
		const by = readBy(query, metrics);
		const filters = readFilters(query, range.metrics);
		return { request: { ...range, by, filters, zone: readZone(query) } };
	} catch (error) {
		if (error instanceof Faulty) return { problem: error.problem };
		throw error;
	}
}
