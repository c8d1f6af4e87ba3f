/** Everything a history page shows of its numbers. */
import { covers } from '#lib/domain/access/scope.ts';
import { definitionChanges } from '#lib/domain/history/definition-changes.ts';
import type { DefinitionChange } from '#lib/domain/history/definition-changes.ts';
import type { HistoryAnswer, HistoryGroup, Trouble } from '#lib/domain/history/history-answer.ts';
import type { HistoryAsk } from '#lib/domain/history/history-ask.ts';
import { bucketFor } from '#lib/domain/history/interval-choice.ts';
import { metricGroups } from '#lib/domain/history/metric-groups.ts';
import type { MetricGroup } from '#lib/domain/history/metric-groups.ts';
import { atMsOf, cellOf, isEmptyPeriod } from '#lib/domain/history/panels.ts';
import { periodBefore, periodOf, shiftOf } from '#lib/domain/history/period.ts';
import type { Period } from '#lib/domain/history/period.ts';
import { weekGrid } from '#lib/domain/history/week-grid.ts';
import type { WeekCell } from '#lib/domain/history/week-grid.ts';
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { DEFAULT_REPEAT_WINDOW_MS, measuresAsked, sourcesOf } from '../api/metric-answer.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { OpenHoursReader } from '../api/open-hours-reader.ts';
import { isOverLimit } from '../clickhouse/over-limit.ts';
import { QueryError } from '../clickhouse/query.ts';
import { measuredReach } from '../queries/measured-reach.ts';
import type { QueueDesk } from '../queues/queue-desk.ts';
import { RefusedError, askRows, periodRows, queryOf } from './period-rows.ts';
import type { Question } from './period-rows.ts';
import { spreadsOf } from './spreads.ts';

export interface HistoryOptions extends AnswerOptions {
	readonly queueDesk: Pick<QueueDesk, 'list'>;
	/** Told of what failed, once the page says so. */
	readonly onTrouble: (error: unknown) => void;
}

type Frame = Pick<HistoryAnswer, 'asOfMs' | 'period' | 'before' | 'bucket'>;

/** The range as instants, how it is cut, what it is compared with. */
function frameOf(ask: HistoryAsk, nowMs: number): Frame {
	const { range, first, last, zone } = ask;
	const period = periodOf(range, { zone, nowMs, first, last });
	const shift = shiftOf(range, period, zone);
	const isCompared = ask.comparesBefore && ask.view === 'lines';
	return {
		asOfMs: nowMs,
		period,
		before: isCompared ? { ...periodBefore(period, shift, zone), shift } : null,
		bucket: bucketFor(ask.interval, period)
	};
}

async function answerGroup(
	group: MetricGroup,
	ask: HistoryAsk,
	{ period, before, bucket }: Frame,
	options: AnswerOptions
): Promise<HistoryGroup> {
	const isSplit = ask.view === 'lines';
	const question: Question = { group, period, interval: bucket, zone: ask.zone, isSplit };
	const earlier = before && { ...question, period: before };
	const splits = isSplit && group.by !== null;
	const [now, then] = await Promise.all([
		periodRows(question, options, { withRows: ask.view !== 'week' }),
		earlier && periodRows(earlier, options, { withRows: !splits })
	]);
	return {
		metrics: group.metrics.map(({ id }) => id),
		ignored: group.ignored,
		by: splits ? group.by : null,
		now,
		before: then,
		query: queryOf(question).toString(),
		queryBefore: earlier && queryOf(earlier).toString()
	};
}

async function weekOf(
	group: MetricGroup,
	{ zone }: HistoryAsk,
	{ period }: Frame,
	options: AnswerOptions
): Promise<WeekCell[]> {
	const rows = await askRows({ group, period, interval: '1h', zone, isSplit: false }, options);
	return group.metrics.flatMap((metric) => {
		const hours = rows.map((row) => ({ atMs: atMsOf(row), value: cellOf(row, metric.id) }));
		return weekGrid(metric, hours, zone);
	});
}

/** Settings of the queues that are shown and in reach. */
async function changesOf(
	{ filters }: HistoryAsk,
	period: Period,
	{ queueDesk, scope }: HistoryOptions
): Promise<DefinitionChange[]> {
	const { queues } = await queueDesk.list();
	const isShown = (id: string): boolean => filters.queue.length === 0 || filters.queue.includes(id);
	const isOfChannel = (channel: string): boolean =>
		filters.channel.length === 0 || filters.channel.includes(channel);
	return definitionChanges(
		queues.filter(
			({ queue, now }) => covers(scope.queues, queue) && isShown(queue) && isOfChannel(now.channel)
		),
		period
	);
}

const SEARCHED_MS = 400 * 24 * 3_600_000;

/** Where there is something of these metrics with these filters, within the last 400 days. */
async function reachOf(
	groups: readonly MetricGroup[],
	zone: string,
	options: AnswerOptions
): Promise<Period | null> {
	const { clickhouse, tenant, scope, now, repeatWindowMs, signal } = options;
	const { openHoursReader = new OpenHoursReader(options) } = options;
	const toMs = Math.ceil(now() / QUARTER_MS) * QUARTER_MS;
	const fromMs = toMs - SEARCHED_MS;
	const found = await Promise.all(
		groups.flatMap(({ metrics, filters }) =>
			sourcesOf(metrics).map(async (source) => {
				const { openHours, ...split } = await openHoursReader.of([source], { fromMs, toMs });
				return clickhouse.query(
					'report',
					measuredReach({
						source,
						measures: measuresAsked(metrics, source),
						filtersAgents: filters.agent.length + filters.team.length > 0,
						...split
					}),
					{
						...{ tenant, fromMs, toMs, tz: zone, openHours },
						nowMs: now(),
						repeatWindowMs: repeatWindowMs ?? DEFAULT_REPEAT_WINDOW_MS,
						queue: [...filters.queue],
						channel: [...filters.channel],
						agent: [...filters.agent],
						team: [...filters.team]
					},
					{ scope, ...(signal ? { signal } : {}) }
				);
			})
		)
	);
	const some = found.flat().filter(({ n }) => n > 0);
	if (some.length === 0) return null;
	return {
		fromMs: Math.min(...some.map(({ firstMs }) => firstMs)),
		toMs: Math.max(...some.map(({ lastMs }) => lastMs)) + 1
	};
}

function troubleOf(error: unknown): Trouble {
	if (error instanceof RefusedError) return error.problem.status === 403 ? 'forbidden' : 'tooMuch';
	if (error instanceof QueryError) return isOverLimit(error) ? 'tooMuch' : 'unavailable';
	throw error;
}

const flatten = async <T>(lists: readonly Promise<readonly T[]>[]): Promise<T[]> =>
	(await Promise.all(lists)).flat();

async function numbersOf(
	asked: readonly MetricGroup[],
	ask: HistoryAsk,
	frame: Frame,
	options: AnswerOptions
): Promise<Pick<HistoryAnswer, 'groups' | 'week' | 'spreads' | 'reach'>> {
	const groups = await Promise.all(asked.map((group) => answerGroup(group, ask, frame, options)));
	const { period, bucket } = frame;
	const isEmpty = groups.every(({ now }) => isEmptyPeriod(now));
	const week =
		ask.view === 'week' && !isEmpty
			? await flatten(asked.map((group) => weekOf(group, ask, frame, options)))
			: [];
	const spreads =
		ask.view === 'spread' && !isEmpty
			? await flatten(
					asked.map((group, index) => {
						const question = { group, period, interval: bucket, zone: ask.zone, isSplit: false };
						return spreadsOf(question, groups[index]?.now.total ?? null, options);
					})
				)
			: [];
	const reach = isEmpty ? await reachOf(asked, ask.zone, options) : null;
	return { groups, week, spreads, reach };
}

const NONE = { groups: [], changes: [], week: [], spreads: [], reach: null } as const;

/** Never rejects for what the database or the scope refuses: the page keeps its filters and says so. */
export async function answerHistory(
	ask: HistoryAsk,
	options: HistoryOptions
): Promise<HistoryAnswer> {
	const nowMs = options.now();
	// One present for all questions of a page.
	const answering = { ...options, now: () => nowMs, openHoursReader: new OpenHoursReader(options) };
	const frame = frameOf(ask, nowMs);
	const metrics = ask.metrics.map(findMetric).filter((metric): metric is Metric => metric !== null);
	const asked = metricGroups(metrics, ask);
	try {
		const [numbers, changes] = await Promise.all([
			numbersOf(asked, ask, frame, answering),
			changesOf(ask, frame.period, answering)
		]);
		return { ...frame, ...numbers, changes, trouble: null };
	} catch (error) {
		const trouble = troubleOf(error);
		if (trouble === 'unavailable') options.onTrouble(error);
		return { ...frame, ...NONE, trouble };
	}
}
