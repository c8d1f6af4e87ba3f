/**
 * Whether inbound calls were answered within three minutes: the law speaks of calls, so that a call counts once, from when
 * it joined its first queue to when the first agent answered, through however many queues it was passed on.
 */
import { ANSWER_WITHIN_MS } from '#lib/domain/metrics/catalogue/regulation.ts';
import { BY_ALL } from '#lib/domain/metrics/catalogue/entry.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import { NOT_YET } from './handled-segments.ts';
import { IN_RANGE, RANGE_HOURS } from './range-hours.ts';
import type { MeasureSource } from './source.ts';

/** First queue and first answer of each interaction, voice or not. */
const WAITS = `SELECT s.placement_hour AS placement_hour, s.interaction_id AS interaction_id, min(s.queued_at) AS first_queued_at,
			argMin(s.queue, (s.queued_at, s.segment)) AS queue, min(s.accepted_at) AS first_accepted_at,
			argMin(s.agent, (s.accepted_at, s.segment)) AS agent
		FROM (
			SELECT placement_hour, interaction_id, segment, queued_at, accepted_at,
				finalizeAggregation(queue_state) AS queue, finalizeAggregation(agent_state) AS agent
			FROM segment_states FINAL
			WHERE tenant = {tenant: String} AND placement_hour IN ${RANGE_HOURS()}) AS s
		GROUP BY placement_hour, interaction_id
		HAVING ${IN_RANGE('first_queued_at')}`;

const CALLS = `SELECT i.placement_hour AS placement_hour, i.interaction_id AS interaction_id, i.channel AS channel
		FROM interactions AS i
		WHERE i.tenant = {tenant: String} AND i.placement_hour IN ${RANGE_HOURS()} AND i.channel = 'voice' AND i.direction = 'inbound'`;

export const CALL_WAITS: MeasureSource = {
	source: 'callWaits',
	pieces: `(
	SELECT w.first_queued_at AS at, w.queue AS queue, c.channel AS channel,
		if(w.first_accepted_at < ${NOT_YET}, w.agent, '') AS agent, w.interaction_id AS interaction_id, '' AS piece,
		w.first_queued_at + toIntervalMillisecond(${ANSWER_WITHIN_MS}) AS answer_by,
		toUInt64(w.first_accepted_at < ${NOT_YET} OR answer_by < fromUnixTimestamp64Milli({nowMs: Int64})) AS calls_due,
		toUInt64(w.first_accepted_at <= answer_by) AS calls_answered180s
	FROM (${WAITS}) AS w
	INNER JOIN (${CALLS}) AS c ON c.placement_hour = w.placement_hour AND c.interaction_id = w.interaction_id)`,
	intervals: null,
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' }),
	dimensions: BY_ALL,
	longestDays: 92
};
