/** What the values of a measure are counted in, and what is told of a measure beside its value. */
import type { MetricUnit } from '../metrics/metric.ts';
import type { MeasureSource } from './scorecard.ts';

/**
 * Those of metrics; `money`: cents of the installation's currency; `number`: as it is, of a figure; `percent`: a share of a
 * figure, 0.45 is 45 %, which unlike a `ratio` may be below 0 and above 1.
 */
export const MEASURE_UNITS = [
	'count',
	'ratio',
	'duration',
	'balance',
	'score',
	'money',
	'number',
	'percent'
] as const;
export type MeasureUnit = (typeof MEASURE_UNITS)[number];

/** Every unit of a metric is one of a measure. */
export const unitOfMetric = (unit: MetricUnit): MeasureUnit => unit;

/** A measure in words, in the language that was asked for. */
export interface MeasureFacts {
	/** Its own name, or that of its source; never empty. */
	readonly name: string;
	readonly shortName: string;
	readonly unit: MeasureUnit;
	/** How its value is worked out, in one sentence. */
	readonly formulaText: string;
	/** Where the number comes from. */
	readonly sourceText: string;
	/** False: its source is not there any more, so it never has a value. */
	readonly isKnown: boolean;
	readonly source: MeasureSource;
	/** What stands behind its values are hours, not contacts, answers or people. */
	readonly countsHours?: true;
}
