/** From the bytes of one event to a candidate, or the reason why not. */
import type { EventErrorCode } from '#lib/domain/events/parse-event.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { Limits } from '#lib/server/config.ts';
import { eventKey } from '../keys/event-key.ts';
import type { Candidate } from '../spool/spooled-event.ts';
import type { JsonShape } from './json-scan.ts';

export interface Refusal {
	readonly id: string | null;
	readonly source: string | null;
	readonly code: EventErrorCode;
	readonly field: string;
	readonly message: string;
}

export interface IndexedRefusal extends Refusal {
	/** Position of the event in its request. */
	readonly index: number;
}

export type Reading =
	| { readonly ok: true; readonly candidate: Candidate }
	| { readonly ok: false; readonly refusal: Refusal };

export interface ReadOptions {
	readonly nowMs: number;
	readonly backfill: boolean;
	readonly limits: Pick<Limits, 'eventBytes' | 'depth'>;
}

export const refuse = (code: EventErrorCode, message: string, field = ''): Reading => ({
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
		return refuse(
			'malformed_json',
			cause instanceof Error ? cause.message.slice(0, 200) : 'not JSON'
		);
	}
	return judge(value, raw, shape.escapesSurrogate, options);
}

function judge(value: unknown, raw: Buffer, suspicious: boolean, options: ReadOptions): Reading {
	if (suspicious && !isWellFormed(value)) {
		return {
			ok: false,
			refusal: {
				...identify(value),
				code: 'invalid_text',
				field: '',
				message: 'a text has half a character (an unpaired surrogate)'
			}
		};
	}
	const parsed = parseEvent(value, options);
	if (!parsed.ok) return { ok: false, refusal: { ...identify(value), ...parsed.error } };
	const { event } = parsed;
	return {
		ok: true,
		candidate: { event, raw, key: eventKey(event.source, event.id), letterId: null }
	};
}

const LONGEST_ECHO = 200;

/** What the sender needs to find the event again. */
function identify(value: unknown): { id: string | null; source: string | null } {
	if (typeof value !== 'object' || value === null) return { id: null, source: null };
	const text = (name: 'id' | 'source') => {
		const found: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : null;
		return typeof found === 'string' ? found.slice(0, LONGEST_ECHO).toWellFormed() : null;
	};
	return { id: text('id'), source: text('source') };
}

function isWellFormed(value: unknown): boolean {
	if (typeof value === 'string') return value.isWellFormed();
	if (typeof value !== 'object' || value === null) return true;
	return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWellFormed(inner));
}
