/**
 * Whether customers came back: judged when it is asked, since a later contact changes what an earlier one was. The rule in
 * words, with examples, is in src/lib/domain/metrics/README.md.
 *
 * Reads the hours in which something happened from the window before the range to the window after it. Ids are
 * hashed to 128 bits for joins and sorting: a month of 500,000 contacts then takes seconds instead of tens of them.
 */
import {
	RETRY_WITHIN_MINUTES,
	TRIES_FOLLOWED_HOURS
} from '#lib/domain/metrics/catalogue/first-contact.ts';
import { BY_ALL } from '#lib/domain/metrics/catalogue/entry.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import { HANDLED_SEGMENTS, NEVER, NOT_YET, UNNAMED_QUEUE } from './handled-segments.ts';
import type { MeasureSource } from './source.ts';

const WINDOW = 'toIntervalMillisecond({repeatWindowMs: Int64})';
const FROM = 'fromUnixTimestamp64Milli({fromMs: Int64})';
const TO = 'fromUnixTimestamp64Milli({toMs: Int64})';
const AROUND = `toIntervalHour(${TRIES_FOLLOWED_HOURS})`;

/**
 * Placement hours with contacts of which something happened from the window before the range to the window after it. No
 * event is stored more than 24 hours before it happens: what was not touched since is not looked at.
 */
const HOURS = `(
	SELECT DISTINCT h.placement_hour FROM interaction_states AS h
	WHERE h.tenant = {tenant: String}
		AND h.last_event_at >= ${FROM} - ${WINDOW} - ${AROUND} AND h.first_event_at < ${TO} + ${WINDOW} + ${AROUND}
		AND h.placement_hour IN (
			SELECT t.placement_hour FROM touched_hours AS t
			WHERE t.tenant = {tenant: String} AND t.touched_at >= ${FROM} - ${WINDOW} - ${AROUND} - INTERVAL 25 HOUR))`;

/** Inbound contacts, with when each was left by its customer without having been accepted (never: 1970); not who was turned away. */
const CONTACTS = `SELECT i.interaction_id AS interaction_id, sipHash128(i.customer) AS customer, i.customer != '' AS is_known,
		i.created_at AS created_at, toLowCardinality(i.topic) AS topic, ifNull(toInt8(i.resolved), toInt8(-1)) AS resolved,
		toLowCardinality(i.channel) AS channel, toLowCardinality(if(g.queue = ${UNNAMED_QUEUE}, i.entry_queue, g.queue)) AS queue,
		toLowCardinality(g.agent) AS agent, g.handled.1 AS handled_at,
		g.handled.1 > ${NEVER} AND g.handled.1 < ${NOT_YET} AS is_handled,
		if(g.settled < ${NOT_YET} AND NOT g.is_accepted AND g.last_exit = 'abandoned', g.settled, ${NEVER}) AS left_at
	FROM interactions AS i
	LEFT JOIN (${HANDLED_SEGMENTS('first', `placement_hour IN ${HOURS}`)}) AS g
		ON g.placement_hour = i.placement_hour AND g.contact = sipHash128(i.interaction_id)
	WHERE i.tenant = {tenant: String} AND i.direction = 'inbound' AND i.placement_hour IN ${HOURS}`;

const OF_CUSTOMER = 'PARTITION BY customer ORDER BY created_at, interaction_id';

/** Tries and what they led to are one contact: it begins with the first try, and is otherwise what the last one was. */
const WITH_TRIES = `SELECT *, max(if(is_retry, ${NEVER}, created_at)) OVER (${OF_CUSTOMER} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS began_at,
		row_number() OVER (${OF_CUSTOMER} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS place,
		leadInFrame(is_retry) OVER (${OF_CUSTOMER} ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) AS is_tried_again
	FROM (
		SELECT *, created_at <= lagInFrame(left_at) OVER (${OF_CUSTOMER} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) + toIntervalMinute(${RETRY_WITHIN_MINUTES}) AS is_retry
		FROM (${CONTACTS}))`;

/** Each contact at its beginning, and each handled one of the range once more at the end of its window. */
const MOMENTS = `SELECT *, arrayJoin(if(is_handled AND handled_at >= ${FROM} AND handled_at < ${TO}, [false, true], [false])) AS is_judged,
		if(is_judged, handled_at + ${WINDOW}, began_at) AS moment
	FROM (${WITH_TRIES})
	WHERE NOT is_tried_again`;

const UP_TO_HERE = 'ORDER BY moment, is_judged ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
/** The latest contact up to the end of the window that may be about the same: its place among those of the customer, and its beginning. */
const LATEST = (condition: string, partition: string): string =>
	`max(if(NOT is_judged AND ${condition}, (place, began_at), (toUInt64(0), ${NEVER}))) OVER (PARTITION BY ${partition} ${UP_TO_HERE})`;

const JUDGED = `SELECT *, if(topic = '', latest, greatest(latest_alike, latest_unnamed)) AS last,
		last.1 > place AND last.2 >= handled_at - ${WINDOW} AS is_repeated
	FROM (
		SELECT *, ${LATEST('true', 'customer')} AS latest, ${LATEST(`topic = ''`, 'customer')} AS latest_unnamed,
			${LATEST('true', 'customer, topic')} AS latest_alike
		FROM (${MOMENTS}))
	WHERE is_judged`;

export const FIRST_CONTACT: MeasureSource = {
	source: 'firstContact',
	pieces: `(
	SELECT j.handled_at AS at, toString(j.queue) AS queue, toString(j.channel) AS channel, toString(j.agent) AS agent,
		j.interaction_id AS interaction_id, '' AS piece,
		toUInt64(1) AS handled_inbound,
		toUInt64(j.is_known) AS fcr_contacts,
		toUInt64(j.is_known AND NOT j.is_repeated AND j.resolved != 0) AS fcr_resolved,
		toUInt64(j.is_known AND NOT j.is_repeated AND j.resolved != 0 AND fromUnixTimestamp64Milli({nowMs: Int64}) <= j.handled_at + ${WINDOW}) AS fcr_provisional
	FROM (${JUDGED}) AS j)`,
	intervals: null,
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' }),
	dimensions: BY_ALL,
	longestDays: 92
};
