/** What counted for the service level on some days, by quarter of an hour: what a usual day is made of. */
import { Type } from '@sinclair/typebox';
import { WEEKS_BACK } from '#lib/domain/outlook/usual-day.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { QUEUE_IN_SCOPE } from './row-scope.ts';

/** Each day on its own, so that the weeks in between are not read. */
const DAYS = Array.from(
	{ length: WEEKS_BACK },
	(_, day) =>
		`(i.interval_start >= toDateTime({days: Array(UInt32)}[${2 * day + 1}], 'UTC') AND i.interval_start < toDateTime({days: Array(UInt32)}[${2 * day + 2}], 'UTC'))`
).join(' OR ');

export const usualQuarters = defineQuery({
	name: 'usual-quarters',
	sql: `SELECT i.queue AS queue, toUnixTimestamp(i.interval_start) AS startS, sum(i.service_level_denominator) AS contacts
		FROM metric_intervals AS i
		WHERE i.tenant = {tenant: String} AND (${DAYS})
			AND ${QUEUE_IN_SCOPE({ queue: 'i.queue', agent: 'i.agent' })}
		GROUP BY queue, startS
		HAVING contacts > 0`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		/** Beginning and end of each of the eight days, seconds. */
		days: Type.Array(Type.Integer(), { minItems: 2 * WEEKS_BACK, maxItems: 2 * WEEKS_BACK })
	}),
	row: Type.Object({
		queue: Type.String(),
		startS: Type.Integer(),
		contacts: Type.Integer()
	})
});
