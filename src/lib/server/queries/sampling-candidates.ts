/**
 * Contacts a plan of sampling may draw from: handled to their end within a range, with whoever handled them last and what
 * plans filter by. And what is usual of handle times, by queue and channel.
 */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { CHANGED_BETWEEN } from './changed-since.ts';
import { AGENT_IN_SCOPE, QUEUE_IN_SCOPE } from './row-scope.ts';

const FROM = 'fromUnixTimestamp64Milli({fromMs: Int64})';
const TO = 'fromUnixTimestamp64Milli({toMs: Int64})';

const OF_RANGE = (alias: string): string =>
	`${alias}.tenant = {tenant: String} AND ${CHANGED_BETWEEN(alias, FROM, TO)}`;

/**
 * By contact: its last handling, and the time the agent of that handling spent on it. Nothing of it waits or is still being
 * handled.
 */
const HANDLED = `SELECT f.placement_hour AS placement_hour, f.interaction_id AS id, any(f.channel) AS channel, any(f.customer) AS customer,
			argMaxIf((f.queue, f.agent), (f.handle_end_at, f.segment), f.handle_end_at IS NOT NULL) AS last,
			tupleElement(last, 1) AS queue, tupleElement(last, 2) AS agent,
			maxIf(assumeNotNull(f.handle_end_at), f.handle_end_at IS NOT NULL) AS handled_at,
			arraySum(spent -> if(spent.1 = agent, spent.2, 0), groupArrayIf((f.agent, f.talk_ms + f.hold_ms + f.acw_ms), f.handle_end_at IS NOT NULL)) AS handle_ms
		FROM segment_facts AS f
		WHERE ${OF_RANGE('f')}
		GROUP BY f.placement_hour, f.interaction_id
		HAVING countIf(f.handle_end_at IS NOT NULL) > 0 AND countIf(f.outcome = 'waiting' OR (f.outcome = 'answered' AND f.handle_end_at IS NULL)) = 0
			AND handled_at >= ${FROM} AND handled_at < ${TO}`;

/** By the queue of the last handling; a contact that came from none by the team of its agent. */
const IN_SCOPE = `((h.queue != '' AND ${QUEUE_IN_SCOPE({ queue: 'h.queue', agent: 'h.agent' })})
				OR (h.queue = '' AND ${AGENT_IN_SCOPE({ agent: 'h.agent', team: 'a.team' })}))`;

const AGENTS = `(SELECT g.agent AS agent, g.team AS team FROM agents AS g WHERE g.tenant = {tenant: String}) AS a ON a.agent = h.agent`;

const params = Type.Object({
	tenant: Type.String(),
	fromMs: Type.Integer(),
	toMs: Type.Integer()
});

const ANSWERS = `SELECT v.interaction_id AS id, groupArray(v.kind) AS kinds, groupArray(v.score) AS scores
		FROM (
			SELECT s.interaction_id AS interaction_id, toString(s.kind) AS kind, argMax(s.score, (s.answered_at, s.survey_id)) AS score
			FROM surveys AS s
			WHERE s.tenant = {tenant: String} AND s.answered_at IS NOT NULL AND s.interaction_id != ''
				AND s.survey_id IN (SELECT c.survey_id FROM survey_states AS c WHERE c.tenant = {tenant: String} AND c.last_event_at >= ${FROM})
			GROUP BY s.interaction_id, s.kind) AS v
		GROUP BY v.interaction_id`;

export const samplingCandidates = defineQuery({
	name: 'sampling-candidates',
	sql: `SELECT h.id AS id, h.agent AS agent, a.team AS team, h.queue AS queue, h.channel AS channel, h.customer AS customer,
			toUnixTimestamp64Milli(h.handled_at) AS handledAtMs, h.handle_ms AS handleMs,
			if(t.texts > 0, t.score_millionths, NULL) AS toneMillionths, w.kinds AS surveyKinds, w.scores AS surveyScores,
			(h.placement_hour, h.id) IN (
				SELECT m.placement_hour, m.interaction_id FROM message_turns AS m
				WHERE ${OF_RANGE('m')} AND arrayExists(turn -> turn.6 IN (1, 2), m.turns)) AS hasMessages,
			(h.placement_hour, h.id) IN (
				SELECT e.placement_hour, e.subject FROM events AS e
				WHERE e.tenant = {tenant: String} AND e.name = 'recording.available'
					AND (e.placement_hour, e.subject) IN (SELECT r.placement_hour, r.interaction_id FROM interaction_states AS r WHERE ${OF_RANGE('r')})) AS hasRecording
		FROM (${HANDLED}) AS h
		LEFT JOIN ${AGENTS}
		LEFT JOIN (SELECT * FROM interaction_sentiments AS z WHERE ${OF_RANGE('z')}) AS t
			ON t.placement_hour = h.placement_hour AND t.interaction_id = h.id
		LEFT JOIN (${ANSWERS}) AS w ON w.id = h.id
		WHERE h.agent != '' AND ${IN_SCOPE}
		ORDER BY id`,
	scope: 'rows',
	params,
	row: Type.Object({
		id: Type.String(),
		agent: Type.String(),
		team: Type.String(),
		queue: Type.String(),
		channel: Type.String(),
		customer: Type.String(),
		handledAtMs: Type.Integer(),
		handleMs: Type.Integer(),
		toneMillionths: Type.Union([Type.Integer(), Type.Null()]),
		surveyKinds: Type.Array(Type.String()),
		/** Thousandths, in the order of the kinds. */
		surveyScores: Type.Array(Type.Integer()),
		hasMessages: Type.Integer(),
		hasRecording: Type.Integer()
	})
});

export const usualHandleTimes = defineQuery({
	name: 'usual-handle-times',
	sql: `SELECT h.queue AS queue, h.channel AS channel, count() AS n,
			toFloat64(arrayReduce('quantileExactInclusive(0.5)', groupArray(h.handle_ms))) AS medianMs,
			toFloat64(arrayReduce('quantileExactInclusive(0.5)', arrayMap(ms -> abs(ms - medianMs), groupArray(h.handle_ms)))) AS deviationMs
		FROM (${HANDLED}) AS h
		LEFT JOIN ${AGENTS}
		WHERE h.agent != '' AND ${IN_SCOPE}
		GROUP BY h.queue, h.channel
		ORDER BY queue, channel`,
	scope: 'rows',
	params,
	row: Type.Object({
		queue: Type.String(),
		channel: Type.String(),
		n: Type.Integer(),
		medianMs: Type.Number(),
		deviationMs: Type.Number()
	})
});
