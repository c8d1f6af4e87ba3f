import { describe, expect, test } from 'vitest';
import { readRange } from './byte-range.ts';

const FILE = { sizeBytes: 1000, etag: '"a"' };
const ask = (range: string | null, ifRange: string | null = null, file = FILE) =>
	readRange({ range, ifRange }, file);

describe('a range of bytes', () => {
	test.each([
		['bytes=0-', { first: 0, last: 999 }],
		['bytes=0-0', { first: 0, last: 0 }],
		['bytes=10-19', { first: 10, last: 19 }],
		['bytes=990-5000', { first: 990, last: 999 }],
		['bytes=999-', { first: 999, last: 999 }],
		['bytes=-1', { first: 999, last: 999 }],
		['bytes=-5000', { first: 0, last: 999 }],
		['BYTES=5-6', { first: 5, last: 6 }]
	])('%s is a part', (range, part) => {
		expect(ask(range)).toEqual(part);
	});

	test.each([['bytes=1000-'], ['bytes=5000-6000'], ['bytes=-0']])('%s cannot be met', (range) => {
		expect(ask(range)).toBe('unsatisfiable');
	});

	test.each([
		[null],
		['bytes=-'],
		['bytes='],
		['items=0-1'],
		['bytes=5-2'],
		['bytes=0-1,4-5'],
		['bytes=a-b'],
		['bytes=0-99999999999999999999']
	])('%s is answered with the whole', (range) => {
		expect(ask(range)).toBe('whole');
	});

	test('is of use only with the bytes that are known', () => {
		expect(ask('bytes=1-2', '"a"')).toEqual({ first: 1, last: 2 });
		expect(ask('bytes=1-2', '"b"')).toBe('whole');
		expect(ask('bytes=1-2', 'W/"a"')).toBe('whole');
		expect(ask('bytes=1-2', 'Wed, 18 Nov 2026 10:00:00 GMT')).toBe('whole');
	});

	test('of an empty file cannot be met', () => {
		const empty = { ...FILE, sizeBytes: 0 };
		expect(ask('bytes=0-', null, empty)).toBe('unsatisfiable');
		expect(ask('bytes=-5', null, empty)).toBe('unsatisfiable');
	});
});
