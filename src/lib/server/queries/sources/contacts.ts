/** Segments and messages: bookings of the facts, or the sums of hours at rest. */
import { COUNTED_BY, SKETCHES } from '#lib/domain/metrics/measures.ts';
import { BY_ALL } from '#lib/domain/metrics/catalogue/entry.ts';
import { CHANGED_BETWEEN } from '../changed-since.ts';
import { MEASURE_COLUMNS, SKETCH_COLUMNS, SKETCH_FUNCTION } from '../measure-columns.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import type { MeasureSource } from './source.ts';

export const CONTACTS: MeasureSource = {
	source: 'contacts',
	pieces: `(
	SELECT b.*, toString(b.segment) AS piece, b.booked_at AS at, ${SKETCHES.map(
		(sketch) =>
			`initializeAggregation('${SKETCH_FUNCTION.replace('(', 'StateIf(')}', toFloat64(b.${MEASURE_COLUMNS[sketch]}), toUInt8(b.${MEASURE_COLUMNS[COUNTED_BY[sketch]]})) AS ${SKETCH_COLUMNS[sketch]}`
	).join(', ')}
	FROM bookings AS b
	WHERE b.tenant = {tenant: String}
		AND ${CHANGED_BETWEEN('b', 'fromUnixTimestamp64Milli({fromMs: Int64})', 'fromUnixTimestamp64Milli({toMs: Int64})')})`,
	intervals: `(SELECT i.*, toDateTime64(i.interval_start, 3, 'UTC') AS at FROM metric_intervals AS i
	WHERE i.tenant = {tenant: String}
		AND i.interval_start >= fromUnixTimestamp64Milli({fromMs: Int64}) AND i.interval_start < fromUnixTimestamp64Milli({toMs: Int64}))`,
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' }),
	dimensions: BY_ALL,
	longestDays: 400
};
