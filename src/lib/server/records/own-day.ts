/** The figures of whoever asks, of today and of the six days before: the same question as every other number. */
import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { startOfDayMs } from '#lib/domain/metrics/interval.ts';
import type { Interval } from '#lib/domain/metrics/interval.ts';
import { OWN_METRICS } from '#lib/domain/records/own-metrics.ts';
import type { OwnFigures, OwnMetric } from '#lib/domain/records/own-metrics.ts';
import { answerMetrics } from '../api/metric-answer.ts';
import type { AnswerOptions, MetricRow } from '../api/metric-answer.ts';
import { agentsInScope } from '../queries/live-agents.ts';

export interface OwnState {
	readonly state: string;
	readonly reason: string;
	readonly sinceMs: number;
}

export interface OwnDay {
	readonly asOfMs: number;
	/** Midnight after today. */
	readonly endMs: number;
	/** Oldest first; the last is today. */
	readonly days: readonly OwnFigures[];
	/** Of all seven together: means of everything, not means of means. */
	readonly total: OwnFigures;
	/** Null until one was received. */
	readonly state: OwnState | null;
}

const DAYS_BEFORE = 6;

const startOf = (row: MetricRow): number =>
	Date.parse(typeof row['at'] === 'string' ? row['at'] : '');

function figuresOf(row: MetricRow): OwnFigures {
	const valueOf = (id: OwnMetric): number | null => {
		const cell = row[id];
		return typeof cell === 'object' && cell !== null ? cell.value : null;
	};
	return {
		startMs: startOf(row),
		values: Object.fromEntries(OWN_METRICS.map((id) => [id, valueOf(id)])) as OwnFigures['values']
	};
}

/** Midnight to midnight by the clock of the zone: a day has 23, 24 or 25 hours. */
function rangeOf(nowMs: number, zone: string): { fromMs: number; toMs: number } {
	const today = new TZDate(startOfDayMs(nowMs, zone), zone);
	const day = (offset: number): number => startOfDayMs(addDays(today, offset).getTime(), zone);
	return { fromMs: day(-DAYS_BEFORE), toMs: day(1) };
}

/** The scope must be that of an agent: everything here is of that agent alone. */
export async function readOwnDay(options: AnswerOptions, zone: string): Promise<OwnDay> {
	const { clickhouse, tenant, scope, now } = options;
	const asOfMs = now();
	const range = rangeOf(asOfMs, zone);
	const ask = async (interval: Interval): Promise<OwnFigures[]> => {
		const answered = await answerMetrics(
			{
				metrics: OWN_METRICS.map(metric),
				...range,
				interval,
				by: [],
				filters: { queue: [], channel: [], agent: [], team: [] },
				zone
			},
			options
		);
		if ('problem' in answered) throw new Error(answered.problem.detail);
		return answered.answer.rows.map(figuresOf);
	};
	const [days, [total], [state]] = await Promise.all([
		ask('1d'),
		ask('none'),
		clickhouse.query('report', agentsInScope, { tenant }, { scope })
	]);
	if (!total) throw new Error('an answer without intervals has one row');
	return {
		asOfMs,
		endMs: range.toMs,
		days,
		total,
		state: state ? { state: state.state, reason: state.reason, sinceMs: state.sinceMs } : null
	};
}
