/**
 * Contacts for the measures that are asked, and for no others. For ranges of whole quarters from the sums of hours at rest,
 * and from the facts of hours that are not: the same as the view metric_intervals, which sums everything. For any other range
 * from the facts of contacts with an event in it: the same as the view bookings; where whole quarters lie in it, these are
 * taken from sums, and facts are asked only of what is left at both ends. The fewer views a question names, the sooner it is
 * planned, and of a small range planning is most of what it costs.
 */
import {
	COUNTED_BY,
	MESSAGE_MEASURES,
	SEGMENT_MEASURES,
	SKETCHES
} from '#lib/domain/metrics/measures.ts';
import type { AnyMeasure, Sketch } from '#lib/domain/metrics/measures.ts';
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import { CHANGED_BETWEEN } from '../changed-since.ts';
import { SKETCH_COLUMNS, SKETCH_FUNCTION, columnOf } from '../measure-columns.ts';

interface Measured {
	readonly measures: readonly AnyMeasure[];
	/** Whose percentiles are asked as well. */
	readonly sketches: readonly Sketch[];
}
export interface Asked extends Measured {
	/** Whether there are hours to be read from their facts. */
	readonly hasOpenHours: boolean;
}

const isOf = (list: readonly string[]) => (measure: AnyMeasure) => list.includes(measure);
const isOfSegments = isOf(SEGMENT_MEASURES);
const isOfMessages = isOf(MESSAGE_MEASURES);

/** Who adds to which measures. */
const FEEDERS: readonly {
	readonly view: string;
	/** What tells apart what is of the same contact at the same instant. */
	readonly piece: string;
	readonly adds: (measure: AnyMeasure) => boolean;
}[] = [
	{ view: 'segment_bookings', piece: 'toString(b.segment)', adds: isOfSegments },
	{ view: 'message_bookings', piece: 'toString(b.segment)', adds: isOfMessages },
	{
		view: 'interaction_bookings',
		piece: "'0'",
		adds: (measure) => !isOfSegments(measure) && !isOfMessages(measure)
	}
];

export const sketchesAmong = (measures: readonly AnyMeasure[]): Sketch[] =>
	SKETCHES.filter((sketch) => measures.includes(sketch));

const NONE = `initializeAggregation('${SKETCH_FUNCTION.replace('(', 'StateIf(')}', 0., 0)`;
/** Scores may be negative; the database does not unite them with counts. */
const nothingOf = (measure: AnyMeasure): string =>
	measure.endsWith('Millionths') ? 'toInt64(0)' : 'toUInt64(0)';

const FROM = 'fromUnixTimestamp64Milli({fromMs: Int64})';
const TO = 'fromUnixTimestamp64Milli({toMs: Int64})';
const OPEN = `(SELECT toDateTime(arrayJoin({openHours: Array(UInt32)}), 'UTC'))`;
const IN_RANGE = (instant: string): string => `${instant} >= ${FROM} AND ${instant} < ${TO}`;

/** First and last bound of a quarter within the range. */
const FIRST = `fromUnixTimestamp64Milli(intDiv({fromMs: Int64} + ${QUARTER_MS - 1}, ${QUARTER_MS}) * ${QUARTER_MS})`;
const LAST = `fromUnixTimestamp64Milli(intDiv({toMs: Int64}, ${QUARTER_MS}) * ${QUARTER_MS})`;
const IN_QUARTERS = (instant: string): string => `${instant} >= ${FIRST} AND ${instant} < ${LAST}`;

function rolled({ measures, sketches, hasOpenHours }: Asked, within = IN_RANGE): string {
	const columns = [
		...measures.map((measure) => `r.${columnOf(measure)} AS ${columnOf(measure)}`),
		...sketches.map((sketch) => `r.${SKETCH_COLUMNS[sketch]} AS ${SKETCH_COLUMNS[sketch]}`)
	];
	return `SELECT toDateTime64(r.interval_start, 3, 'UTC') AS at, toString(r.queue) AS queue, toString(r.channel) AS channel, toString(r.agent) AS agent,
			${columns.join(', ')}
		FROM metric_rolls AS r
		WHERE r.tenant = {tenant: String} AND ${within('r.interval_start')}
			AND (r.placement_hour, r.roll_id) IN (SELECT h.placement_hour, h.roll_id FROM rolled_hours AS h FINAL WHERE h.tenant = {tenant: String})
			${hasOpenHours ? `AND r.placement_hour NOT IN ${OPEN}` : ''}`;
}

type Feeder = (typeof FEEDERS)[number];

/** What the rows `b` of a feeder add. */
function added({ measures, sketches }: Measured, { adds }: Feeder): string {
	const columns = [
		...measures.map(
			(measure) =>
				`${adds(measure) ? `b.${columnOf(measure)}` : nothingOf(measure)} AS ${columnOf(measure)}`
		),
		...sketches.map(
			(sketch) =>
				`${
					adds(sketch)
						? `initializeAggregation('${SKETCH_FUNCTION.replace('(', 'StateIf(')}', toFloat64(b.${columnOf(sketch)}), toUInt8(b.${columnOf(COUNTED_BY[sketch])}))`
						: NONE
				} AS ${SKETCH_COLUMNS[sketch]}`
		)
	];
	return `b.queue AS queue, b.channel AS channel, b.agent AS agent, ${columns.join(', ')}`;
}

const ofOpenHours = (asked: Measured, feeder: Feeder): string =>
	`SELECT toDateTime64(toStartOfFifteenMinutes(b.booked_at), 3, 'UTC') AS at, ${added(asked, feeder)}
		FROM ${feeder.view} AS b
		WHERE b.tenant = {tenant: String} AND b.placement_hour IN ${OPEN} AND ${IN_RANGE('b.booked_at')}`;

const ofRange = (asked: Measured, feeder: Feeder, named = ''): string =>
	`SELECT b.booked_at AS at, ${named}${added(asked, feeder)}
		FROM ${feeder.view} AS b
		WHERE b.tenant = {tenant: String} AND ${CHANGED_BETWEEN('b', FROM, TO)} AND ${IN_RANGE('b.booked_at')}`;

/** What sums cannot tell of a range: the hours that do not rest, and of all others what is at both ends. */
function ofEnds(asked: Asked, feeder: Feeder): string {
	const orOpen = asked.hasOpenHours ? `b.placement_hour IN ${OPEN} OR ` : '';
	const also = ` AND (${orOpen}min(b.first_event_at) < ${FIRST} OR max(b.last_event_at) >= ${LAST})`;
	return `SELECT b.booked_at AS at, ${added(asked, feeder)}
		FROM ${feeder.view} AS b
		WHERE b.tenant = {tenant: String} AND ${CHANGED_BETWEEN('b', FROM, TO, also)} AND ${IN_RANGE('b.booked_at')}
			AND (${orOpen}NOT (${IN_QUARTERS('b.booked_at')}))`;
}

const feedersOf = ({ measures }: Measured): readonly Feeder[] =>
	FEEDERS.filter(({ adds }) => measures.some(adds));

const united = (parts: readonly string[]): string => `(${parts.join('\n\tUNION ALL\n\t')})`;

/** A relation as MeasureSource.intervals, with the asked measures; reads `{openHours: Array(UInt32)}` where there are such. */
export function contactSums(asked: Asked): string {
	const open = asked.hasOpenHours
		? feedersOf(asked).map((feeder) => ofOpenHours(asked, feeder))
		: [];
	return united([rolled(asked), ...open]);
}

/** The same for a range that begins or ends within a quarter, and has at least one whole quarter. */
export const contactSumsBetween = (asked: Asked): string =>
	united([rolled(asked, IN_QUARTERS), ...feedersOf(asked).map((feeder) => ofEnds(asked, feeder))]);

/** A relation as MeasureSource.pieces, with the asked measures and without the names of contacts. */
export const contactFacts = (asked: Measured): string =>
	united(feedersOf(asked).map((feeder) => ofRange(asked, feeder)));

/** A relation as MeasureSource.pieces, with the asked measures: of rows that add to none of them it has no more than it must. */
export const contactPieces = (measures: readonly AnyMeasure[]): string =>
	united(
		feedersOf({ measures, sketches: [] }).map((feeder) =>
			ofRange(
				{ measures, sketches: [] },
				feeder,
				`b.interaction_id AS interaction_id, ${feeder.piece} AS piece, `
			)
		)
	);
