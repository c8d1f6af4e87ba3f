/** Which of the ways to send events a request uses. Decided here and not by a framework: a mistake lets unchecked bytes in. */
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

export type BodyMode = 'structured' | 'batch' | 'ndjson' | 'binary' | 'plain';
export type Encoding = 'gzip' | 'identity';

const TOKEN = "[a-z0-9!#$&^_.+'*`|~%-]+";
const MEDIA_TYPE = new RegExp(
	`^(${TOKEN}/${TOKEN})((?:[ \\t]*;[ \\t]*${TOKEN}=(?:${TOKEN}|"[^"\\\\]*"))*)[ \\t]*;?$`,
	'i'
);
const CHARSET = /;[ \t]*charset=(?:"([^"]*)"|([^;\s]*))/i;

export const ACCEPTED_TYPES =
	'application/cloudevents+json, application/cloudevents-batch+json, application/x-ndjson, application/json';

const unsupported = (detail: string): Problem =>
	new Problem(415, 'unsupported_media_type', detail, { accept: ACCEPTED_TYPES });

const MODES: Readonly<Record<string, BodyMode>> = {
	'application/cloudevents+json': 'structured',
	'application/cloudevents-batch+json': 'batch',
	'application/x-ndjson': 'ndjson',
	'application/jsonl': 'ndjson'
};

const isBinary = (headers: IncomingHttpHeaders): boolean =>
	Object.keys(headers).some((name) => name.startsWith('ce-'));

/** The type in lower case and what follows it; empty without the header. */
function readMediaType(headers: IncomingHttpHeaders): { type: string; parameters: string } {
	const text = headers['content-type']?.trim() ?? '';
	if (text === '') return { type: '', parameters: '' };
	const match = MEDIA_TYPE.exec(text);
	if (!match) throw unsupported('the media type cannot be read');
	const [, type = '', parameters = ''] = match;
	return { type: type.toLowerCase(), parameters };
}

const isJson = (type: string): boolean =>
	type === '' || type === 'application/json' || type.endsWith('+json');

/** Throws a 415. */
export function bodyModeOf(headers: IncomingHttpHeaders): BodyMode {
	const { type, parameters } = readMediaType(headers);
	demandUtf8(parameters);
	const mode = Object.hasOwn(MODES, type) ? MODES[type] : undefined;
	if (mode) return mode;
	if (type.startsWith('application/cloudevents')) throw unsupported('events are accepted as JSON');
	if (isBinary(headers) && isJson(type)) return 'binary';
	if (type === 'application/json') return 'plain';
	throw unsupported(`send one of ${ACCEPTED_TYPES}`);
}

function demandUtf8(parameters: string): void {
	const match = CHARSET.exec(parameters);
	const charset = (match?.[1] ?? match?.[2] ?? 'utf-8').toLowerCase();
	if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') {
		throw unsupported('the character set must be utf-8');
	}
}

/** Throws a 415. */
export function encodingOf(headers: IncomingHttpHeaders): Encoding {
	const text = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
	if (text === 'identity' || text === '') return 'identity';
	if (text === 'gzip' || text === 'x-gzip') return 'gzip';
	throw new Problem(415, 'unsupported_encoding', 'a body may be gzip or not encoded', {
		'accept-encoding': 'gzip, identity'
	});
}
