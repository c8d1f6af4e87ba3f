/**
 * Placement hours are closed before their facts are deleted by age: from then on their roll-up counts, whatever is touched.
 * An hour without a roll that is closed counts nothing: it was filled with contacts that were too old to be kept.
 */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';

/** Hours are closed this long before their facts may go: a roll-up takes minutes. */
const AHEAD_HOURS = 2;

const openHours = defineQuery({
	name: 'retention-open-hours',
	sql: `SELECT count() AS hours FROM hour_rolls
		WHERE is_current = 0 AND placement_hour < now('UTC') - toIntervalDay({days: UInt32}) + toIntervalHour({ahead: UInt32})`,
	scope: { none: 'hours of the database by their age; nothing of contacts is answered' },
	params: Type.Object({ days: Type.Integer(), ahead: Type.Integer() }),
	row: Type.Object({ hours: Type.Integer() })
});

/** Hours older than that whose roll-up does not cover everything yet. */
export async function countOpenHours(clickhouse: ClickHouse, days: number): Promise<number> {
	const [found] = await clickhouse.query('ingest', openHours, { days, ahead: AHEAD_HOURS });
	return found?.hours ?? 0;
}

/** Those whose facts are due are closed with the roll they have; those that soon will be, once it is current. */
export async function closeHours(clickhouse: ClickHouse, days: number): Promise<void> {
	await clickhouse.command(
		'retention-close-hours',
		`INSERT INTO closed_hours SELECT tenant, placement_hour, 1, now64(3, 'UTC') FROM hour_rolls
			WHERE is_closed = 0 AND (
				placement_hour < now('UTC') - toIntervalDay({days: UInt32})
				OR (is_current = 1 AND placement_hour < now('UTC') - toIntervalDay({days: UInt32}) + toIntervalHour({ahead: UInt32})))`,
		{ days, ahead: AHEAD_HOURS }
	);
}

/** After the facts of hours from this one on were made again. */
export async function reopenHours(clickhouse: ClickHouse, fromS: number): Promise<void> {
	await clickhouse.command(
		'retention-reopen-hours',
		`INSERT INTO closed_hours SELECT tenant, placement_hour, 0, now64(3, 'UTC') FROM closed_hours FINAL
			WHERE closed = 1 AND placement_hour >= toDateTime({fromS: UInt32}, 'UTC')`,
		{ fromS }
	);
}
