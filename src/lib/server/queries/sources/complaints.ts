/**
 * Complaints, each up to three times: when it came, when it was decided whether it is on time (it was resolved within its
 * term, or the term is over), and when it was resolved. So a month that is over changes only by late events, and a complaint
 * that nobody answers is late in the month in which it should have been. The terms are worked out beforehand.
 */
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import { BY_ALL } from '#lib/domain/metrics/catalogue/entry.ts';
import { columnOf } from '../measure-columns.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import { RANGE_HOURS } from './range-hours.ts';
import type { MeasureSource } from './source.ts';

type ComplaintMeasure = (typeof MEASURES_OF)['complaints'][number];

/** A value over the one row of settings; that of an empty list where there is none. */
const SETTING = (aggregate: string): string =>
	`(SELECT ${aggregate} FROM complaint_rules AS r FINAL WHERE r.tenant = {tenant: String})`;
const HASHES = (list: string): string =>
	SETTING(`groupUniqArrayArray(arrayMap(word -> sipHash64(word), ${list}))`);

/** A complaint that came so long ago may be decided in the range. */
const LONGEST = `toIntervalDay(${SETTING('max(r.longest_days)')})`;
const HOURS = RANGE_HOURS(LONGEST);

const TOPIC_HASH = 'finalizeAggregation(s.topic_state)';
const OF_COMPLAINTS = `(
		SELECT s.placement_hour, s.interaction_id FROM topic_states AS s FINAL
		WHERE s.tenant = {tenant: String} AND s.placement_hour IN ${HOURS}
			AND has(${HASHES('arrayConcat(r.complaint_topics, r.undue_topics)')}, ${TOPIC_HASH}))`;

/** The settings hold the regions, labels only their hashes: the first region whose hash a label has. */
const REGION = `arrayFirst(
			(region, hash) -> has(finalizeAggregation(s.labels_state), hash),
			${SETTING('groupArrayArray(r.regions)')},
			${SETTING('groupArrayArray(arrayMap(region -> sipHash64(r.region_label, region), r.regions))')})`;

const TOPICS = `SELECT s.placement_hour AS placement_hour, s.interaction_id AS interaction_id, s.reopened_at AS reopened_at,
			finalizeAggregation(s.verdict_state).1 AS verdict, finalizeAggregation(s.verdict_state).2 AS judged_at,
			has(${HASHES('r.undue_topics')}, ${TOPIC_HASH}) AS is_undue, ${REGION} AS region
		FROM topic_states AS s FINAL
		WHERE s.tenant = {tenant: String} AND (s.placement_hour, s.interaction_id) IN ${OF_COMPLAINTS}`;

/** Where the contacts that are complaints stand; params as of a source. */
export const OF_CONTACTS = (alias: string): string =>
	`${alias}.tenant = {tenant: String} AND (${alias}.placement_hour, ${alias}.interaction_id) IN ${OF_COMPLAINTS}`;

/** Resolved when it ended last and is not open again, and not before an agent says so where one says anything. */
const CASES = `SELECT t.interaction_id AS interaction_id, t.is_undue AS is_undue, t.region AS region,
			i.created_at AS received_at, i.channel AS channel, if(p.queue != '', p.queue, i.entry_queue) AS queue, p.agent AS agent,
			isNotNull(i.ended_at) AND assumeNotNull(i.ended_at) > t.reopened_at
				AND (t.judged_at = toDateTime64(0, 3, 'UTC') OR t.verdict = 1) AS is_closed,
			greatest(ifNull(i.ended_at, i.created_at), t.judged_at, i.created_at) AS closed_at
		FROM (${TOPICS}) AS t
		INNER JOIN (SELECT * FROM interactions AS v WHERE ${OF_CONTACTS('v')} AND v.direction = 'inbound') AS i
			ON i.placement_hour = t.placement_hour AND i.interaction_id = t.interaction_id
		LEFT JOIN (SELECT * FROM interaction_paths AS v WHERE ${OF_CONTACTS('v')}) AS p
			ON p.placement_hour = t.placement_hour AND p.interaction_id = t.interaction_id`;

export const TERMS = `SELECT d.region AS region, d.day_from AS day_from, d.due_at AS due_at, d.undue_due_at AS undue_due_at, d.working_days AS working_days
		FROM complaint_terms AS d
		WHERE d.tenant = {tenant: String} AND d.generation = ${SETTING('max(r.generation)')}`;

/** Complaints with their terms. What came before the calendar begins has none, and is only received. */
export const DUE = `SELECT c.*, toString(c.region) AS region_key, if(c.is_undue, came.undue_due_at, came.due_at) AS due_at,
			due_at > toDateTime64(0, 3, 'UTC') AS has_term,
			has_term AND c.is_closed AND c.closed_at < due_at AS is_on_time,
			if(is_on_time, c.closed_at, due_at) AS decided_at,
			has_term AND (is_on_time OR due_at <= fromUnixTimestamp64Milli({nowMs: Int64})) AS is_decided,
			-- Closed by a clock that is behind, it took no day.
			greatest(closed.working_days, came.working_days) - came.working_days AS days, came.working_days AS came_on
		FROM (${CASES}) AS c
		ASOF LEFT JOIN (${TERMS}) AS came ON came.region = c.region AND came.day_from <= c.received_at
		ASOF LEFT JOIN (${TERMS}) AS closed ON closed.region = c.region AND closed.day_from <= c.closed_at`;

const WHEN = (happening: string, condition = 'true'): string =>
	`happening = '${happening}' AND ${condition}`;

/** What a complaint adds at the moment `happening`. */
const ADDS: Readonly<Record<ComplaintMeasure, string>> = {
	complaintsReceived: WHEN('received'),
	complaintsDecided: WHEN('decided'),
	complaintsOnTime: WHEN('decided', 'w.is_on_time'),
	undueChargesDecided: WHEN('decided', 'w.is_undue'),
	undueChargesOnTime: WHEN('decided', 'w.is_undue AND w.is_on_time'),
	complaintsClosed: WHEN('closed'),
	complaintWorkingDays: `if(${WHEN('closed')}, w.days, 0)`
};

export const COMPLAINTS: MeasureSource = {
	source: 'complaints',
	pieces: `(
	SELECT step.2 AS at, w.queue AS queue, w.channel AS channel, w.agent AS agent, w.interaction_id AS interaction_id,
		step.1 AS happening, happening AS piece,
		${MEASURES_OF.complaints.map((measure) => `toUInt64(${ADDS[measure]}) AS ${columnOf(measure)}`).join(',\n\t\t')}
	FROM (
		SELECT u.*, arrayJoin(arrayFilter(step -> step.3, [
			('received', u.received_at, true), ('decided', u.decided_at, u.is_decided), ('closed', u.closed_at, u.is_closed AND u.has_term)])) AS step
		FROM (${DUE}) AS u) AS w)`,
	intervals: null,
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' }),
	dimensions: BY_ALL,
	longestDays: 400
};
