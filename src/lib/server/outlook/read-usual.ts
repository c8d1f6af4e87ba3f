/** Usual days of the queues a scope reaches. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { sameWeekdays, usualDays } from '#lib/domain/outlook/usual-day.ts';
import type { UsualDay } from '#lib/domain/outlook/usual-day.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { usualQuarters } from '../queries/usual-quarters.ts';

interface Options {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly nowMs: number;
	readonly zone: string;
	readonly scope: RowScope;
}

/** By queue; of the weekday it is in the zone. Rejects with QueryError when the database does not answer. */
export async function readUsual({
	clickhouse,
	tenant,
	nowMs,
	zone,
	scope
}: Options): Promise<ReadonlyMap<string, UsualDay>> {
	const days = sameWeekdays(nowMs, zone);
	const rows = await clickhouse.query(
		'report',
		usualQuarters,
		{ tenant, days: days.flatMap(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000]) },
		{ scope }
	);
	const seen = rows.map(({ queue, startS, contacts }) => ({
		queue,
		startMs: startS * 1000,
		contacts
	}));
	return usualDays(seen, days, zone);
}
