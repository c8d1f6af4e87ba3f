/** How the day may end for some queues, for whoever asks: the same as on a wall. */
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { dayOutlook } from '#lib/domain/outlook/day-outlook.ts';
import type { DayOutlook } from '#lib/domain/outlook/day-outlook.ts';
import { dayAt } from '#lib/domain/outlook/usual-day.ts';
import type { MetricValue } from '#lib/domain/metrics/metric.ts';
import { answerMetrics } from '../api/metric-answer.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { waitingInScope } from '../queries/live-waiting.ts';
import { readUsual } from './read-usual.ts';

const RECENT_MS = 30 * 60_000;

export interface OutlookRequest {
	/** 0..1. */
	readonly target: number;
	/** Empty: all in reach. */
	readonly queues: readonly string[];
	readonly zone: string;
}

export interface OutlookAnswer {
	readonly asOfMs: number;
	/** Service level of today so far, 0..1. */
	readonly value: number | null;
	readonly numerator: number;
	readonly denominator: number;
	/** Null where nothing is known of such days. */
	readonly outlook: DayOutlook | null;
}

interface Sides {
	readonly serviceLevelNumerator: number;
	readonly serviceLevelDenominator: number;
}

const sidesOf = (value: string | MetricValue | null | undefined): Sides =>
	typeof value === 'object' && value !== null && 'denominator' in value
		? { serviceLevelNumerator: value.numerator, serviceLevelDenominator: value.denominator }
		: { serviceLevelNumerator: 0, serviceLevelDenominator: 0 };

/** Rejects with QueryError when the database does not answer. */
export async function answerOutlook(
	{ target, queues, zone }: OutlookRequest,
	options: AnswerOptions
): Promise<OutlookAnswer> {
	const { clickhouse, tenant, scope, now } = options;
	const nowMs = now();
	const level = async (fromMs: number): Promise<Sides> => {
		const answered = await answerMetrics(
			{
				metrics: [metric('service_level')],
				fromMs,
				toMs: nowMs + 1,
				interval: 'none',
				by: [],
				filters: { queue: [...queues], channel: [], agent: [], team: [] },
				zone
			},
			options
		);
		if ('problem' in answered) throw new Error(answered.problem.detail);
		return sidesOf(answered.answer.rows[0]?.['service_level']);
	};
	const asked = (queue: string): boolean => queues.length === 0 || queues.includes(queue);
	const [today, recent, waiting, usual] = await Promise.all([
		level(dayAt(nowMs, zone).fromMs),
		level(nowMs - RECENT_MS),
		clickhouse.query('report', waitingInScope, { tenant }, { scope }),
		readUsual({ clickhouse, tenant, nowMs, zone, scope })
	]);
	const { serviceLevelNumerator: numerator, serviceLevelDenominator: denominator } = today;
	return {
		asOfMs: nowMs,
		value: denominator > 0 ? numerator / denominator : null,
		numerator,
		denominator,
		outlook: dayOutlook({
			target,
			today,
			recent,
			waiting: waiting.filter(({ queue }) => asked(queue)),
			usual: [...usual].filter(([queue]) => asked(queue)).map(([, day]) => day),
			zone,
			nowMs
		})
	};
}
