/** What the page of one measure has beside the scorecard: where its number is found elsewhere, and why it moved. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { dayOf } from '#lib/domain/history/period.ts';
import type { Period } from '#lib/domain/history/period.ts';
import { QUARTER_MS, bucketStartMs } from '#lib/domain/metrics/interval.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import type { MovementPage } from '#lib/domain/movement/movement-page.ts';
import { leadFilters } from '#lib/domain/scorecard/metric-lead.ts';
import type { MetricLead } from '#lib/domain/scorecard/metric-lead.ts';
import { boundsOf } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { comparedMonths } from '#lib/domain/scorecard/period.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { MeasureView } from '#lib/domain/scorecard/view.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { longestMs } from '../api/metric-request.ts';
import { QueryError } from '../clickhouse/query.ts';
import { canSplit, readMovement } from '../movement/read-movement.ts';
import { queueNamesInScope } from '../queries/names.ts';
import { askedMetric } from './metric-readings.ts';
import type { Filters } from './metric-readings.ts';

export interface MeasureMetric {
	readonly metric: Metric;
	readonly filters: Filters;
	/** The months of the scorecard, half-open; of the running one what is over. */
	readonly period: Period;
	/** Those they are compared with. */
	readonly before: Period;
	/** The months of the chart; of a source that answers fewer at once its last ones. */
	readonly course: Period;
}

function periodOf(months: readonly Month[], zone: string, nowMs: number): Period {
	const [first = '', last = first] = [months[0], months.at(-1)];
	const { fromMs } = boundsOf(first, zone);
	const soon = bucketStartMs(nowMs, '15m', zone) + QUARTER_MS;
	return { fromMs, toMs: Math.max(fromMs, Math.min(boundsOf(last, zone).toMs, soon)) };
}

/** Null: it is no metric, one that is not known any more, or one that says nothing of that unit. */
export function metricOf(
	{ view, unit, zone }: ScorecardPage,
	{ measure, points }: MeasureView,
	{ teams, nowMs }: { readonly teams: readonly string[]; readonly nowMs: number }
): MeasureMetric | null {
	if (measure.source.kind !== 'metric') return null;
	const asked = askedMetric(measure.source, { agent: unit.agent, teams });
	if (!asked) return null;
	const between = (months: readonly Month[]): Period => periodOf(months, zone, nowMs);
	const { toMs } = between(points.map(({ month }) => month));
	const longest = longestMs(asked.metric);
	const shown = points.filter(({ month }) => toMs - boundsOf(month, zone).fromMs <= longest);
	return {
		...asked,
		period: between(view.months),
		before: between(comparedMonths(view.period, view.comparison)),
		course: between((shown.length > 0 ? shown : points.slice(-1)).map(({ month }) => month))
	};
}

interface Scopes {
	readonly unit: RowScope;
	/** Of whoever reads. */
	readonly reader: RowScope;
}

const isPart = (some: readonly string[], all: readonly string[]): boolean =>
	some.every((one) => all.includes(one));

/** Null: the pages of numbers would show whoever reads another one. */
export function leadOf(of: MeasureMetric, { unit, reader }: Scopes): MetricLead | null {
	const { metric, period, before, course } = of;
	// A team of agents is a part of what its client is, which whoever reads may not reach.
	if (reader.queues !== 'all' && (unit.queues === 'all' || !isPart(unit.queues, reader.queues)))
		return null;
	const filters = leadFilters({ metric, filters: of.filters, unit, reader });
	return filters && { metric: metric.id, filters, period, before, course };
}

export const movesByMix = ({ metric, before }: MeasureMetric): boolean =>
	canSplit(metric) && before.toMs > before.fromMs;

/** Why it moved between the two periods, of the rows of the unit. */
export async function whyMoved(
	{ metric, filters, period, before }: MeasureMetric,
	zone: string,
	options: AnswerOptions
): Promise<MovementPage> {
	const { clickhouse, tenant, scope } = options;
	const page: MovementPage = {
		...{ metric: metric.id, choices: [], zone, filters, found: null, names: {}, trouble: null },
		days: {
			from: dayOf(period.fromMs, zone),
			to: dayOf(period.toMs - 1, zone),
			beforeFrom: dayOf(before.fromMs, zone),
			beforeTo: dayOf(before.toMs - 1, zone)
		}
	};
	try {
		const found = await readMovement({ metric, before, after: period, zone, filters }, options);
		const ids = found?.by.queue.cells.map(({ key }) => key) ?? [];
		const names = await clickhouse.query('report', queueNamesInScope, { tenant, ids }, { scope });
		return { ...page, found, names: Object.fromEntries(names.map(({ id, name }) => [id, name])) };
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		return { ...page, trouble: { kind: 'unavailable', detail: '' } };
	}
}
