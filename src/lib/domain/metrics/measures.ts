/**
 * The sums every metric is made of. Each segment adds to them once for the bucket it was queued in and once for the
 * bucket its handling ended in; sums over queues, buckets and agents are the only way anything is rolled up.
 */
export const MEASURES = [
	'offered',
	'answered',
	'abandoned',
	'closed',
	'shortAbandoned',
	'flowedOut',
	/** Wait of the answered, milliseconds. */
	'waitMs',
	/** Added by the queue's own formula letter, see service-level.ts. */
	'serviceLevelNumerator',
	'serviceLevelDenominator',
	'handled',
	'handleMs',
	'talkMs',
	'holdMs',
	'acwMs',
	'transferred',
	'firstResponses',
	'firstResponseMs',
	'responses',
	'responseMs'
] as const;

export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, number>;

const MESSAGE_MEASURES = ['firstResponses', 'firstResponseMs', 'responses', 'responseMs'] as const;
type MessageMeasure = (typeof MESSAGE_MEASURES)[number];

export function noMeasures(): Measures {
	return Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Measures;
}

/** Adds `part` into `total`, which is changed. */
export function addMeasures(total: Measures, part: Measures): void {
	for (const measure of MEASURES) total[measure] += part[measure];
}

/** The durations with percentiles, and the sketch column each has in the roll-up. */
export const SKETCHES = [
	'waitMs',
	'handleMs',
	'talkMs',
	'holdMs',
	'acwMs',
	'firstResponseMs',
	'responseMs'
] as const;
export type Sketch = (typeof SKETCHES)[number];

/** What each duration is counted by: its mean is the sum over this. */
export const COUNTED_BY = {
	waitMs: 'answered',
	handleMs: 'handled',
	talkMs: 'handled',
	holdMs: 'handled',
	acwMs: 'handled',
	firstResponseMs: 'firstResponses',
	responseMs: 'responses'
} as const satisfies Record<Sketch, Measure>;

/** Measures of calls, without those of messages: what the questions behind a wall sum. */
export const SEGMENT_MEASURES = MEASURES.filter(
	(measure): measure is Exclude<Measure, MessageMeasure> =>
		!(MESSAGE_MEASURES as readonly Measure[]).includes(measure)
);

/** Relative error of every percentile: the accuracy given to `quantilesDD`. */
export const PERCENTILE_RELATIVE_ERROR = 0.01;
