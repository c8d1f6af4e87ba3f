/**
 * Placement hours with contacts of which something happened in the range, or up to `before` (an interval in SQL) earlier. No
 * event is stored more than 24 hours before it happens: what was not touched since is not looked at.
 */
const FROM = 'fromUnixTimestamp64Milli({fromMs: Int64})';
const TO = 'fromUnixTimestamp64Milli({toMs: Int64})';

export const RANGE_HOURS = (before?: string): string => {
	const from = before === undefined ? FROM : `${FROM} - ${before}`;
	return `(
		SELECT DISTINCT h.placement_hour FROM interaction_states AS h
		WHERE h.tenant = {tenant: String} AND h.last_event_at >= ${from} AND h.first_event_at < ${TO}
			AND h.placement_hour IN (
				SELECT t.placement_hour FROM touched_hours AS t
				WHERE t.tenant = {tenant: String} AND t.touched_at >= ${from} - INTERVAL 25 HOUR))`;
};

/** Whether an instant is in the range. */
export const IN_RANGE = (instant: string): string => `${instant} >= ${FROM} AND ${instant} < ${TO}`;
