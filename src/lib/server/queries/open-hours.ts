/**
 * Placement hours that a range cannot read from their sums yet. Asked before the sums themselves, because an answer that
 * needs no facts is planned in a tenth of the time. Hours that become open in between are answered as they were: superseded
 * sums stay for ten minutes.
 */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';

// Whatever a contact adds is booked between its first and its last event.
export const openHours = defineQuery({
	name: 'open-hours',
	sql: `SELECT toUnixTimestamp(s.placement_hour) AS hourS FROM interaction_states AS s
		WHERE s.tenant = {tenant: String}
			AND s.placement_hour IN (SELECT h.placement_hour FROM hour_rolls AS h WHERE h.tenant = {tenant: String} AND h.is_current = 0)
		GROUP BY s.placement_hour
		HAVING min(s.first_event_at) < fromUnixTimestamp64Milli({toMs: Int64}) AND max(s.last_event_at) >= fromUnixTimestamp64Milli({fromMs: Int64})
		ORDER BY hourS`,
	scope: { none: 'which hours have their sums says nothing of anybody' },
	params: Type.Object({ tenant: Type.String(), fromMs: Type.Integer(), toMs: Type.Integer() }),
	row: Type.Object({ hourS: Type.Integer() })
});
