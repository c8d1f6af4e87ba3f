/** Contacts that began in a range, the newest first, page by page; and the segments of those of a page. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { CHANGED_SINCE } from './changed-since.ts';
import { INTERACTION_IN_SCOPE, ONLY_IF_NAMED } from './row-scope.ts';

const Names = Type.Array(Type.String());
const NullableInteger = Type.Union([Type.Integer(), Type.Null()]);

/** A contact that began at or after the instant has an event since. */
const SINCE = (alias: string): string =>
	`${alias}.tenant = {tenant: String} AND ${CHANGED_SINCE(alias, 'fromUnixTimestamp64Milli({fromMs: Int64})')}`;

const CREATED_MS = 'toUnixTimestamp64Milli(i.created_at)';

export const listedInteractions = defineQuery({
	name: 'listed-interactions',
	sql: `SELECT i.interaction_id AS id, toUnixTimestamp(i.placement_hour) AS placementS, ${CREATED_MS} AS createdAtMs,
			if(i.ended_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(i.ended_at))) AS endedAtMs,
			i.channel AS channel, i.direction AS direction, i.customer AS customer, i.topic AS topic, i.disposition AS disposition, i.resolved AS resolved
		FROM interactions AS i
		WHERE ${SINCE('i')}
			AND i.created_at >= fromUnixTimestamp64Milli({fromMs: Int64}) AND i.created_at < fromUnixTimestamp64Milli({toMs: Int64})
			AND ${INTERACTION_IN_SCOPE('i.interaction_id', SINCE('v'))}
			AND (empty({channel: Array(String)}) OR i.channel IN {channel: Array(String)})
			AND ({direction: String} = '' OR i.direction = {direction: String})
			AND ({customer: String} = '' OR i.customer = {customer: String})
			AND ({topic: String} = '' OR i.topic = {topic: String})
			AND (NOT {bySegment: Bool} OR i.interaction_id IN (
				SELECT f.interaction_id FROM segment_facts AS f
				WHERE {bySegment: Bool} AND ${SINCE('f')}
					AND (empty({queue: Array(String)}) OR f.queue IN {queue: Array(String)})
					AND (empty({agent: Array(String)}) OR f.agent IN {agent: Array(String)})
					AND (empty({outcome: Array(String)}) OR f.outcome IN {outcome: Array(String)})))
			AND ({first: Bool} OR (${CREATED_MS}, i.interaction_id) < ({afterMs: Int64}, {afterId: String}))
		ORDER BY createdAtMs DESC, id DESC
		LIMIT {limit: UInt32}`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		fromMs: Type.Integer(),
		toMs: Type.Integer(),
		/** Empty: all. */
		channel: Names,
		direction: Type.String(),
		customer: Type.String(),
		topic: Type.String(),
		/** Whether queue, agent or outcome is asked for: of one and the same segment. */
		bySegment: Type.Boolean(),
		queue: Names,
		agent: Names,
		outcome: Names,
		first: Type.Boolean(),
		afterMs: Type.Integer(),
		afterId: Type.String(),
		limit: Type.Integer()
	}),
	row: Type.Object({
		id: Type.String(),
		placementS: Type.Integer(),
		createdAtMs: Type.Integer(),
		endedAtMs: NullableInteger,
		channel: Type.String(),
		direction: Type.String(),
		customer: Type.String(),
		topic: Type.String(),
		disposition: Type.String(),
		resolved: NullableInteger
	})
});

const OF_PAGE = (alias: string): string =>
	`${alias}.tenant = {tenant: String} AND (${alias}.placement_hour, ${alias}.interaction_id) IN (
				SELECT toDateTime(tupleElement(pair, 1), 'UTC'), tupleElement(pair, 2) FROM (SELECT arrayJoin(arrayZip({hours: Array(UInt32)}, {ids: Array(String)})) AS pair))`;

export const segmentsOfPage = defineQuery({
	name: 'segments-of-page',
	sql: `SELECT f.interaction_id AS id, f.segment AS segment, f.queue AS queue, ${ONLY_IF_NAMED('f.agent')} AS agent, f.outcome AS outcome,
			f.wait_ms AS waitMs, f.talk_ms + f.hold_ms + f.acw_ms AS handleMs
		FROM segment_facts AS f
		WHERE ${OF_PAGE('f')} AND ${INTERACTION_IN_SCOPE('f.interaction_id', OF_PAGE('v'))}
		ORDER BY id, segment`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		/** Placement hours of the contacts in the same order, seconds. */
		hours: Type.Array(Type.Integer()),
		ids: Names
	}),
	row: Type.Object({
		id: Type.String(),
		segment: Type.Integer(),
		queue: Type.String(),
		agent: Type.String(),
		outcome: Type.String(),
		waitMs: Type.Integer(),
		handleMs: Type.Integer()
	})
});
