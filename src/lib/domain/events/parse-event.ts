/** From an untrusted CloudEvent to a domain event, or the reason why not. */
import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { EVENT_TYPES, UNKNOWN_RANK, eventNameOf } from './event-types.ts';
import type { EventName } from './event-types.ts';
import type { DomainEvent } from './event.ts';
import { parseTimestampMs } from './timestamp.ts';

export const EVENT_ERROR_CODES = [
	'not_an_object',
	'missing_attribute',
	'invalid_attribute',
	'unsupported_specversion',
	'invalid_time',
	'time_in_future',
	'time_too_old',
	'invalid_data',
	'event_too_large',
	'too_deep',
	'malformed_json',
	'invalid_text'
] as const;
export type EventErrorCode = (typeof EVENT_ERROR_CODES)[number];

export interface EventError {
	readonly code: EventErrorCode;
	/** JSON pointer into the event. */
	readonly field: string;
	readonly message: string;
}

export type ParsedEvent =
	| { readonly ok: true; readonly event: DomainEvent }
	| { readonly ok: false; readonly error: EventError };

export interface ParseOptions {
	readonly nowMs: number;
	/** Lets events older than 400 days in. */
	readonly backfill: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
export const FUTURE_AS_IS_MS = 5 * MINUTE_MS;
export const FUTURE_LIMIT_MS = DAY_MS;
export const AGE_LIMIT_MS = 400 * DAY_MS;
/** What the database can hold as an instant; only a backfill comes near it. */
const EARLIEST_MS = Date.UTC(1971, 0, 1);
const SOURCE_MAX = 1000;
const ID_MAX = 200;

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const URI_REFERENCE = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;
const ATTRIBUTE_NAME = /^[a-z0-9]{1,40}$/;
const OWN_ATTRIBUTES = new Set([
	'specversion',
	'id',
	'source',
	'type',
	'time',
	'subject',
	'data',
	'datacontenttype',
	'dataschema'
]);

const CHECKS = Object.fromEntries(
	Object.entries(EVENT_TYPES).map(([name, { data }]) => [name, TypeCompiler.Compile<TSchema>(data)])
) as Record<EventName, TypeCheck<TSchema>>;

const refuse = (code: EventErrorCode, field: string, message: string): ParsedEvent => ({
	ok: false,
	error: { code, field, message }
});

type Attributes = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Attributes =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first thing wrong with a text attribute, or null. */
function textFault(attributes: Attributes, name: string, longest: number): EventError | null {
	const value = attributes[name];
	const field = `/${name}`;
	if (value === undefined || value === null) {
		return { code: 'missing_attribute', field, message: `${name} is required` };
	}
	if (typeof value !== 'string' || value === '' || value.length > longest || CONTROL.test(value)) {
		return {
			code: 'invalid_attribute',
			field,
			message: `${name} must be a text of 1 to ${longest} characters without control characters`
		};
	}
	return null;
}

function envelopeFault(attributes: Attributes): EventError | null {
	if (attributes['specversion'] !== '1.0') {
		return {
			code:
				attributes['specversion'] === undefined ? 'missing_attribute' : 'unsupported_specversion',
			field: '/specversion',
			message: 'specversion must be "1.0"'
		};
	}
	const fault =
		textFault(attributes, 'id', ID_MAX) ??
		textFault(attributes, 'source', SOURCE_MAX) ??
		textFault(attributes, 'type', ID_MAX);
	if (fault) return fault;
	if (!URI_REFERENCE.test(String(attributes['source']))) {
		return {
			code: 'invalid_attribute',
			field: '/source',
			message: 'source must be a URI reference'
		};
	}
	return null;
}

type Instant = { ms: number; text: string; fromFuture: boolean };

function parseInstant(
	attributes: Attributes,
	{ nowMs, backfill }: ParseOptions
): Instant | EventError {
	const field = '/time';
	const text = attributes['time'];
	if (text === undefined || text === null) {
		return { code: 'missing_attribute', field, message: 'time is required' };
	}
	const ms = typeof text === 'string' ? parseTimestampMs(text) : null;
	if (ms === null) {
		return {
			code: 'invalid_time',
			field,
			message: 'time must be an RFC 3339 date and time with offset that exists in the calendar'
		};
	}
	if (ms > nowMs + FUTURE_LIMIT_MS) {
		return {
			code: 'time_in_future',
			field,
			message: 'time is more than 24 hours ahead of the clock of the server'
		};
	}
	if (ms < EARLIEST_MS || (!backfill && ms < nowMs - AGE_LIMIT_MS)) {
		return {
			code: 'time_too_old',
			field,
			message:
				'time is more than 400 days ago; ask for ?backfill=true with a token that has that right'
		};
	}
	return { ms, text: text as string, fromFuture: ms > nowMs + FUTURE_AS_IS_MS };
}

type Extensions = Record<string, string | number | boolean>;

function readExtensions(attributes: Attributes): { values: Extensions } | { error: EventError } {
	const extensions: Extensions = {};
	for (const [name, value] of Object.entries(attributes)) {
		if (OWN_ATTRIBUTES.has(name) || value === null || value === undefined) continue;
		const plain =
			typeof value === 'string' ||
			typeof value === 'boolean' ||
			(typeof value === 'number' && Number.isFinite(value));
		if (!ATTRIBUTE_NAME.test(name) || !plain) {
			const message = 'extension attributes have names of a-z and 0-9 and plain values';
			return { error: { code: 'invalid_attribute', field: `/${name.slice(0, 60)}`, message } };
		}
		extensions[name] = value;
	}
	return { values: extensions };
}

function sequenceOf(extensions: Extensions): string {
	const sequence = extensions['sequence'];
	return sequence === undefined ? '' : String(sequence).slice(0, ID_MAX);
}

function subjectFault(attributes: Attributes, name: EventName | null): EventError | null {
	const absent = attributes['subject'] === undefined || attributes['subject'] === null;
	return absent && name === null ? null : textFault(attributes, 'subject', ID_MAX);
}

function dataFault(data: unknown, name: EventName | null): EventError | null {
	if (!isObject(data))
		return { code: 'invalid_data', field: '/data', message: 'data must be a JSON object' };
	if (name === null || CHECKS[name].Check(data)) return null;
	const first = CHECKS[name].Errors(data).First();
	return {
		code: 'invalid_data',
		field: `/data${first?.path ?? ''}`,
		message: first?.message ?? 'data does not fit its type'
	};
}

/** Never throws; `value` is whatever JSON gave. */
export function parseEvent(value: unknown, options: ParseOptions): ParsedEvent {
	if (!isObject(value)) return refuse('not_an_object', '', 'an event must be a JSON object');
	const { id, source, type, subject, data } = value;
	const name = typeof type === 'string' ? eventNameOf(type) : null;
	const fault = envelopeFault(value) ?? subjectFault(value, name) ?? dataFault(data, name);
	if (fault) return { ok: false, error: fault };
	const instant = parseInstant(value, options);
	if ('code' in instant) return { ok: false, error: instant };
	const extensions = readExtensions(value);
	if ('error' in extensions) return { ok: false, error: extensions.error };
	// Checked above, field by field; the compiler cannot see that.
	const event = {
		id,
		source,
		type,
		name,
		subject: typeof subject === 'string' ? subject : '',
		occurredAtMs: instant.ms,
		time: instant.text,
		sequence: sequenceOf(extensions.values),
		rank: name === null ? UNKNOWN_RANK : EVENT_TYPES[name].rank,
		fromFuture: instant.fromFuture,
		extensions: extensions.values,
		data
	} as DomainEvent;
	return { ok: true, event };
}
