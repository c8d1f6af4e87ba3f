/** When events last arrived in the database, milliseconds; null before the first. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';

export const newestArrival = defineQuery({
	name: 'newest-arrival',
	sql: `SELECT if(count() = 0, NULL, toUnixTimestamp64Milli(max(t.touched_at))) AS arrivedAtMs FROM touched_hours AS t WHERE t.tenant = {tenant: String}`,
	scope: { none: 'says when events last arrived, and nothing of whom they were' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({ arrivedAtMs: Type.Union([Type.Integer(), Type.Null()]) })
});
