import { describe, expect, test } from 'vitest';
import { bodyModeOf, encodingOf } from './media-type.ts';
import type { BodyMode } from './media-type.ts';

const CE = { 'ce-id': '1' };

describe('the way events are sent', () => {
	test.each<[string | undefined, object, BodyMode]>([
		['application/cloudevents+json', {}, 'structured'],
		['APPLICATION/CLOUDEVENTS+JSON;charset=UTF-8', CE, 'structured'],
		['application/cloudevents-batch+json ; charset="utf-8"', {}, 'batch'],
		['application/x-ndjson', CE, 'ndjson'],
		['application/jsonl', {}, 'ndjson'],
		['application/json', {}, 'plain'],
		['application/json', CE, 'binary'],
		['application/vnd.x+json', CE, 'binary'],
		[undefined, CE, 'binary']
	])('[H11] %s %j is %s', (type, more, mode) => {
		expect(bodyModeOf({ ...(type === undefined ? {} : { 'content-type': type }), ...more })).toBe(
			mode
		);
	});

	test.each([
		['text/plain', {}],
		['text/plain', CE],
		['application/cloudevents', {}],
		['application/cloudevents+xml', CE],
		['application/json garbage', {}],
		['application/json, application/cloudevents+json', {}],
		['application/cloudevents+json; charset=utf-16', {}],
		['application/x-ndjson;charset=latin1', {}],
		['', {}],
		['__proto__/x', {}],
		['constructor', {}]
	])('[H11] %s %j is refused', (type, more) => {
		expect(() => bodyModeOf({ 'content-type': type, ...more })).toThrow(
			expect.objectContaining({ status: 415 })
		);
	});

	test('one layer of gzip or none', () => {
		expect(encodingOf({})).toBe('identity');
		expect(encodingOf({ 'content-encoding': 'GZIP' })).toBe('gzip');
		for (const encoding of ['br', 'gzip, gzip', 'deflate', 'zstd']) {
			expect(() => encodingOf({ 'content-encoding': encoding })).toThrow(
				expect.objectContaining({ status: 415 })
			);
		}
	});
});
