/** Names of the measures in the database: the one place where camelCase and snake_case meet. */
import {
	MEASURES,
	PERCENTILE_RELATIVE_ERROR,
	SEGMENT_MEASURES,
	SKETCHES
} from '#lib/domain/metrics/measures.ts';
import type { AnyMeasure, Measure, Sketch } from '#lib/domain/metrics/measures.ts';
import { Type } from '@sinclair/typebox';
import type { TInteger } from '@sinclair/typebox';

/** `shortAbandoned` is `short_abandoned` there. */
export const columnOf = (measure: AnyMeasure): string =>
	measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const MEASURE_COLUMNS = Object.fromEntries(
	MEASURES.map((measure) => [measure, columnOf(measure)])
) as Record<Measure, string>;

export const SKETCH_COLUMNS: Record<Sketch, string> = {
	waitMs: 'wait_sketch_state',
	handleMs: 'handle_sketch_state',
	talkMs: 'talk_sketch_state',
	holdMs: 'hold_sketch_state',
	acwMs: 'acw_sketch_state',
	firstResponseMs: 'first_response_sketch_state',
	responseMs: 'response_sketch_state',
	firstResponseBusinessMs: 'first_response_business_sketch_state',
	responseBusinessMs: 'response_business_sketch_state',
	resolutionMs: 'resolution_sketch_state',
	resolutionBusinessMs: 'resolution_business_sketch_state'
};

/** The sketch as its columns declare it; -State, -Merge and -If go before the bracket. */
export const SKETCH_FUNCTION = `quantilesDD(${PERCENTILE_RELATIVE_ERROR}, 0.5, 0.9, 0.95)`;

/** `sum(offered) AS offered, …` over rows that have the measures as columns. */
export const SUM_OF_MEASURES = MEASURES.map(
	(measure) => `sum(m.${MEASURE_COLUMNS[measure]}) AS ${measure}`
).join(', ');

/** The same of what single segments add to. */
export const SUM_OF_SEGMENT_MEASURES = SEGMENT_MEASURES.map(
	(measure) => `sum(m.${MEASURE_COLUMNS[measure]}) AS ${measure}`
).join(', ');

/** `[median, p90, p95]` of a duration; NaN where there is none. */
export const quantilesOf = (sketch: Sketch): string =>
	`${SKETCH_FUNCTION.replace('(', 'Merge(')}(m.${SKETCH_COLUMNS[sketch]}) AS ${sketch}Quantiles`;

/** The same of all of them. */
export const QUANTILES_OF_SKETCHES = SKETCHES.map(quantilesOf).join(', ');

/** Row schema of SUM_OF_SEGMENT_MEASURES. */
export const segmentMeasureFields = Object.fromEntries(
	SEGMENT_MEASURES.map((measure) => [measure, Type.Integer()])
) as Record<(typeof SEGMENT_MEASURES)[number], TInteger>;

/** Row schema of SUM_OF_MEASURES. */
export const measureFields = Object.fromEntries(
	MEASURES.map((measure) => [measure, Type.Integer()])
) as Record<Measure, TInteger>;
