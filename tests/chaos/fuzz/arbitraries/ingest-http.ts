/** Requests for events in each of the ways to send them, and requests for everything else ingest answers. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { HttpCase, Recipe, Surroundings } from '../case.ts';
import { PATHS, TEXTS } from '../corpus.ts';
import { mutation, oddJson, oneOf, seldom, seldomMutation } from './bytes.ts';
import { eventRecipe } from './event.ts';
import type { EventRecipe, EventText } from './event.ts';

type Mode = 'single' | 'batch' | 'lines' | 'plain' | 'binary';
const TYPES: Readonly<Record<Mode, string>> = {
	single: 'application/cloudevents+json',
	batch: 'application/cloudevents-batch+json',
	lines: 'application/x-ndjson',
	plain: 'application/json',
	binary: 'application/json'
};

const oddType = fc.constantFrom(
	'application/json garbage',
	' application/json',
	'application/json\t;x=y',
	'Application/JSON ; charset=utf-8',
	'',
	'text/plain',
	';',
	'/',
	'application/cloudevents+json; charset=utf-16',
	'application/cloudevents-batch+json;charset="utf-8"',
	'application/cloudevents+avro',
	'application/json, application/cloudevents+json',
	'multipart/form-data; boundary=x',
	'application/x-www-form-urlencoded'
);
const oddHeader = fc.oneof(
	fc.constantFrom('%C0%A0', '%zz', '%', '%2541', '"quoted %20"', '1.0', '', 'x'.repeat(1000)),
	fc.stringMatching(/^[!-~]{0,40}$/)
);
const oddHeaders = fc.dictionary(
	fc.constantFrom(
		...['ce-id', 'ce-source', 'ce-type', 'ce-specversion', 'ce-time', 'ce-subject', 'ce-data'],
		...['ce-X', 'ce-__proto__', 'ce-constructor', 'authorization', 'prefer', 'accept'],
		...['webhook-request-origin', 'x-forwarded-for', 'range', 'cookie', '__proto__']
	),
	oddHeader,
	{ minKeys: 1, maxKeys: 4 }
);
const oddQuery = fc.constantFrom(
	...['?backfill=true', '?backfill=maybe', '?backfill=true&backfill=false', '?%zz', '/../..', '//'],
	...['?__proto__[x]=1', '?constructor=1', '?backfill[]=1', `?${'a=1&'.repeat(200)}`]
);

/** Gzip as it should be, and every way in which it is not. */
const packing: fc.Arbitrary<(bytes: Buffer) => { bytes: Buffer; encoding: string }> = fc
	.constantFrom('none', 'none', 'gzip', 'gzip', 'twice', 'half', 'more', 'members', 'bomb', 'br')
	.map((how) => (plain: Buffer) => {
		const zipped = gzipSync(plain, { level: 1 });
		switch (how) {
			case 'none':
				return { bytes: plain, encoding: 'identity' };
			case 'twice':
				return { bytes: gzipSync(zipped), encoding: 'gzip' };
			case 'half':
				return { bytes: zipped.subarray(0, zipped.length >> 1), encoding: 'gzip' };
			case 'more':
				return { bytes: Buffer.concat([zipped, Buffer.from('garbage')]), encoding: 'gzip' };
			case 'members':
				return { bytes: Buffer.concat([zipped, gzipSync('\n')]), encoding: 'x-gzip' };
			case 'bomb':
				return { bytes: BOMB, encoding: 'gzip' };
			case 'br':
				return { bytes: plain, encoding: 'br' };
			default:
				return { bytes: zipped, encoding: 'gzip' };
		}
	});
const BOMB = gzipSync(Buffer.alloc(6 * 1024 * 1024, 0x20));
const SOUND_PACKINGS = fc.constantFrom(
	(bytes: Buffer) => ({ bytes, encoding: 'identity' }),
	(bytes: Buffer) => ({ bytes: gzipSync(bytes, { level: 1 }), encoding: 'gzip' })
);

function bodyOf(mode: Mode, events: readonly EventText[]): string {
	const texts = events.map(({ text }) => text);
	switch (mode) {
		case 'single':
			return texts[0] ?? '';
		case 'batch':
			return `[${texts.join(',')}]`;
		case 'lines':
			return texts.join('\r\n');
		case 'plain':
			return `{"events":[${texts.join(',')}]}`;
		case 'binary':
			return '{"channel":"voice"}';
		default:
			return mode satisfies never;
	}
}

const binaryHeaders = ({ tag, nowMs }: Surroundings): Record<string, string> => ({
	'ce-specversion': '1.0',
	'ce-id': `${tag}-0`,
	'ce-source': '//fuzz',
	'ce-type': 'atalaya.interaction.created.v1',
	'ce-subject': 'c-%C3%B1',
	'ce-time': new Date(nowMs).toISOString()
});

interface Drawn {
	readonly mode: Mode;
	readonly events: readonly EventRecipe[];
	readonly text: string | null;
	readonly change: ((bytes: Buffer) => Buffer) | null;
	readonly pack: (bytes: Buffer) => { bytes: Buffer; encoding: string };
	readonly type: string | null;
	readonly headers: Readonly<Record<string, string>>;
	readonly method: string;
	readonly query: string;
	readonly isRight: boolean;
}

function toCase(drawn: Drawn, surroundings: Surroundings): HttpCase {
	const { mode, text, change, pack, type, headers, method, query, isRight } = drawn;
	const count = mode === 'single' || mode === 'binary' ? 1 : drawn.events.length;
	const events = drawn.events.slice(0, count).map((event, at) => event(surroundings, at));
	const plain = Buffer.from(text ?? bodyOf(mode, events));
	const { bytes, encoding } = pack(plain);
	const isWhole = text === null && change === null;
	const intact =
		mode === 'binary'
			? [`${surroundings.tag}-0`]
			: events.filter(({ isIntact }) => isIntact).map(({ id }) => id);
	return {
		kind: 'http',
		part: 'ingest',
		method,
		path: `/v1/events${query}`,
		headers: {
			authorization: `Bearer ${surroundings.ingestToken}`,
			'content-type': type ?? TYPES[mode],
			'content-encoding': encoding,
			...(mode === 'binary' ? binaryHeaders(surroundings) : {}),
			...headers
		},
		body: change === null ? bytes : change(bytes),
		intact: isWhole && isRight ? intact : [],
		isSound: isRight && isWhole && (mode === 'binary' || events.every(({ isIntact }) => isIntact))
	};
}

const mode = fc.constantFrom<Mode>('single', 'batch', 'batch', 'lines', 'lines', 'plain', 'binary');
const events = fc.array(eventRecipe, { minLength: 1, maxLength: 5 });
const nothing = fc.constant(null);

/** Only the events, or not even they, are odd. */
const right = fc.record({
	mode,
	events,
	text: nothing,
	change: nothing,
	pack: SOUND_PACKINGS,
	type: nothing,
	headers: seldom(fc.constant({ prefer: 'wait=0' }), fc.constant({}), 8),
	method: fc.constant('POST'),
	query: fc.constant(''),
	isRight: fc.constant(true)
});
const wrong = fc.record({
	mode,
	events,
	text: seldom(
		fc.oneof(
			oddJson,
			fc.nat(3000).map((n) => '['.repeat(n)),
			fc.nat(3000).map((n) => '{"a":'.repeat(n)),
			fc.nat(3000).map((n) => '\n'.repeat(n)),
			fc.constant('\ufeff[]')
		),
		nothing,
		5
	),
	change: seldomMutation(1),
	pack: packing,
	type: seldom(oddType, nothing, 3),
	headers: seldom(oddHeaders, fc.constant({}), 3),
	method: seldom(
		fc.constantFrom('PUT', 'GET', 'DELETE', 'PATCH', 'OPTIONS'),
		fc.constant('POST'),
		9
	),
	query: seldom(oddQuery, fc.constant(''), 5),
	isRight: fc.constant(false)
});

export const eventsRequest: fc.Arbitrary<Recipe> = fc
	.oneof({ weight: 2, arbitrary: right }, { weight: 3, arbitrary: wrong })
	.map((drawn) => (surroundings) => toCase(drawn, surroundings));

/** Everything else at ingest: other addresses, other rights, and the forms of our own processes with odd bodies. */
export const otherRequest: fc.Arbitrary<Recipe> = fc
	.record({
		path: oneOf(PATHS.ingest),
		query: seldom(
			oneOf(TEXTS.values).map((value) => `?x=${encodeURIComponent(value)}`),
			fc.constant('')
		),
		method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'OPTIONS', 'DELETE', 'HEAD', 'PROPFIND'),
		role: fc.constantFrom('ingestToken', 'internalToken', 'apiToken', 'none'),
		text: oddJson,
		change: seldom(mutation, nothing)
	})
	.map(({ path, query, method, role, text, change }) => (surroundings) => {
		const hasBody = method === 'POST' || method === 'DELETE';
		const body = Buffer.from(hasBody ? text : '');
		return {
			kind: 'http',
			part: 'ingest',
			method,
			path: `${path}${query}`,
			headers: {
				...(role === 'none' ? {} : { authorization: `Bearer ${surroundings[role]}` }),
				...(hasBody ? { 'content-type': 'application/json' } : {})
			},
			body: change === null || !hasBody ? body : change(body),
			intact: [],
			isSound: false
		} as const;
	});
