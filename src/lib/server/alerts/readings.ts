/** From what the questions answered to the readings of a rule: one a queue, or one over all of them. Pure. */
import { watchedLive } from '#lib/domain/alerts/alert-metrics.ts';
import type { WatchedLive } from '#lib/domain/alerts/alert-metrics.ts';
import type { Reading } from '#lib/domain/alerts/alert-state.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import {
	agentsPresent,
	atRiskNow,
	longestSinceMs,
	waitingNow
} from '#lib/domain/metrics/floor-metrics.ts';
import type { WaitingQueue } from '#lib/domain/metrics/floor-metrics.ts';
import type { AnyMeasure } from '#lib/domain/metrics/measures.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import type { Metric, MetricValue } from '#lib/domain/metrics/metric.ts';
import type { MetricSumsRow } from '../queries/metric-sums.ts';

/** Who waits and who is there, of everybody: each rule is given what its team reaches. */
export interface NowRows {
	readonly waiting: readonly (WaitingQueue & { readonly queue: string })[];
	readonly agents: readonly { readonly team: string; readonly state: string }[];
	readonly nowMs: number;
}

/** What a rule is about, as far as its team reaches it. */
export interface Watch {
	readonly rule: AlertRule;
	readonly metric: Metric;
	readonly scope: RowScope;
	/** Of the queues the rule names or reaches; those of its channels only. */
	readonly queues: readonly string[];
}

type Sums = Partial<Record<AnyMeasure, number>>;

const NAMES = new Set(['bucketS', 'queue', 'channel', 'agent', 'team']);

function addInto(total: Sums, row: MetricSumsRow): void {
	for (const [name, value] of Object.entries(row)) {
		if (NAMES.has(name) || typeof value !== 'number') continue;
		const measure = name as AnyMeasure;
		total[measure] = (total[measure] ?? 0) + value;
	}
}

/** What a value is of; a count is of nothing. */
function sizeOf(value: MetricValue): number | null {
	if ('denominator' in value) return value.denominator;
	return 'n' in value ? value.n : null;
}

function readingOf({ formula }: Metric, rows: readonly MetricSumsRow[]): Reading {
	const sums: Sums = {};
	for (const row of rows) addInto(sums, row);
	const value = metricValue(formula, sums);
	return value === null ? { value: null, n: null } : { value: value.value, n: sizeOf(value) };
}

function liveReading(
	of: WatchedLive,
	waiting: readonly WaitingQueue[],
	{ agents, nowMs }: Pick<NowRows, 'agents' | 'nowMs'>
): Reading {
	switch (of) {
		case 'waiting':
			return { value: waitingNow(waiting), n: null };
		case 'longestWait': {
			const sinceMs = longestSinceMs(waiting);
			// Nobody waits: that is known, and is no wait.
			const value = sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs);
			return { value, n: null };
		}
		case 'atRisk':
			return { value: atRiskNow(waiting, nowMs), n: null };
		case 'agentsByState':
			return { value: agentsPresent(agents), n: null };
		default:
			return of satisfies never;
	}
}

/** By queue; under the empty name for all of them together. */
export type Readings = ReadonlyMap<string, Reading>;

const each = (
	{ rule, queues }: Pick<Watch, 'rule' | 'queues'>,
	read: (isIn: (queue: string) => boolean) => Reading
): Readings => {
	if (rule.per === 'queue')
		return new Map(queues.map((queue) => [queue, read((one) => one === queue)]));
	const all = new Set(queues);
	// What came into no queue belongs to all of them together, unless some are named.
	const isIn = (queue: string): boolean =>
		all.has(queue) || (queue === '' && rule.queues.length === 0);
	return new Map([['', read(isIn)]]);
};

export function liveReadings(watch: Watch, now: NowRows): Readings {
	const of = watchedLive(watch.metric);
	if (of === null) return new Map();
	const { rule, scope } = watch;
	const agents = now.agents.filter(
		({ team }) =>
			covers(scope.teams, team) && (rule.teams.length === 0 || rule.teams.includes(team))
	);
	return each(watch, (isIn) =>
		liveReading(
			of,
			now.waiting.filter(({ queue }) => isIn(queue)),
			{ agents, nowMs: now.nowMs }
		)
	);
}

/** `rows` are those of the scope of the rule and of its teams, by queue and channel. */
export function windowReadings(watch: Watch, rows: readonly MetricSumsRow[]): Readings {
	const { channels } = watch.rule;
	const ofChannels = rows.filter(
		({ channel }) => channels.length === 0 || channels.includes(channel)
	);
	return each(watch, (isIn) =>
		readingOf(
			watch.metric,
			ofChannels.filter(({ queue }) => isIn(queue))
		)
	);
}
