/** The ledger of the floor as a running product has it: it was read, and a commit of a hundred contacts has just come. */
import { Type } from '@sinclair/typebox';
import type { Touched } from '#lib/domain/events/notice.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { FloorLedger } from '#lib/server/live/ledger/floor-ledger.ts';
import { FLOOR } from '#lib/server/queries/row-scope.ts';

const TOUCHED = 100;

const latest = defineQuery({
	name: 'bench-latest-contacts',
	sql: `SELECT toUnixTimestamp(c.placement_hour) AS hourS, groupUniqArray(c.interaction_id) AS ids
		FROM (SELECT placement_hour, interaction_id FROM interaction_states
			WHERE tenant = {tenant: String} ORDER BY last_event_at DESC LIMIT {most: UInt32}) AS c
		GROUP BY hourS`,
	scope: FLOOR,
	params: Type.Object({ tenant: Type.String(), most: Type.Integer() }),
	row: Type.Object({ hourS: Type.Integer(), ids: Type.Array(Type.String()) })
});

interface Held {
	readonly ledger: FloorLedger;
	readonly touched: Touched;
}

/** Of each database; which contacts came last is asked once, because nothing comes while a bench asks. */
const ledgers = new WeakMap<ClickHouse, Promise<Held>>();

async function open(clickhouse: ClickHouse, tenant: string): Promise<Held> {
	const rows = await clickhouse.query('live', latest, { tenant, most: TOUCHED });
	return {
		ledger: new FloorLedger({ clickhouse, tenant }),
		touched: rows.map(({ hourS, ids }) => [hourS, ids])
	};
}

/** `isAnew`: rows were loaded behind its back, and all is read again. */
export async function touchedLedger(
	clickhouse: ClickHouse,
	tenant: string,
	isAnew = false
): Promise<FloorLedger> {
	if (isAnew) ledgers.delete(clickhouse);
	const held = ledgers.get(clickhouse) ?? open(clickhouse, tenant);
	ledgers.set(clickhouse, held);
	const { ledger, touched } = await held;
	ledger.note(touched);
	return ledger;
}
