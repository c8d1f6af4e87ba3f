/** An event whose attributes are `ce-` headers and whose data is the body. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

const PREFIX = 'ce-';
const NAME = /^[a-z0-9]{1,40}$/;
const badHeader = (name: string, why: string): Problem =>
	new Problem(400, 'invalid_header', `${name.slice(0, 60)} ${why}`);

/** Exactly one percent-decoding, of the bytes; what comes out must be UTF-8. */
function decodeValue(name: string, value: string): string {
	const quoted = /^"(.*)"$/s.exec(value)?.[1];
	const text = quoted === undefined ? value : quoted.replaceAll(/\\(.)/gs, '$1');
	if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw badHeader(name, 'has a broken percent-encoding');
	// Node reads header bytes as Latin-1.
	const plain = text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
		String.fromCharCode(parseInt(hex, 16))
	);
	const bytes = Buffer.from(plain, 'latin1');
	if (!isUtf8(bytes)) throw badHeader(name, 'is not UTF-8');
	return bytes.toString('utf8');
}

/** The JSON of the event. Throws a 400 for headers that cannot be read. */
export function binaryEvent(headers: IncomingHttpHeaders, body: Buffer): Buffer {
	const attributes: [string, string][] = [];
	for (const [header, value] of Object.entries(headers)) {
		if (!header.startsWith(PREFIX) || typeof value !== 'string') continue;
		const name = header.slice(PREFIX.length);
		// The media type of the request says it already, and must not be contradicted.
		if (name === 'datacontenttype') continue;
		if (name === 'data' || !NAME.test(name)) throw badHeader(header, 'is no attribute');
		attributes.push([name, decodeValue(header, value)]);
	}
	const head = JSON.stringify(Object.fromEntries(attributes));
	if (body.length === 0) return Buffer.from(head);
	const comma = attributes.length > 0 ? ',' : '';
	return Buffer.concat([
		Buffer.from(`${head.slice(0, -1)}${comma}"data":`),
		body,
		Buffer.from('}')
	]);
}
