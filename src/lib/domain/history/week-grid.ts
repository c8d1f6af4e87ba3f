/** A week as seven days by 24 hours of the clock of a zone; each cell is recomputed from what fell into it. */
import { TZDate } from '@date-fns/tz';
import type { Metric, MetricValue } from '../metrics/metric.ts';
import { together } from './recompute.ts';

/** 0 is Monday. */
export interface WeekCell {
	readonly metric: string;
	readonly weekday: number;
	readonly hour: number;
	/** How many such hours the range has; what counts is shown for one of them. */
	readonly hours: number;
	/** Over all of them. Null: the range has none, or there is nothing to compute from. */
	readonly value: MetricValue | null;
}

export interface HourValue {
	readonly atMs: number;
	readonly value: MetricValue | null;
}

export const WEEK_DAYS = 7;
export const DAY_HOURS = 24;

export function weekGrid(
	{ id, formula }: Pick<Metric, 'id' | 'formula'>,
	hours: readonly HourValue[],
	zone: string
): WeekCell[] {
	const cells: (MetricValue | null)[][] = Array.from({ length: WEEK_DAYS * DAY_HOURS }, () => []);
	for (const { atMs, value } of hours) {
		const local = new TZDate(atMs, zone);
		const weekday = (local.getDay() + WEEK_DAYS - 1) % WEEK_DAYS;
		cells[weekday * DAY_HOURS + local.getHours()]?.push(value);
	}
	return cells.map((values, index) => ({
		metric: id,
		weekday: Math.floor(index / DAY_HOURS),
		hour: index % DAY_HOURS,
		hours: values.length,
		value: together(formula, values)
	}));
}
