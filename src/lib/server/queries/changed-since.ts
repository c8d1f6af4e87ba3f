/**
 * Interactions with an event at or after an instant. Asked of the states without merging: the latest of the rows of an
 * interaction is in one of them, so none is missed, and the set leads a question over facts to the granules of its key.
 * A filter on the instant itself would make FINAL read every granule in between. Only hours that were touched since are
 * looked at, so that the history costs nothing: events may be up to 24 hours ahead of their arrival, hence the day before.
 */
export const CHANGED_SINCE = (alias: string, instant: string): string =>
	`(${alias}.placement_hour, ${alias}.interaction_id) IN (
		SELECT c.placement_hour, c.interaction_id FROM interaction_states AS c
		WHERE c.tenant = {tenant: String} AND c.last_event_at >= ${instant}
			AND c.placement_hour IN (
				SELECT t.placement_hour FROM touched_hours AS t
				WHERE t.tenant = {tenant: String} AND t.touched_at >= ${instant} - INTERVAL 25 HOUR))`;

/**
 * Of those, the ones that had begun before another instant: a list of an old day reads that day and not everything since.
 * The earliest of all rows decides, so they are looked at together; `also` is a further condition on them.
 */
export const CHANGED_BETWEEN = (alias: string, from: string, to: string, also = ''): string =>
	`(${alias}.placement_hour, ${alias}.interaction_id) IN (
		SELECT b.placement_hour, b.interaction_id FROM interaction_states AS b
		WHERE b.tenant = {tenant: String} AND ${CHANGED_SINCE('b', from)}
		GROUP BY b.placement_hour, b.interaction_id
		HAVING min(b.first_event_at) < ${to}${also})`;
