/**
 * By contact, which of its segments was handled first or last, straight from the states: `segment_facts` says the same with
 * the settings of queues, and takes four times as long. A test compares the two.
 */

/** As in clickhouse/schema/005: what has not happened yet, and what never did. */
export const NOT_YET = `toDateTime64('2200-01-01 00:00:00', 3, 'UTC')`;
export const NEVER = `toDateTime64(0, 3, 'UTC')`;

/** Stands for a queue that no `queued` names: then it is the queue of `created`. */
export const UNNAMED_QUEUE = String.raw`'\0'`;

/**
 * `handled`: handle end and number of that segment, 1970 or 2200 when none; `queue`, `agent` of it, empty when none;
 * `is_accepted` and `settled` over all segments, `last_exit` how the one that settled last was left. `contact` is the hash of the id. `where` leads to the rows of segment_states.
 */
export const HANDLED_SEGMENTS = (which: 'first' | 'last', where: string): string => {
	const [extreme, at, none] =
		which === 'first' ? ['min', 'argMin', NOT_YET] : ['max', 'argMax', NEVER];
	return `SELECT s.placement_hour AS placement_hour, sipHash128(s.interaction_id) AS contact,
		${extreme}(s.handle) AS handled, ${at}(s.queue_then, s.handle) AS queue, ${at}(s.agent_then, s.handle) AS agent,
		max(s.accepted_at < ${NOT_YET}) AS is_accepted, max(s.settled_at) AS settled,
		argMax(s.exit_kind, (s.settled_at, s.segment)) AS last_exit
	FROM (
		SELECT placement_hour, interaction_id, segment, accepted_at, settled_at, tupleElement(finalizeAggregation(exit_state), 1) AS exit_kind,
			multiIf(ended_at > ${NEVER}, ended_at, transferred_at >= accepted_at, transferred_at, wrapped_at) AS end_at,
			accepted_at < ${NOT_YET} AND end_at > ${NEVER} AS is_handled,
			if(is_handled, (greatest(end_at, wrapped_at), segment), (${none}, toUInt16(0))) AS handle,
			multiIf(NOT is_handled, '', queued_at < ${NOT_YET}, finalizeAggregation(queue_state), ${UNNAMED_QUEUE}) AS queue_then,
			if(is_handled, finalizeAggregation(agent_state), '') AS agent_then
		FROM segment_states FINAL
		WHERE tenant = {tenant: String} AND ${where}) AS s
	GROUP BY placement_hour, contact`;
};
