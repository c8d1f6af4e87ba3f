/** One interaction with everything that is known of it. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { messageTone } from '#lib/domain/records/tone.ts';
import type { ContactTone } from '#lib/domain/records/tone.ts';
import { formatInstant } from '#lib/domain/metrics/interval.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { cloudEventOf } from '../events/cloud-event.ts';
import {
	interactionEvaluations,
	interactionEvents,
	interactionFacts,
	interactionHours,
	interactionSegments,
	interactionSentiment
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

/**
 * The CloudEvent as it was sent, with the instant it arrived and the tone of a customer's text. Attributes of CloudEvents are
 * lower case, so that ours are never taken for theirs.
 */
const eventOf = (subject: string, { receivedAtMs, ...stored }: StoredEvent) => ({
	...cloudEventOf({ subject, ...stored }),
	receivedAt: instant(receivedAtMs),
	...(stored.sentiment === null ? {} : { customerTone: messageTone(stored) })
});

function toneOf(row: RowOf<typeof interactionSentiment> | undefined): ContactTone | null {
	if (!row) return null;
	const { texts, scoreMillionths, trendMillionths } = row;
	const trend = trendMillionths === null ? null : trendMillionths / 1_000_000;
	return { score: scoreMillionths / 1_000_000, trend, texts };
}

const share = (millionths: number | null): number | null =>
	millionths === null ? null : millionths / 1_000_000;

const evaluationOf = ({
	rawMillionths,
	finalMillionths,
	submittedAtMs,
	passed,
	autoFailed,
	...rest
}: RowOf<typeof interactionEvaluations>) => ({
	...rest,
	kind: 'standard' as const,
	submittedAt: formatInstant(submittedAtMs, 'UTC'),
	rawScore: share(rawMillionths),
	finalScore: share(finalMillionths),
	passed: passed === null ? null : passed === 1,
	autoFailed: autoFailed === 1
});

const nameOf = (type: string): string => /^atalaya\.(.+)\.v1$/.exec(type)?.[1] ?? type;

export interface InteractionOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly scope: RowScope;
	readonly signal?: AbortSignal;
}

/**
 * Null when no event names it, and when it is not for whoever asks: the two are not told apart. Rejects with QueryError
 * when the database does not answer.
 */
export async function answerInteraction(
	id: string,
	{ clickhouse, tenant, ...options }: InteractionOptions
) {
	const [hours] = await clickhouse.query('report', interactionHours, { tenant, id }, options);
	if (!hours) return null;
	const params = { tenant, id, ...hours };
	const [[facts], segments, stored, [tone], evaluations] = await Promise.all([
		clickhouse.query('report', interactionFacts, params, options),
		clickhouse.query('report', interactionSegments, params, options),
		clickhouse.query('report', interactionEvents, params, options),
		clickhouse.query('report', interactionSentiment, params, options),
		clickhouse.query('report', interactionEvaluations, params, options)
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
		sentiment: toneOf(tone),
		messages: ofType('interaction.message').map((event) => ({
			id: event.id,
			time: 'time' in event ? event.time : null,
			...event.data,
			sentiment: event.customerTone ?? null
		})),
		recordings: ofType('recording.available').map(({ id: recordingId, data }) => ({
			id: recordingId,
			...data
		})),
		evaluations: evaluations.map(evaluationOf),
		events
	};
}

export type InteractionAnswer = NonNullable<Awaited<ReturnType<typeof answerInteraction>>>;
