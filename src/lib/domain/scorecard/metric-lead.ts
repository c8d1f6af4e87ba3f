/** Where a measure of a metric leads: the same number in the history, its passport, and why it moved. */
import type { RowScope } from '../access/scope.ts';
import type { Period } from '../history/period.ts';
import type { Dimension, Metric } from '../metrics/metric.ts';

export type LeadFilters = Readonly<Record<Dimension, readonly string[]>>;

export interface MetricLead {
	readonly metric: string;
	/** With which whoever reads sees the same contacts as the unit has. */
	readonly filters: LeadFilters;
	/** The months of the scorecard, half-open; the running one until now. */
	readonly period: Period;
	/** Those they are compared with. */
	readonly before: Period;
	/** The months of the chart. */
	readonly course: Period;
}

type Rows = Pick<RowScope, 'queues' | 'teams'>;

const isSame = (a: Rows, b: Rows): boolean =>
	JSON.stringify([a.queues, a.teams]) === JSON.stringify([b.queues, b.teams]);

const both = (chosen: readonly string[], reached: readonly string[]): readonly string[] =>
	chosen.length === 0 ? reached : chosen.filter((name) => reached.includes(name));

interface Asked {
	readonly metric: Metric;
	/** Of the measure. */
	readonly filters: LeadFilters;
	readonly unit: Rows;
	readonly reader: RowScope;
}

/** Null: whoever reads cannot ask for that unit alone, so that the pages would show another number. */
export function leadFilters({ metric, filters, unit, reader }: Asked): LeadFilters | null {
	const narrowed = isSame(unit, reader) ? filters : narrow(metric, filters, unit);
	if (narrowed === null) return null;
	const namesAgents = narrowed.team.length > 0 || narrowed.agent.length > 0;
	return namesAgents && !reader.namesAgents ? null : narrowed;
}

/** The unit as a filter, by what the metric knows. */
function narrow(metric: Metric, filters: LeadFilters, { queues, teams }: Rows): LeadFilters | null {
	if (metric.dimensions.includes('queue')) {
		if (queues === 'all') return filters;
		const queue = both(filters.queue, queues);
		return queue.length === 0 ? null : { ...filters, queue };
	}
	if (teams === 'all') return filters;
	const team = metric.dimensions.includes('team') ? both(filters.team, teams) : [];
	return team.length === 0 ? null : { ...filters, team };
}
