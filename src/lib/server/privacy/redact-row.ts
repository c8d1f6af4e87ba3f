/** From a stored event to its row without anything of the customer. */
import { isDeepStrictEqual } from 'node:util';
import { eventNameOf } from '#lib/domain/events/event-types.ts';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { redactEvent } from '#lib/domain/privacy/redact.ts';
import { cloudEventOf } from '../events/cloud-event.ts';
import { eventRow } from '../events/event-row.ts';
import type { EventRow } from '../events/event-row.ts';
import type { FoundEvent } from './customer-search.ts';

/** How often a text is the value of a field, or its name. */
function countOf(value: unknown, text: string): number {
	if (typeof value === 'string') return value === text ? 1 : 0;
	if (typeof value !== 'object' || value === null) return 0;
	return Object.entries(value).reduce(
		(sum, [name, inner]) => sum + (name === text ? 1 : 0) + countOf(inner, text),
		0
	);
}

/**
 * Whether the event names the customer where redaction takes it out: an agent or a queue of the same id is somebody else.
 */
export const namesCustomer = (event: Record<string, unknown>, customer: string): boolean =>
	countOf(event, customer) > countOf(redactEvent(event), customer);

/** Null when there is nothing to take out. */
export function redactRow(found: FoundEvent, batchId: string): EventRow | null {
	const event = cloudEventOf(found);
	const redacted = redactEvent(event);
	const isSame = isDeepStrictEqual(redacted, event);
	if (isSame && found.customer === '' && found.hasWords === 0) return null;
	const { specversion: _s, id: _i, source: _o, type: _t, subject: _u, ...rest } = redacted;
	const { time, data, ...extensions } = rest;
	// What the door made of it when it came is kept: a stricter contract of today must not stand in the way.
	const domain = {
		id: found.id,
		source: found.source,
		type: found.type,
		name: found.name === '' ? null : eventNameOf(found.type),
		subject: found.subject,
		occurredAtMs: found.occurredAtMs,
		time,
		sequence: found.sequence,
		rank: found.rank,
		fromFuture: found.fromFuture === 1,
		extensions,
		data
	} as DomainEvent;
	return eventRow(domain, {
		receivedAtMs: found.receivedAtMs,
		batchId,
		placementHourMs: found.placementHourS * 1000,
		// The number stays, as all numbers do; what it was read from goes.
		tone: {
			sentiment: found.sentiment,
			sentiment_by: found.sentimentBy,
			sentiment_language: found.sentimentLanguage,
			sentiment_words: ''
		},
		textLanguage: found.textLanguage
	});
}
