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

/** A measure of contacts: what walls, roll-ups and sketches are made of. */
export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, number>;

/**
 * Every measure there is, by the source whose rows add to it (src/lib/server/queries/sources has the SQL of each). A metric
 * is made of measures of one source.
 */
export const MEASURES_OF = {
	contacts: MEASURES
} as const satisfies Record<string, readonly string[]>;

export type Source = keyof typeof MEASURES_OF;
export const SOURCES = Object.keys(MEASURES_OF) as Source[];
export type AnyMeasure = (typeof MEASURES_OF)[Source][number];
/** What was summed; a measure that is not there adds nothing. */
export type Sums = Readonly<Partial<Record<AnyMeasure, number>>>;

const SOURCE_OF = new Map<string, Source>(
	SOURCES.flatMap((source) => MEASURES_OF[source].map((measure) => [measure, source] as const))
);

export function sourceOf(measure: AnyMeasure): Source {
	const source = SOURCE_OF.get(measure);
	if (source === undefined) throw new Error(`no source has the measure ${measure}`);
	return source;
}

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
