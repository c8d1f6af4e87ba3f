/**
 * Surveys, each at the instant it was sent and at the instant it was answered, with queue and agent of the contact it was
 * about: the one who handled it last.
 */
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import { BY_ALL } from '#lib/domain/metrics/catalogue/entry.ts';
import { columnOf } from '../measure-columns.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import { HANDLED_SEGMENTS, UNNAMED_QUEUE } from './handled-segments.ts';
import type { MeasureSource } from './source.ts';

type SurveyMeasure = (typeof MEASURES_OF)['surveys'][number];

/** Surveys of which something happened in the range: of the rows not yet merged, one has it. */
const OF_RANGE = `v.tenant = {tenant: String} AND v.survey_id IN (
		SELECT c.survey_id FROM survey_states AS c
		WHERE c.tenant = {tenant: String} AND c.last_event_at >= fromUnixTimestamp64Milli({fromMs: Int64})
			AND c.first_event_at < fromUnixTimestamp64Milli({toMs: Int64}))`;

/** Where the contacts lie that were asked about. */
const PLACES = `(
		SELECT arrayJoin([p.placement_hour, p.last_hour]), p.subject FROM placements AS p
		WHERE p.tenant = {tenant: String} AND p.subject IN (
			SELECT v.interaction_id FROM surveys AS v WHERE ${OF_RANGE} AND v.interaction_id != ''))`;

const CONTACTS = `SELECT i.interaction_id AS interaction_id, i.channel AS channel,
			if(g.queue = ${UNNAMED_QUEUE}, i.entry_queue, g.queue) AS queue, g.agent AS agent
		FROM interactions AS i
		LEFT JOIN (${HANDLED_SEGMENTS('last', `(placement_hour, interaction_id) IN ${PLACES}`)}) AS g
			ON g.placement_hour = i.placement_hour AND g.contact = sipHash128(i.interaction_id)
		WHERE i.tenant = {tenant: String} AND (i.placement_hour, i.interaction_id) IN ${PLACES}
		ORDER BY i.interaction_id, i.placement_hour LIMIT 1 BY i.interaction_id`;

/** What a survey adds at the moment `w.happening`: sent, answered or stray. */
const ADDS: Readonly<Record<SurveyMeasure, string>> = {
	csatAnswers: `w.happening = 'answered' AND w.kind = 'csat'`,
	csatSatisfied: `w.happening = 'answered' AND w.kind = 'csat' AND w.is_top = 1`,
	csatSent: `w.happening = 'sent' AND w.kind = 'csat'`,
	csatReplied: `w.happening = 'sent' AND w.kind = 'csat' AND w.is_answered`,
	npsAnswers: `w.happening = 'answered' AND w.kind = 'nps'`,
	npsPromoters: `w.happening = 'answered' AND w.kind = 'nps' AND w.is_promoter = 1`,
	npsDetractors: `w.happening = 'answered' AND w.kind = 'nps' AND w.is_detractor = 1`,
	npsSent: `w.happening = 'sent' AND w.kind = 'nps'`,
	npsReplied: `w.happening = 'sent' AND w.kind = 'nps' AND w.is_answered`,
	cesAnswers: `w.happening = 'answered' AND w.kind = 'ces'`,
	cesThousandths: `if(w.happening = 'answered' AND w.kind = 'ces', w.on_seven, 0)`,
	cesSquares: `if(w.happening = 'answered' AND w.kind = 'ces', w.on_seven * w.on_seven, 0)`,
	cesSent: `w.happening = 'sent' AND w.kind = 'ces'`,
	cesReplied: `w.happening = 'sent' AND w.kind = 'ces' AND w.is_answered`,
	surveyFcrAnswers: `w.happening = 'answered' AND w.kind = 'fcr'`,
	surveyFcrSolved: `w.happening = 'answered' AND w.kind = 'fcr' AND w.is_yes = 1`,
	surveyFcrSent: `w.happening = 'sent' AND w.kind = 'fcr'`,
	surveyFcrReplied: `w.happening = 'sent' AND w.kind = 'fcr' AND w.is_answered`,
	surveysOffScale: `w.happening = 'stray'`
};

export const SURVEYS: MeasureSource = {
	source: 'surveys',
	pieces: `(
	SELECT assumeNotNull(w.moment) AS at, c.queue AS queue, c.channel AS channel, c.agent AS agent,
		w.interaction_id AS interaction_id, concat(w.survey_id, ' ', w.kind, ' ', w.happening) AS piece,
		${MEASURES_OF.surveys.map((measure) => `toUInt64(${ADDS[measure]}) AS ${columnOf(measure)}`).join(',\n\t\t')}
	FROM (
		SELECT v.*, v.answered_at IS NOT NULL AS is_answered,
			arrayJoin([('sent', v.sent_at), ('answered', v.answered_at), ('stray', v.stray_at)]) AS step,
			step.1 AS happening, step.2 AS moment
		FROM surveys AS v WHERE ${OF_RANGE}) AS w
	LEFT JOIN (${CONTACTS}) AS c ON c.interaction_id = w.interaction_id
	WHERE w.moment IS NOT NULL)`,
	intervals: null,
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' }),
	dimensions: BY_ALL,
	longestDays: 400
};
