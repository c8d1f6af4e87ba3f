import { describe, expect, test } from 'vitest';
import { parseTimestampMs } from './timestamp.ts';

describe('an RFC 3339 instant', () => {
	test.each([
		['2026-11-20T09:00:00Z', Date.UTC(2026, 10, 20, 9)],
		['2026-11-20T09:00:00+01:00', Date.UTC(2026, 10, 20, 8)],
		['2026-11-20T09:00:00-00:00', Date.UTC(2026, 10, 20, 9)],
		['2026-11-20t09:00:00.123456789z', Date.UTC(2026, 10, 20, 9, 0, 0, 123)],
		['2026-11-20 09:00:00.5Z', Date.UTC(2026, 10, 20, 9, 0, 0, 500)],
		['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
		['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
		['0050-01-01T00:00:00Z', new Date('0050-01-01T00:00:00Z').getTime()]
	])('[I12] %s is read', (text, expected) => {
		expect(parseTimestampMs(text)).toBe(expected);
	});

	test.each([
		'2026-02-29T00:00:00Z',
		'2026-02-30T00:00:00Z',
		'2026-13-01T00:00:00Z',
		'2026-00-10T00:00:00Z',
		'2026-11-20T24:00:00Z',
		'2026-11-20T09:60:00Z',
		'2026-11-20T09:00:60Z',
		'2026-11-20T09:00:00',
		'2026-11-20',
		'2026-11-20T09:00:00+24:00',
		'2026-11-20T09:00:00+0100',
		'1795165200',
		'12',
		'',
		' 2026-11-20T09:00:00Z'
	])('[I12] "%s" is refused', (text) => {
		expect(parseTimestampMs(text)).toBeNull();
	});
});
