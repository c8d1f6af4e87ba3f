import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, eventNameOf } from './event-types.ts';
import { parseEvent } from './parse-event.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const options = { nowMs: NOW, backfill: false };
const iso = (ms: number) => new Date(ms).toISOString();
const event = (change: Record<string, unknown> = {}) => ({
	specversion: '1.0',
	id: 'e1',
	source: '//pbx/1',
	type: 'atalaya.interaction.queued.v1',
	subject: 'call-1',
	time: iso(NOW),
	data: { queue: 'ventas' },
	...change
});

describe('an event at the door', () => {
	test('a good one is read with its name, rank and instant', () => {
		const parsed = parseEvent(event({ sequence: '007', traceparent: 'x' }), options);
		expect(parsed).toMatchObject({
			ok: true,
			event: {
				name: 'interaction.queued',
				rank: 2,
				occurredAtMs: NOW,
				sequence: '007',
				subject: 'call-1',
				fromFuture: false,
				extensions: { traceparent: 'x' }
			}
		});
	});

	test.each([
		['no object', 'text', 'not_an_object', ''],
		['an array', [], 'not_an_object', ''],
		['no specversion', event({ specversion: undefined }), 'missing_attribute', '/specversion'],
		[
			'another specversion',
			event({ specversion: '9.9' }),
			'unsupported_specversion',
			'/specversion'
		],
		['no id', event({ id: undefined }), 'missing_attribute', '/id'],
		['an empty id', event({ id: '' }), 'invalid_attribute', '/id'],
		['an id of 1 MB', event({ id: 'x'.repeat(1_000_000) }), 'invalid_attribute', '/id'],
		['a control character in the id', event({ id: 'a\u0000' }), 'invalid_attribute', '/id'],
		['a source that is no URI reference', event({ source: 'a b' }), 'invalid_attribute', '/source'],
		['no subject', event({ subject: undefined }), 'missing_attribute', '/subject'],
		['no time', event({ time: undefined }), 'missing_attribute', '/time'],
		['a time without offset', event({ time: '2026-11-20T12:00:00' }), 'invalid_time', '/time'],
		['a day that does not exist', event({ time: '2026-02-30T00:00:00Z' }), 'invalid_time', '/time'],
		['25 hours ahead', event({ time: iso(NOW + 25 * HOUR) }), 'time_in_future', '/time'],
		['401 days ago', event({ time: iso(NOW - 401 * DAY) }), 'time_too_old', '/time'],
		['no data', event({ data: undefined }), 'invalid_data', '/data'],
		['data that is no object', event({ data: [1] }), 'invalid_data', '/data'],
		['data without a required field', event({ data: {} }), 'invalid_data', '/data/queue'],
		[
			'a segment of 0',
			event({ data: { queue: 'q', segment: 0 } }),
			'invalid_data',
			'/data/segment'
		],
		[
			'a number beyond 32 bits',
			event({ data: { queue: 'q', priority: 2 ** 31 } }),
			'invalid_data',
			'/data/priority'
		],
		['an extension that is an object', event({ extra: {} }), 'invalid_attribute', '/extra'],
		['an extension in capitals', event({ Extra: 'x' }), 'invalid_attribute', '/Extra']
	])('%s is refused', (_why, value, code, field) => {
		expect(parseEvent(value, options)).toMatchObject({ ok: false, error: { code, field } });
	});

	test.each([
		['4 minutes ahead', NOW + 4 * 60_000, false],
		['23 hours ahead', NOW + 23 * HOUR, true],
		['399 days ago', NOW - 399 * DAY, false]
	])('%s is accepted', (_why, at, fromFuture) => {
		expect(parseEvent(event({ time: iso(at) }), options)).toMatchObject({
			ok: true,
			event: { fromFuture }
		});
	});

	test('a backfill may be older', () => {
		const old = event({ time: '1999-08-01T00:10:10+03:00' });
		expect(parseEvent(old, { nowMs: NOW, backfill: true }).ok).toBe(true);
	});

	test('an unknown type is no error and needs no subject', () => {
		const parsed = parseEvent(event({ type: 'com.vendor.thing', subject: undefined }), options);
		expect(parsed).toMatchObject({
			ok: true,
			event: { name: null, type: 'com.vendor.thing', subject: '' }
		});
		expect(eventNameOf('atalaya.interaction.queued.v2')).toBeNull();
		expect(eventNameOf('atalaya.__proto__.v1')).toBeNull();
	});

	test('[H8] unknown fields are kept and names of the prototype change nothing', () => {
		const hostile = JSON.parse(
			'{"queue":"q","__proto__":{"polluted":true},"extra":{"a":1}}'
		) as unknown;
		const parsed = parseEvent(event({ data: hostile }), options);
		expect(parsed).toMatchObject({ ok: true, event: { data: { extra: { a: 1 } } } });
		expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
	});

	test('a null attribute counts as absent', () => {
		expect(parseEvent(event({ traceparent: null }), options)).toMatchObject({
			ok: true,
			event: { extensions: {} }
		});
	});

	test('every type of the contract is known', () => {
		expect(Object.keys(EVENT_TYPES).filter((name) => !name.startsWith('evaluation.'))).toHaveLength(
			24
		);
	});
});
