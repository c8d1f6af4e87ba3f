/** From the bytes of one event to a candidate, or the reason why not. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import type { EventErrorCode } from '#lib/domain/events/parse-event.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { JsonObject } from '#lib/domain/privacy/mask-event.ts';
import type { Limits } from '#lib/server/config.ts';
import { eventKey } from '../keys/event-key.ts';
import type { Candidate } from '../spool/spooled-event.ts';
import { echoField, echoId, jsonFault } from './echo.ts';
import type { JsonShape } from './json-scan.ts';
import type { Privacy, Protected } from './privacy.ts';
import { outside } from './territory.ts';
import type { Territory } from './territory.ts';

export type RefusalCode = EventErrorCode | 'source_not_allowed' | 'team_not_allowed';

export interface Refusal {
	readonly id: string | null;
	readonly source: string | null;
	readonly code: RefusalCode;
	readonly field: string;
	readonly message: string;
}

export interface IndexedRefusal extends Refusal {
	/** Position of the event in its request. */
	readonly index: number;
}

export type Reading =
	| {
			readonly ok: true;
			readonly candidate: Candidate;
			/** Of somebody who was erased: nothing but the structure is left of it. */
			readonly isErased: boolean;
			/** Of the list of erased customers that it was judged by. */
			readonly generation: number;
	  }
	| { readonly ok: false; readonly refusal: Refusal };

export interface ReadOptions {
	readonly nowMs: number;
	readonly backfill: boolean;
	readonly limits: Pick<Limits, 'eventBytes' | 'depth'>;
	readonly privacy: Privacy;
	/** Sources the sender may send; null: any. */
	readonly sources: ReadonlySet<string> | null;
	/** Queues and teams that the sender may name; null: any. */
	readonly territory: Territory | null;
}

export const refuse = (code: RefusalCode, message: string, field = ''): Reading => ({
	ok: false,
	refusal: { id: null, source: null, code, field, message }
});

export const tooLarge = ({ limits }: ReadOptions): Reading =>
	refuse('event_too_large', `an event may have ${limits.eventBytes} bytes`);

/** `raw` is UTF-8; never throws. */
export function readEvent(raw: Buffer, shape: JsonShape, options: ReadOptions): Reading {
	const { limits } = options;
	if (raw.length > limits.eventBytes) return tooLarge(options);
	if (shape.depth > limits.depth) {
		return refuse('too_deep', `an event may nest ${limits.depth} levels`);
	}
	let value: unknown;
	try {
		value = JSON.parse(raw.toString('utf8'));
	} catch (cause) {
		return refuse('malformed_json', jsonFault(cause));
	}
	return judge(value, raw, shape, options);
}

const refused = (value: unknown, { code, field, message }: Fault): Reading => ({
	ok: false,
	refusal: { ...identify(value), code, field: echoField(field), message }
});

function judge(value: unknown, raw: Buffer, shape: JsonShape, options: ReadOptions): Reading {
	if (shape.escapesSurrogate && !isWellFormed(value)) {
		const message = 'a text has half a character (an unpaired surrogate)';
		return refused(value, { code: 'invalid_text', field: '', message });
	}
	const parsed = parseEvent(value, options);
	if (!parsed.ok) return refused(value, parsed.error);
	const { event } = parsed;
	const trespass = trespassOf(event, options);
	if (trespass) return refused(value, trespass);
	// It is an object: it was parsed as one.
	return keep(value as JsonObject, event, raw, shape, options);
}

type Fault = Pick<Refusal, 'code' | 'field' | 'message'>;

/** What of the event the sender has no right to; null: nothing. */
function trespassOf(event: DomainEvent, { sources, territory }: ReadOptions): Fault | null {
	if (sources !== null && !sources.has(event.source)) {
		const message = 'this token may not send events of this source';
		return { code: 'source_not_allowed', field: '/source', message };
	}
	const named = territory === null ? null : outside(event, territory);
	if (named === null) return null;
	const message = `this token may not name this ${named.kind}; it has to belong to the token's team or to one below it`;
	return { code: 'team_not_allowed', field: named.field, message };
}

/** Only what is protected goes on; bytes that need no change stay the sender's own. */
function keep(
	value: JsonObject,
	event: DomainEvent,
	raw: Buffer,
	shape: JsonShape,
	options: ReadOptions
): Reading {
	const judgement = options.privacy.protect(value, event);
	const { value: kept } = judgement;
	// Of a name that comes twice only the last value was looked at, and the bytes have both.
	if (kept === value && countMembers(value) === shape.members) {
		return accepted(event, raw, judgement);
	}
	const bytes = Buffer.from(JSON.stringify(kept));
	if (bytes.length > options.limits.eventBytes) return tooLarge(options);
	const parsed = parseEvent(kept, options);
	return parsed.ok ? accepted(parsed.event, bytes, judgement) : refused(value, parsed.error);
}

const accepted = (
	event: DomainEvent,
	raw: Buffer,
	{ isErased, generation }: Omit<Protected, 'value'>
): Reading => ({
	ok: true,
	candidate: { event, raw, key: eventKey(event.source, event.id), letterId: null },
	isErased,
	generation
});

function countMembers(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	let members = 0;
	if (Array.isArray(value)) {
		for (const item of value) members += countMembers(item);
		return members;
	}
	for (const inner of Object.values(value)) members += 1 + countMembers(inner);
	return members;
}

/** What the sender needs to find the event again. */
function identify(value: unknown): { id: string | null; source: string | null } {
	if (typeof value !== 'object' || value === null) return { id: null, source: null };
	const text = (name: 'id' | 'source') => {
		const found: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : null;
		return typeof found === 'string' ? echoId(found) : null;
	};
	return { id: text('id'), source: text('source') };
}

function isWellFormed(value: unknown): boolean {
	if (typeof value === 'string') return value.isWellFormed();
	if (typeof value !== 'object' || value === null) return true;
	return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWellFormed(inner));
}
