/** What somebody who answers contacts sees of the own work. */
import type { MetricId } from '../metrics/catalogue.ts';

export const OWN_METRICS = [
	'handled',
	'aht',
	'talk',
	'hold',
	'acw',
	'transfer_rate'
] as const satisfies readonly MetricId[];
export type OwnMetric = (typeof OWN_METRICS)[number];

export interface OwnFigures {
	/** Start of the day; of the first of them for several together. */
	readonly startMs: number;
	/** In the metric's own unit; null: undefined. */
	readonly values: Readonly<Record<OwnMetric, number | null>>;
}
