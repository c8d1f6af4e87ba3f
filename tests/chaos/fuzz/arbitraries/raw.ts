/** Bytes on a socket that are nearly HTTP: heads, lengths, chunks, several requests in a row, pieces. */
import fc from 'fast-check';
import type { Part, RawCase, Recipe, Surroundings } from '../case.ts';
import { cuts, oneOf, seldom, seldomMutation } from './bytes.ts';

const METHODS = ['POST', 'GET', 'PUT', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE', 'PRI', 'post', ''];
const TARGETS: Readonly<Record<Part, readonly string[]>> = {
	ingest: ['/v1/events', '/v1/events', '/v1/status', '/v1/stream', '*', 'http://x/v1/events'],
	web: ['/', '/api/v1/metrics', '/live', '/healthz', '/sign-in', '*', 'http://x/api/v1/metrics']
};
const ODD_TARGETS = ['/%', '/%zz', '//', '/\u0000', ' ', `/${'a'.repeat(9000)}`, '/..%2f..', 'x'];
const VERSIONS = ['HTTP/1.0', 'HTTP/2.0', 'HTTP/1.1 ', 'HTTP/1.1x', 'http/1.1', 'HTTP/0.9', ''];
const BREAKS = ['\n', '\r', '\r\r\n', '\r\n '];
const ODD_HEADERS = [
	...['Content-Length: 5', 'Content-Length: -1', 'Content-Length: 99999999999999999999'],
	...['Content-Length: 5, 6', 'Content-Length: 0x10', 'Content-Length : 2', 'Content-Length: +2'],
	...['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked, identity'],
	...['Transfer-Encoding: xchunked', 'Transfer-Encoding:\u000bchunked', 'transfer-encoding: gzip'],
	...['Expect: 100-continue', 'Expect: everything', 'Connection: close', 'Connection: keep-alive'],
	...[
		'Connection: Upgrade\r\nUpgrade: h2c',
		'Connection: Upgrade\r\nUpgrade: websocket',
		'Upgrade: x'
	],
	...['Host: a\r\nHost: b', 'X: a\r\n b', 'X\u0000: a', ': a', 'a', 'ce-id: \u00ff\u00fe'],
	...[`X: ${'y'.repeat(9000)}`, 'Content-Encoding: gzip', 'Trailer: x', 'Range: bytes=0-0']
];
const BODIES = [
	...['[]', '2\r\n[]\r\n0\r\n\r\n', '2;x=y\r\n[]\r\n0\r\nX: y\r\n\r\n', 'ffffffffffffffff\r\n[]'],
	...['-1\r\n[]\r\n', '2\r\n[]', '0\r\n\r\n', '', '\0\0\0\0', '2\n[]\n0\n\n', 'zz\r\n']
];

interface Drawn {
	readonly method: string;
	readonly target: string;
	readonly version: string;
	readonly headers: readonly string[];
	readonly isKnown: boolean;
	readonly lineBreak: string;
	readonly body: string;
}

const request = (part: Part): fc.Arbitrary<Drawn> =>
	fc.record({
		method: seldom(oneOf(METHODS), fc.constant(part === 'ingest' ? 'POST' : 'GET'), 3),
		target: seldom(oneOf(ODD_TARGETS), oneOf(TARGETS[part]), 5),
		version: seldom(oneOf(VERSIONS), fc.constant('HTTP/1.1'), 8),
		headers: fc.array(oneOf(ODD_HEADERS), { maxLength: 3 }),
		isKnown: seldom(fc.constant(false), fc.constant(true), 3),
		lineBreak: seldom(oneOf(BREAKS), fc.constant('\r\n'), 8),
		body: oneOf(BODIES)
	});

function textOf({ method, target, version, lineBreak, ...drawn }: Drawn, token: string): Buffer {
	const known = [
		'Host: 127.0.0.1',
		`Authorization: Bearer ${token}`,
		'Content-Type: application/cloudevents-batch+json'
	];
	const headers = [...(drawn.isKnown ? known : []), ...drawn.headers];
	const lines = [`${method} ${target} ${version}`, ...headers, '', drawn.body];
	return Buffer.from(lines.join(lineBreak), 'latin1');
}

const tokenOf = (part: Part, { ingestToken, apiToken }: Surroundings): string =>
	part === 'ingest' ? ingestToken : apiToken;

export const rawRequest = (part: Part): fc.Arbitrary<Recipe> =>
	fc
		.record({
			requests: fc.array(request(part), { minLength: 1, maxLength: 3 }),
			change: seldomMutation(3),
			pieces: cuts,
			ending: seldom(fc.constant('reset' as const), fc.constant('end' as const), 8)
		})
		.map(({ requests, change, pieces, ending }) => (surroundings): RawCase => {
			const bytes = Buffer.concat(
				requests.map((each) => textOf(each, tokenOf(part, surroundings)))
			);
			return {
				kind: 'raw',
				part,
				pieces: pieces(change === null ? bytes : change(bytes)),
				ending
			};
		});
