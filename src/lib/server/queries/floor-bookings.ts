/** Single bookings of segments for the ledger of the floor: of named contacts, of whole hours in pieces, and of hours at rest. */
import { Type } from '@sinclair/typebox';
import type { Measure } from '#lib/domain/metrics/measures.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { RowOf } from '../clickhouse/query.ts';
import {
	MEASURE_COLUMNS,
	SUM_OF_SEGMENT_MEASURES,
	segmentMeasureFields
} from './measure-columns.ts';
import { FLOOR } from './row-scope.ts';

/** Measures that are 0 or 1 of a booking, by their bit. */
export const FLAGS = [
	'offered',
	'answered',
	'abandoned',
	'closed',
	'shortAbandoned',
	'flowedOut',
	'serviceLevelNumerator',
	'serviceLevelDenominator',
	'handled',
	'transferred'
] as const satisfies readonly Measure[];
export const HANDLED_FLAG = 2 ** FLAGS.indexOf('handled');

const flags = FLAGS.map((measure, bit) => `${2 ** bit} * b.${MEASURE_COLUMNS[measure]}`).join(
	' + '
);

/** Short names: a first reading answers with a hundred thousand rows. A booking has a wait or a talk, never both. */
const BOOKING = `toUnixTimestamp(b.placement_hour) AS h, b.interaction_id AS i, b.queue AS q, toUnixTimestamp64Milli(b.booked_at) AS t,
			${flags} AS f, b.wait_ms + b.talk_ms AS x, b.hold_ms AS y, b.acw_ms AS z`;

const booking = Type.Object({
	/** Placement hour, seconds. */
	h: Type.Integer(),
	/** Interaction. */
	i: Type.String(),
	/** Queue. */
	q: Type.String(),
	/** Booked at, milliseconds. */
	t: Type.Integer(),
	/** FLAGS. */
	f: Type.Integer(),
	/** Wait of one that was queued, talk of one that was handled. */
	x: Type.Integer(),
	/** Hold. */
	y: Type.Integer(),
	/** After-contact work. */
	z: Type.Integer()
});

const HOURS_OF = (hours: string): string => `arrayMap(hour -> toDateTime(hour, 'UTC'), ${hours})`;
const SINCE = `toDateTime({fromS: UInt32}, 'UTC')`;

/** The pairs come from a subquery: a list in the condition itself would not reach the keys below the views. */
export const bookingsOfContacts = defineQuery({
	name: 'floor-contacts',
	sql: `SELECT ${BOOKING} FROM segment_bookings AS b
		WHERE b.tenant = {tenant: String} AND b.booked_at >= ${SINCE}
			AND (b.placement_hour, b.interaction_id) IN (
				SELECT arrayJoin(arrayZip(${HOURS_OF('{hours: Array(UInt32)}')}, {ids: Array(String)})))`,
	scope: FLOOR,
	params: Type.Object({
		tenant: Type.String(),
		fromS: Type.Integer(),
		/** As many as ids. */
		hours: Type.Array(Type.Integer()),
		ids: Type.Array(Type.String())
	}),
	row: booking
});
export type FloorBooking = RowOf<typeof bookingsOfContacts>;

const CHANGED_IN_HOURS = `c.tenant = {tenant: String} AND c.last_event_at >= ${SINCE}
			AND c.placement_hour IN (SELECT arrayJoin(${HOURS_OF('{hours: Array(UInt32)}')}))`;

const hoursParams = Type.Object({
	tenant: Type.String(),
	fromS: Type.Integer(),
	hours: Type.Array(Type.Integer())
});

/** Where to cut hours so that a piece has so many contacts: the last of each piece, by hour and id. */
export const hourCuts = defineQuery({
	name: 'floor-hour-cuts',
	sql: `SELECT toUnixTimestamp(placement_hour) AS hourS, interaction_id AS id
		FROM (SELECT placement_hour, interaction_id, row_number() OVER (ORDER BY placement_hour, interaction_id) AS place
			FROM (SELECT DISTINCT c.placement_hour AS placement_hour, c.interaction_id AS interaction_id FROM interaction_states AS c WHERE ${CHANGED_IN_HOURS}))
		WHERE place % {piece: UInt32} = 0
		ORDER BY placement_hour, interaction_id`,
	scope: FLOOR,
	params: Type.Object({ ...hoursParams.properties, piece: Type.Integer() }),
	row: Type.Object({ hourS: Type.Integer(), id: Type.String() })
});

/** Bookings of all contacts of hours after one and up to another. */
export const bookingsOfHours = defineQuery({
	name: 'floor-bookings',
	sql: `SELECT ${BOOKING} FROM segment_bookings AS b
		WHERE b.tenant = {tenant: String} AND b.booked_at >= ${SINCE}
			AND (b.placement_hour, b.interaction_id) IN (
				SELECT c.placement_hour, c.interaction_id FROM interaction_states AS c
				WHERE ${CHANGED_IN_HOURS}
					AND (c.placement_hour, c.interaction_id) > (toDateTime({afterHourS: UInt32}, 'UTC'), {afterId: String})
					AND ({isLast: Bool} OR (c.placement_hour, c.interaction_id) <= (toDateTime({upToHourS: UInt32}, 'UTC'), {upToId: String})))`,
	scope: FLOOR,
	params: Type.Object({
		...hoursParams.properties,
		afterHourS: Type.Integer(),
		afterId: Type.String(),
		isLast: Type.Boolean(),
		upToHourS: Type.Integer(),
		upToId: Type.String()
	}),
	row: booking
});

/** The sums of hours at rest. */
export const bookingsAtRest = defineQuery({
	name: 'floor-rolls',
	sql: `SELECT toUnixTimestamp(m.placement_hour) AS hourS, toString(m.queue) AS queue, toUnixTimestamp(m.interval_start) AS startS,
			${SUM_OF_SEGMENT_MEASURES}
		FROM metric_rolls AS m
		WHERE m.tenant = {tenant: String} AND m.interval_start >= ${SINCE}
			AND (m.placement_hour, m.roll_id) IN (
				SELECT arrayJoin(arrayZip(${HOURS_OF('{hours: Array(UInt32)}')}, {rolls: Array(UInt64)})))
		GROUP BY hourS, queue, startS`,
	scope: FLOOR,
	params: Type.Object({ ...hoursParams.properties, rolls: Type.Array(Type.Integer()) }),
	row: Type.Object({
		hourS: Type.Integer(),
		queue: Type.String(),
		startS: Type.Integer(),
		...segmentMeasureFields
	})
});
export type RolledBooking = RowOf<typeof bookingsAtRest>;

/**
 * What an hour adds up to, in groups of contacts: a ledger that says the same has missed nothing. The last sum changes with
 * everything a booking says.
 */
export const hourSums = defineQuery({
	name: 'floor-check',
	sql: `SELECT CRC32(i) % {groups: UInt32} AS g, count() AS n, sum(t) AS booked,
			sum(f * 1000003 + x + 3 * y + 7 * z + CRC32(q) % 65536) AS said
		FROM (SELECT ${BOOKING} FROM segment_bookings AS b
			WHERE b.tenant = {tenant: String} AND b.placement_hour = toDateTime({hourS: UInt32}, 'UTC') AND b.booked_at >= ${SINCE})
		GROUP BY g`,
	scope: FLOOR,
	params: Type.Object({
		tenant: Type.String(),
		fromS: Type.Integer(),
		hourS: Type.Integer(),
		groups: Type.Integer()
	}),
	row: Type.Object({
		g: Type.Integer(),
		n: Type.Integer(),
		booked: Type.Integer(),
		said: Type.Integer()
	})
});
export type GroupSums = RowOf<typeof hourSums>;
