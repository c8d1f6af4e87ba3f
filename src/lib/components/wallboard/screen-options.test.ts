import { describe, expect, test } from 'vitest';
import { nextBoard, readScreenOptions } from './screen-options.ts';

const read = (query: string) => readScreenOptions(new URLSearchParams(query));

describe('readScreenOptions', () => {
	test.each([
		['', null],
		['rotate=30', 30],
		['rotate=5', 15],
		['rotate', 15],
		['rotate=0', null],
		['rotate=off', null],
		['rotate=abc', null]
	])('%s turns every %s seconds', (query, seconds) => {
		expect(read(query).rotateSeconds).toBe(seconds);
	});

	test('names boards, privacy and keys', () => {
		expect(read('rotate=20&boards=a,%20b,&privacy&keys=off')).toEqual({
			rotateSeconds: 20,
			boards: ['a', 'b'],
			isPrivate: true,
			hasKeys: false
		});
	});
});

test.each([
	['a', ['a', 'b'], 'b'],
	['b', ['a', 'b'], 'a'],
	['x', ['a', 'b'], 'a'],
	['a', ['a'], 'a'],
	['a', [], 'a']
])('after %s of %j comes %s', (current, boards, next) => {
	expect(nextBoard(current, boards)).toBe(next);
});
