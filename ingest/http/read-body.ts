/** From the body of a request to readings of its events, in each of the ways to send them. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { jsonFault } from '../intake/echo.ts';
import type { ReadOptions, Reading } from '../intake/read-event.ts';
import { readEvent, refuse, tooLarge } from '../intake/read-event.ts';
import { isBlank, scanArray, scanJson } from '../intake/json-scan.ts';
import { binaryEvent } from './binary-event.ts';
import type { Line } from './line-splitter.ts';
import type { BodyMode } from './media-type.ts';
import { Problem } from './problem.ts';

export type WholeMode = Exclude<BodyMode, 'ndjson'>;

const malformed = (detail: string): Problem => new Problem(400, 'malformed_json', detail);

function checkText(body: Buffer): void {
	refuseByteOrderMark(body);
	if (!isUtf8(body)) throw new Problem(400, 'invalid_utf8', 'the body is not UTF-8');
}

export function refuseByteOrderMark(body: Buffer): void {
	if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) {
		throw new Problem(400, 'invalid_utf8', 'the body begins with a byte order mark');
	}
}

/** Throws a 400 or 413 when the body as a whole cannot be used. */
export function readWhole(
	mode: WholeMode,
	headers: IncomingHttpHeaders,
	body: Buffer,
	options: ReadOptions,
	batchEvents: number
): Reading[] {
	checkText(body);
	switch (mode) {
		case 'structured':
			return [readSingle(body, options)];
		case 'binary':
			return [readSingle(readBinary(headers, body, options), options)];
		case 'batch':
			return readBatch(body, options, batchEvents);
		case 'plain':
			return readPlain(body, options, batchEvents);
		default:
			return mode satisfies never;
	}
}

function readSingle(raw: Buffer, options: ReadOptions): Reading {
	if (raw.length > options.limits.eventBytes) {
		throw new Problem(
			413,
			'event_too_large',
			`an event may have ${options.limits.eventBytes} bytes`
		);
	}
	const reading = readEvent(raw, scanJson(raw), options);
	// Here the event is the body, so what is no JSON is a fault of the request.
	if (!reading.ok && reading.refusal.code === 'malformed_json')
		throw malformed(reading.refusal.message);
	return reading;
}

/** The body alone must be JSON: put between attributes, other text could add attributes. */
function readBinary(headers: IncomingHttpHeaders, body: Buffer, { limits }: ReadOptions): Buffer {
	const raw = binaryEvent(headers, body);
	if (raw.length <= limits.eventBytes && scanJson(body).depth <= limits.depth && body.length > 0) {
		parse(body);
	}
	return raw;
}

function parse(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch (cause) {
		throw malformed(jsonFault(cause));
	}
}

function checkCount(count: number, batchEvents: number): void {
	if (count > batchEvents) {
		throw new Problem(413, 'too_many_events', `a batch may have ${batchEvents} events`);
	}
}

function readBatch(body: Buffer, options: ReadOptions, batchEvents: number): Reading[] {
	const elements = scanArray(body);
	if (elements === null) throw malformed('the body is not a JSON array');
	checkCount(elements.length, batchEvents);
	return elements.map((element) => {
		const raw = trimmed(body, element.start, element.end);
		const reading = readEvent(raw, element, options);
		if (!reading.ok && reading.refusal.code === 'malformed_json')
			throw malformed(reading.refusal.message);
		return reading;
	});
}

function trimmed(body: Buffer, start: number, end: number): Buffer {
	const isSpace = (at: number) => (body[at] ?? 0) <= 0x20;
	let from = start;
	let to = end;
	while (from < to && isSpace(from)) from += 1;
	while (to > from && isSpace(to - 1)) to -= 1;
	return body.subarray(from, to);
}

/** `{"events":[…]}`, for people with curl. */
function readPlain(body: Buffer, options: ReadOptions, batchEvents: number): Reading[] {
	// The object and the array around the events are two levels more.
	if (scanJson(body).depth > options.limits.depth + 2) {
		throw new Problem(400, 'too_deep', `an event may nest ${options.limits.depth} levels`);
	}
	const value = parse(body);
	const events: unknown =
		typeof value === 'object' && value !== null && 'events' in value ? value.events : null;
	if (!Array.isArray(events)) {
		throw new Problem(
			415,
			'unsupported_media_type',
			'application/json needs {"events":[…]} or ce- headers; a single event is application/cloudevents+json'
		);
	}
	checkCount(events.length, batchEvents);
	return events.map((event: unknown) => {
		const raw = Buffer.from(JSON.stringify(event));
		return readEvent(raw, scanJson(raw), options);
	});
}

/** Null for an empty line. */
export function readLine(line: Line, options: ReadOptions): Reading | null {
	if (line === null) return tooLarge(options);
	if (isBlank(line)) return null;
	if (!isUtf8(line)) return refuse('invalid_text', 'the line is not UTF-8');
	return readEvent(line, scanJson(line), options);
}
