/**
 * Says that the facts under placement hours changed, so that their roll-ups no longer count. Inserted events say so by a
 * view; this is for changes the view does not see: an insert that was completed long after it began, and deletions.
 */
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { TENANT } from '#lib/server/events/event-row.ts';

export async function touchHours(
	clickhouse: ClickHouse,
	hoursMs: readonly number[]
): Promise<void> {
	if (hoursMs.length === 0) return;
	await commandOnShards(
		clickhouse,
		'touch-hours',
		`INSERT INTO touched_hours (tenant, placement_hour, touched_at)
			SELECT {tenant: String}, toDateTime(arrayJoin({hours: Array(UInt32)}), 'UTC'), now64(3, 'UTC')`,
		{ tenant: TENANT, hours: hoursMs.map((ms) => ms / 1000) }
	);
}
