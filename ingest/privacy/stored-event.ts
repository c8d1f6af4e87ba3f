/** An event from the disk, also one that this version would not take any more. */
import { UNKNOWN_RANK, eventNameOf } from '#lib/domain/events/event-types.ts';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';

export interface StoredEvent {
	readonly value: Record<string, unknown>;
	readonly event: DomainEvent;
}

function parseObject(json: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(json);
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Of an event that does not fit its type only the names in it are looked at. */
function asUnknown(value: Record<string, unknown>): DomainEvent {
	const { id, source, type, subject, time, data } = value;
	const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
	return {
		id: textOf(id),
		source: textOf(source),
		type: textOf(type),
		name: null,
		subject: textOf(subject),
		occurredAtMs: 0,
		time: textOf(time),
		sequence: '',
		rank: UNKNOWN_RANK,
		fromFuture: false,
		extensions: {},
		data: isObject ? (data as Record<string, unknown>) : {}
	};
}

/** Null when it is no event at all. */
export function readStored(json: string): StoredEvent | null {
	const value = parseObject(json);
	if (value === null) return null;
	const atMs = Date.parse(textOf(value['time']));
	// Judged by its own time: it was let in once.
	const nowMs = Number.isNaN(atMs) ? Date.now() : atMs;
	const parsed = parseEvent(value, { nowMs, backfill: true });
	return { value, event: parsed.ok ? parsed.event : asUnknown(value) };
}

/** Whether it is about agents or queues, and not about a contact. */
export const isOfStaff = ({ type }: DomainEvent): boolean =>
	/^(agent|schedule|reference)\./.test(eventNameOf(type) ?? '');
