/** One interaction with everything that is known of it. */
import { formatInstant } from '#lib/domain/metrics/interval.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { RowOf } from '../clickhouse/query.ts';
import {
	interactionEvents,
	interactionFacts,
	interactionHours,
	interactionSegments
} from '../queries/interaction.ts';

const instant = (ms: number | null): string | null =>
	ms === null ? null : formatInstant(ms, 'UTC');

function segmentOf(row: RowOf<typeof interactionSegments>) {
	const {
		queuedAtMs,
		acceptedAtMs,
		endedAtMs,
		wrappedAtMs,
		serviceLevelNumerator,
		serviceLevelDenominator,
		transferred,
		skewed,
		...rest
	} = row;
	return {
		...rest,
		transferred: transferred === 1,
		skewed: skewed === 1,
		queuedAt: instant(queuedAtMs),
		acceptedAt: instant(acceptedAtMs),
		endedAt: instant(endedAtMs),
		wrappedAt: instant(wrappedAtMs),
		serviceLevel: { numerator: serviceLevelNumerator, denominator: serviceLevelDenominator }
	};
}

type StoredEvent = RowOf<typeof interactionEvents>;

/** The CloudEvent as it was sent, with the instant it arrived. */
function eventOf(
	subject: string,
	{ id, source, type, attributes, data, receivedAtMs }: StoredEvent
) {
	return {
		specversion: '1.0',
		id,
		source,
		type,
		subject,
		...(JSON.parse(attributes) as Record<string, unknown>),
		data: JSON.parse(data) as Record<string, unknown>,
		receivedAt: instant(receivedAtMs)
	};
}

const nameOf = (type: string): string => /^atalaya\.(.+)\.v1$/.exec(type)?.[1] ?? type;

/** Null when no event names it. Rejects with QueryError when the database does not answer. */
export async function answerInteraction(
	id: string,
	{ clickhouse, tenant }: { clickhouse: ClickHouse; tenant: string }
) {
	const [hours] = await clickhouse.query('report', interactionHours, { tenant, id });
	if (!hours) return null;
	const params = { tenant, id, ...hours };
	const [[facts], segments, stored] = await Promise.all([
		clickhouse.query('report', interactionFacts, params),
		clickhouse.query('report', interactionSegments, params),
		clickhouse.query('report', interactionEvents, params)
	]);
	if (!facts) return null;
	const events = stored.map((row) => eventOf(id, row));
	const { createdAtMs, endedAtMs, lastEventAtMs, resolved, ...rest } = facts;
	const ofType = (name: string) => events.filter((event) => nameOf(event.type) === name);
	return {
		id,
		...rest,
		resolved: resolved === null ? null : resolved === 1,
		createdAt: instant(createdAtMs),
		endedAt: instant(endedAtMs),
		lastEventAt: instant(lastEventAtMs),
		segments: segments.map(segmentOf),
		messages: ofType('interaction.message').map(({ id: messageId, data, ...event }) => ({
			id: messageId,
			time: 'time' in event ? event.time : null,
			...data
		})),
		recordings: ofType('recording.available').map(({ id: recordingId, data }) => ({
			id: recordingId,
			...data
		})),
		evaluations: [],
		events
	};
}
