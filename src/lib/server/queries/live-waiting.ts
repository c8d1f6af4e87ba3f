/** Who waits now, by queue. Costs in proportion to who waits, not to the history. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { FLOOR, QUEUE_IN_SCOPE } from './row-scope.ts';

const NOT_YET = `toDateTime64('2200-01-01 00:00:00', 3, 'UTC')`;

// Candidates first, without merging: a segment that is open has no row that says otherwise, so none is missed. Most of them
// are settled by a row that was not merged with theirs yet; those are sorted out by two narrow columns, and only what is left
// leads both sides of the join to their granules.
/** FROM and WHERE over the segments that wait now. */
export const FROM_WAITING = `FROM segment_facts AS f
		WHERE f.tenant = {tenant: String}
			AND f.settled_at = ${NOT_YET}
			AND f.queued_at IS NOT NULL
			AND (f.placement_hour, f.interaction_id) IN (
				SELECT n.placement_hour, n.interaction_id FROM segment_states AS n
				WHERE n.tenant = {tenant: String}
					AND (n.placement_hour, n.interaction_id) IN (
						SELECT s.placement_hour, s.interaction_id FROM segment_states AS s
						WHERE s.tenant = {tenant: String} AND s.settled_at = ${NOT_YET} AND s.queued_at < ${NOT_YET})
				GROUP BY n.placement_hour, n.interaction_id, n.segment
				HAVING min(n.settled_at) = ${NOT_YET} AND min(n.queued_at) < ${NOT_YET})`;

const waiting = (condition: string): string => `SELECT f.queue AS queue, count() AS waiting,
			toUnixTimestamp64Milli(min(assumeNotNull(f.queued_at))) AS oldestQueuedAtMs,
			arraySort(groupArray(toUnixTimestamp64Milli(assumeNotNull(f.queued_at)) + f.threshold_ms)) AS deadlinesMs
		${FROM_WAITING}
			${condition}
		GROUP BY f.queue`;

const params = Type.Object({ tenant: Type.String() });
const row = Type.Object({
	queue: Type.String(),
	waiting: Type.Integer(),
	oldestQueuedAtMs: Type.Integer(),
	/** The instants at which each of them has waited T. */
	deadlinesMs: Type.Array(Type.Integer())
});

export const liveWaiting = defineQuery({
	name: 'live-waiting',
	sql: waiting(''),
	scope: FLOOR,
	params,
	row
});

/** In the queues whoever asks may see. */
export const waitingInScope = defineQuery({
	name: 'waiting-in-scope',
	sql: waiting(`AND ${QUEUE_IN_SCOPE({ queue: 'f.queue' })}`),
	scope: 'rows',
	params,
	row
});
