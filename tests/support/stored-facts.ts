/** What the database says of each interaction and its segments, to be compared with the folds in plain TypeScript. */
import { Type } from '@sinclair/typebox';
import type { Outcome } from '#lib/domain/metrics/service-level.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { RowOf } from '#lib/server/clickhouse/query.ts';
import type { FoldedSegment } from './fold.ts';
import type { FoldedBooking } from './fold-whole.ts';

const Ms = Type.Union([Type.Integer(), Type.Null()]);
const ms = (column: string, name: string) =>
	`if(${column} IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(${column}))) AS ${name}`;
export const allFacts = defineQuery({
	name: 'test-all-facts',
	sql: `SELECT interaction_id AS id, segment, queue, agent, channel, direction, customer, outcome,
			${ms('queued_at', 'queuedAtMs')}, ${ms('accepted_at', 'acceptedAtMs')}, ${ms('ended_at', 'endedAtMs')}, ${ms('wrapped_at', 'wrappedAtMs')},
			wait_ms AS waitMs, talk_ms AS talkMs, hold_ms AS holdMs, acw_ms AS acwMs, transferred, skewed,
			threshold_ms AS thresholdMs, short_abandon_ms AS shortAbandonMs, formula,
			service_level_numerator AS numerator, service_level_denominator AS denominator
		FROM segment_facts WHERE tenant = {tenant: String} ORDER BY id, segment`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		segment: Type.Integer(),
		queue: Type.String(),
		agent: Type.String(),
		channel: Type.String(),
		direction: Type.String(),
		customer: Type.String(),
		outcome: Type.String(),
		queuedAtMs: Ms,
		acceptedAtMs: Ms,
		endedAtMs: Ms,
		wrappedAtMs: Ms,
		waitMs: Type.Integer(),
		talkMs: Type.Integer(),
		holdMs: Type.Integer(),
		acwMs: Type.Integer(),
		transferred: Type.Integer(),
		skewed: Type.Integer(),
		thresholdMs: Type.Integer(),
		shortAbandonMs: Type.Integer(),
		formula: Type.String(),
		numerator: Type.Integer(),
		denominator: Type.Integer()
	})
});
export type Facts = RowOf<typeof allFacts>;

export const allResponses = defineQuery({
	name: 'test-all-responses',
	sql: `SELECT interaction_id AS id, sum(first_responses) AS firstResponses, sum(first_response_ms) AS firstResponseMs,
			sum(responses) AS responses, sum(response_ms) AS responseMs,
			sum(first_responses_business) AS firstResponsesBusiness, sum(first_response_business_ms) AS firstResponseBusinessMs,
			sum(responses_business) AS responsesBusiness, sum(response_business_ms) AS responseBusinessMs
		FROM message_bookings WHERE tenant = {tenant: String} GROUP BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		firstResponses: Type.Integer(),
		firstResponseMs: Type.Integer(),
		responses: Type.Integer(),
		responseMs: Type.Integer(),
		firstResponsesBusiness: Type.Integer(),
		firstResponseBusinessMs: Type.Integer(),
		responsesBusiness: Type.Integer(),
		responseBusinessMs: Type.Integer()
	})
});

export function asFolded(row: Facts): FoldedSegment {
	const {
		id: _id,
		thresholdMs: _t,
		shortAbandonMs: _s,
		formula: _f,
		numerator: _n,
		denominator: _d,
		...rest
	} = row;
	return {
		...rest,
		outcome: rest.outcome as Outcome,
		transferred: rest.transferred === 1,
		skewed: rest.skewed === 1
	};
}

/** Bookings of whole interactions, but for their tone. */
export const allWhole = defineQuery({
	name: 'test-all-whole',
	sql: `SELECT interaction_id AS id, booking, toUnixTimestamp64Milli(booked_at) AS atMs, queue, channel, agent,
			resolutions, resolution_ms AS resolutionMs, resolutions_business AS resolutionsBusiness,
			resolution_business_ms AS resolutionBusinessMs, judged_contacts AS judged, resolved_contacts AS resolved
		FROM interaction_bookings WHERE tenant = {tenant: String} AND booking != 'sentiment' ORDER BY id, booking`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		booking: Type.Union([Type.Literal('ended'), Type.Literal('judged')]),
		atMs: Type.Integer(),
		queue: Type.String(),
		channel: Type.String(),
		agent: Type.String(),
		resolutions: Type.Integer(),
		resolutionMs: Type.Integer(),
		resolutionsBusiness: Type.Integer(),
		resolutionBusinessMs: Type.Integer(),
		judged: Type.Integer(),
		resolved: Type.Integer()
	})
});
type Whole = RowOf<typeof allWhole>;

/** Throws where a booking counts as something it is not. */
export function asFoldedBooking(row: Whole): FoldedBooking {
	const { booking, resolutions, judged, resolutionsBusiness, resolutionBusinessMs } = row;
	if (resolutions !== (booking === 'ended' ? 1 : 0) || judged !== 1 - resolutions)
		throw new Error(`${row.id}: ${booking} counts as ${JSON.stringify(row)}`);
	return {
		booking,
		atMs: row.atMs,
		queue: row.queue,
		channel: row.channel,
		agent: row.agent,
		resolutionMs: row.resolutionMs,
		businessMs: resolutionsBusiness === 1 ? resolutionBusinessMs : null,
		isResolved: row.resolved === 1
	};
}

/** What the tone of interactions adds to the measures. */
export const allTones = defineQuery({
	name: 'test-all-tones',
	sql: `SELECT interaction_id AS id, toUnixTimestamp64Milli(booked_at) AS atMs, queue, channel, agent,
			sentiment_contacts AS contacts, sentiment_millionths AS millionths, sentiment_trend_contacts AS trends,
			sentiment_trend_millionths AS trendMillionths, offered + responses + resolutions + judged_contacts AS others
		FROM bookings WHERE tenant = {tenant: String} AND sentiment_contacts > 0 ORDER BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		atMs: Type.Integer(),
		queue: Type.String(),
		channel: Type.String(),
		agent: Type.String(),
		contacts: Type.Integer(),
		millionths: Type.Integer(),
		trends: Type.Integer(),
		trendMillionths: Type.Integer(),
		others: Type.Integer()
	})
});
