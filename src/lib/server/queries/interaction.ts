/** One interaction: its facts, its segments, its events. The placement hour leads each question to one range of the key. */
import { Type } from '@sinclair/typebox';
import { LANES } from '#lib/domain/quality/evaluation.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { EVALUATION_IN_SCOPE, INTERACTION_IN_SCOPE } from './row-scope.ts';

const NullableInteger = Type.Union([Type.Integer(), Type.Null()]);

const PLACEMENTS = `FROM placements AS h WHERE h.tenant = {tenant: String} AND h.subject = {id: String}`;
const SEGMENTS_OF_PLACEMENTS = `v.tenant = {tenant: String} AND v.interaction_id = {id: String}
				AND v.placement_hour >= (SELECT min(h.placement_hour) ${PLACEMENTS}) AND v.placement_hour <= (SELECT max(h.last_hour) ${PLACEMENTS})`;

/** Where it lies; no row when there is no such contact, and none when it is not for whoever asks. */
export const interactionHours = defineQuery({
	name: 'interaction-hours',
	sql: `SELECT toUnixTimestamp(min(p.placement_hour)) AS firstS, toUnixTimestamp(max(p.last_hour)) AS lastS FROM placements AS p
		WHERE p.tenant = {tenant: String} AND p.subject = {id: String}
			AND ${INTERACTION_IN_SCOPE('p.subject', SEGMENTS_OF_PLACEMENTS)}
		GROUP BY p.subject`,
	scope: 'rows',
	params: Type.Object({ tenant: Type.String(), id: Type.String() }),
	row: Type.Object({ firstS: Type.Integer(), lastS: Type.Integer() })
});

const params = Type.Object({
	tenant: Type.String(),
	id: Type.String(),
	firstS: Type.Integer(),
	lastS: Type.Integer()
});
const IN_RANGE = (alias: string) =>
	`${alias}.tenant = {tenant: String} AND ${alias}.placement_hour BETWEEN toDateTime({firstS: UInt32}, 'UTC') AND toDateTime({lastS: UInt32}, 'UTC')`;

/** Asked of each part as well: no answer depends on another having been asked before. */
const IN_SCOPE = (interaction: string) =>
	INTERACTION_IN_SCOPE(interaction, `${IN_RANGE('v')} AND v.interaction_id = {id: String}`);

export const interactionFacts = defineQuery({
	name: 'interaction-facts',
	sql: `SELECT toUnixTimestamp64Milli(i.created_at) AS createdAtMs, toUnixTimestamp64Milli(i.last_event_at) AS lastEventAtMs,
			if(i.ended_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(i.ended_at))) AS endedAtMs,
			i.channel AS channel, i.direction AS direction, i.customer AS customer, i.resolved AS resolved, i.topic AS topic, i.disposition AS disposition
		FROM interactions AS i WHERE ${IN_RANGE('i')} AND i.interaction_id = {id: String} AND ${IN_SCOPE('i.interaction_id')} LIMIT 1`,
	scope: 'rows',
	params,
	row: Type.Object({
		createdAtMs: Type.Integer(),
		lastEventAtMs: Type.Integer(),
		endedAtMs: NullableInteger,
		channel: Type.String(),
		direction: Type.String(),
		customer: Type.String(),
		resolved: NullableInteger,
		topic: Type.String(),
		disposition: Type.String()
	})
});

const milliseconds = (column: string, name: string): string =>
	`if(f.${column} IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(f.${column}))) AS ${name}`;

export const interactionSegments = defineQuery({
	name: 'interaction-segments',
	sql: `SELECT f.segment AS segment, f.queue AS queue, f.agent AS agent, f.outcome AS outcome,
			${milliseconds('queued_at', 'queuedAtMs')}, ${milliseconds('accepted_at', 'acceptedAtMs')},
			${milliseconds('ended_at', 'endedAtMs')}, ${milliseconds('wrapped_at', 'wrappedAtMs')},
			f.wait_ms AS waitMs, f.talk_ms AS talkMs, f.hold_ms AS holdMs, f.acw_ms AS acwMs, f.transferred AS transferred, f.skewed AS skewed,
			f.threshold_ms AS thresholdMs, f.short_abandon_ms AS shortAbandonMs, f.formula AS formula,
			f.service_level_numerator AS serviceLevelNumerator, f.service_level_denominator AS serviceLevelDenominator
		FROM segment_facts AS f WHERE ${IN_RANGE('f')} AND f.interaction_id = {id: String} AND ${IN_SCOPE('f.interaction_id')} ORDER BY f.segment`,
	scope: 'rows',
	params,
	row: Type.Object({
		segment: Type.Integer(),
		queue: Type.String(),
		agent: Type.String(),
		outcome: Type.String(),
		queuedAtMs: NullableInteger,
		acceptedAtMs: NullableInteger,
		endedAtMs: NullableInteger,
		wrappedAtMs: NullableInteger,
		waitMs: Type.Integer(),
		talkMs: Type.Integer(),
		holdMs: Type.Integer(),
		acwMs: Type.Integer(),
		transferred: Type.Integer(),
		skewed: Type.Integer(),
		thresholdMs: Type.Integer(),
		shortAbandonMs: Type.Integer(),
		formula: Type.String(),
		serviceLevelNumerator: Type.Integer(),
		serviceLevelDenominator: Type.Integer()
	})
});

/** How the customer sounds in the whole of it; no row when no text was scored. */
export const interactionSentiment = defineQuery({
	name: 'interaction-sentiment',
	sql: `SELECT s.texts AS texts, s.score_millionths AS scoreMillionths, s.trend_millionths AS trendMillionths
		FROM interaction_sentiments AS s WHERE ${IN_RANGE('s')} AND s.interaction_id = {id: String} AND ${IN_SCOPE('s.interaction_id')} LIMIT 1`,
	scope: 'rows',
	params,
	row: Type.Object({
		texts: Type.Integer(),
		scoreMillionths: Type.Integer(),
		trendMillionths: Type.Union([Type.Integer(), Type.Null()])
	})
});

/** Of kind standard: what was judged blind beside it is for nobody here. */
export const interactionEvaluations = defineQuery({
	name: 'interaction-evaluations',
	sql: `SELECT v.evaluation_id AS id, v.form AS form, v.form_version AS formVersion, v.lane AS lane, v.revision AS revision,
			toUnixTimestamp64Milli(v.submitted_at) AS submittedAtMs, v.raw_millionths AS rawMillionths, v.final_millionths AS finalMillionths,
			v.passed AS passed, v.auto_failed AS autoFailed
		FROM evaluations AS v WHERE v.tenant = {tenant: String} AND v.interaction_id = {id: String} AND v.kind = 'standard' AND v.is_retracted = 0
			AND v.evaluation_id IN (SELECT c.evaluation_id FROM evaluation_states AS c WHERE c.tenant = {tenant: String} AND has(c.interactions, {id: String}))
			AND ${EVALUATION_IN_SCOPE({ queue: 'v.queue', agent: 'v.agent' })} AND ${IN_SCOPE('v.interaction_id')}
		ORDER BY v.submitted_at, v.evaluation_id`,
	scope: 'rows',
	params,
	row: Type.Object({
		id: Type.String(),
		form: Type.String(),
		formVersion: Type.Integer(),
		lane: Type.Union(LANES.map((lane) => Type.Literal(lane))),
		revision: Type.Integer(),
		submittedAtMs: Type.Integer(),
		rawMillionths: NullableInteger,
		finalMillionths: NullableInteger,
		passed: NullableInteger,
		autoFailed: Type.Integer()
	})
});

export const MOST_EVENTS = 5000;

export const interactionEvents = defineQuery({
	name: 'interaction-events',
	sql: `SELECT e.event_id AS id, toString(e.source) AS source, toString(e.type) AS type, e.attributes AS attributes, e.data AS data, e.texts AS texts,
			e.sentiment AS sentiment, toString(e.sentiment_by) AS sentimentBy, toString(e.sentiment_language) AS sentimentLanguage,
			e.sentiment_words AS sentimentWords, toUnixTimestamp64Milli(e.received_at) AS receivedAtMs
		FROM events AS e FINAL WHERE ${IN_RANGE('e')} AND e.subject = {id: String} AND ${IN_SCOPE('e.subject')}
			AND (startsWith(e.name, 'interaction.') OR startsWith(e.name, 'recording.') OR startsWith(e.name, 'transcript.'))
		ORDER BY e.occurred_at, e.sequence, e.type_rank, e.event_id LIMIT ${MOST_EVENTS}`,
	scope: 'rows',
	params,
	row: Type.Object({
		id: Type.String(),
		source: Type.String(),
		type: Type.String(),
		attributes: Type.String(),
		data: Type.String(),
		texts: Type.String(),
		sentiment: Type.Union([Type.Integer(), Type.Null()]),
		sentimentBy: Type.String(),
		sentimentLanguage: Type.String(),
		sentimentWords: Type.String(),
		receivedAtMs: Type.Integer()
	})
});
