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
	'responseMs',
	/** In business time: only what is of a queue that had a schedule then. */
	'firstResponsesBusiness',
	'firstResponseBusinessMs',
	'responsesBusiness',
	'responseBusinessMs',
	/** Interactions that were created and ended, by the last end. */
	'resolutions',
	'resolutionMs',
	'resolutionsBusiness',
	'resolutionBusinessMs',
	/** Inbound interactions that were handled and of which an agent said whether they are resolved. */
	'judgedContacts',
	'resolvedContacts',
	/** Interactions with a text of the customer that has a score, and the score; may be negative. */
	'sentimentContacts',
	'sentimentMillionths',
	'sentimentTrendContacts',
	'sentimentTrendMillionths'
] as const;

/** A measure of contacts: what walls, roll-ups and sketches are made of. */
export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, number>;

/** Time of agents, milliseconds; the README has each in words. */
const AGENT_TIME_MEASURES = [
	'onQueueMs',
	'busyMs',
	'productiveMs',
	'scheduledMs',
	'onQueueScheduledMs',
	'neutralMs',
	'assessedMs',
	'recognisedMs',
	'adherentMs',
	'adherentAdjustedMs',
	'paidMs',
	'unavailableMs',
	'plannedUnavailableMs'
] as const;

/** Inbound contacts by their first handled end: whether the customer came back. */
const FIRST_CONTACT_MEASURES = [
	'handledInbound',
	/** Of a known customer. */
	'fcrContacts',
	/** Of those, not followed by another and not marked unresolved. */
	'fcrResolved',
	/** Of those, may still be followed by another. */
	'fcrProvisional'
] as const;

/** Answers when they were given; `…Sent` when the survey was sent, and `…Replied` those of them that were ever answered. */
const SURVEY_MEASURES = [
	'csatAnswers',
	'csatSatisfied',
	'csatSent',
	'csatReplied',
	'npsAnswers',
	'npsPromoters',
	'npsDetractors',
	'npsSent',
	'npsReplied',
	'cesAnswers',
	/** On the scale from 1 to 7. */
	'cesThousandths',
	'cesSquares',
	'cesSent',
	'cesReplied',
	'surveyFcrAnswers',
	'surveyFcrSolved',
	'surveyFcrSent',
	'surveyFcrReplied',
	/** Surveys without an answer that is on its own scale. */
	'surveysOffScale'
] as const;

const CRITICAL_MEASURES = [
	'customerCriticalCorrect',
	'customerCriticalApplicable',
	'businessCriticalCorrect',
	'businessCriticalApplicable',
	'complianceCriticalCorrect',
	'complianceCriticalApplicable'
] as const;

/** Standard evaluations by when they were submitted, and `…ByContact` by when the contact was handled. */
const QUALITY_MEASURES = [
	/** Of all lanes. */
	'evaluations',
	'evaluationsDisputed',
	'disputesDecided',
	'disputesRevised',
	'evaluationsTimed',
	'evaluationWorkMs',
	/** From here on of the random lane alone, which speaks for all contacts. */
	'qaDrawn',
	'qaAutoFailed',
	'qaScored',
	'qaMillionths',
	'qaSquares',
	'qaRawScored',
	'qaRawMillionths',
	'qaRawSquares',
	'qaJudged',
	'qaPassed',
	...CRITICAL_MEASURES,
	'qaScoredByContact',
	'qaMillionthsByContact',
	'qaSquaresByContact',
	'qaJudgedByContact',
	'qaPassedByContact',
	/** Of the other lanes. */
	'qaTargetedScored',
	'qaTargetedMillionths',
	'qaTargetedSquares'
] as const;

/** Inbound calls when they joined their first queue. */
const CALL_WAIT_MEASURES = [
	/** Three minutes have passed, or an agent has answered. */
	'callsDue',
	'callsAnswered180s'
] as const;

/** Inbound contacts with a topic that is set as one of complaints. */
const COMPLAINT_MEASURES = [
	'complaintsReceived',
	/** Resolved in time, or their term is over. */
	'complaintsDecided',
	'complaintsOnTime',
	'undueChargesDecided',
	'undueChargesOnTime',
	'complaintsClosed',
	/** From the day after it came to the day it was closed. */
	'complaintWorkingDays'
] as const;

/** Contacts when they were handled last, in which the customer and an agent wrote. */
const REPLY_MEASURES = [
	'writtenContacts',
	/** The language of both is known. */
	'repliesJudged',
	'repliesInLanguage'
] as const;

/**
 * Every measure there is, by the source whose rows add to it (src/lib/server/queries/sources has the SQL of each). A metric
 * is made of measures of one source.
 */
export const MEASURES_OF = {
	contacts: MEASURES,
	firstContact: FIRST_CONTACT_MEASURES,
	surveys: SURVEY_MEASURES,
	quality: QUALITY_MEASURES,
	agentTime: AGENT_TIME_MEASURES,
	callWaits: CALL_WAIT_MEASURES,
	complaints: COMPLAINT_MEASURES,
	replies: REPLY_MEASURES
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
	'responseMs',
	'firstResponseBusinessMs',
	'responseBusinessMs',
	'resolutionMs',
	'resolutionBusinessMs'
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
	responseMs: 'responses',
	firstResponseBusinessMs: 'firstResponsesBusiness',
	responseBusinessMs: 'responsesBusiness',
	resolutionMs: 'resolutions',
	resolutionBusinessMs: 'resolutionsBusiness'
} as const satisfies Record<Sketch, Measure>;

/** What single segments add to, and all that the questions behind a wall sum: they are asked every second. */
export const SEGMENT_MEASURES = [
	'offered',
	'answered',
	'abandoned',
	'closed',
	'shortAbandoned',
	'flowedOut',
	'waitMs',
	'serviceLevelNumerator',
	'serviceLevelDenominator',
	'handled',
	'handleMs',
	'talkMs',
	'holdMs',
	'acwMs',
	'transferred'
] as const satisfies readonly Measure[];

/** What messages add to. */
export const MESSAGE_MEASURES = [
	'firstResponses',
	'firstResponseMs',
	'responses',
	'responseMs',
	'firstResponsesBusiness',
	'firstResponseBusinessMs',
	'responsesBusiness',
	'responseBusinessMs'
] as const satisfies readonly Measure[];

/** Relative error of every percentile: the accuracy given to `quantilesDD`. */
export const PERCENTILE_RELATIVE_ERROR = 0.01;
