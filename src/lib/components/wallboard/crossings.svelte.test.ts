import { describe, expect, test } from 'vitest';
import type { Status } from '#lib/domain/boards/status.ts';
import { worsened } from './crossings.svelte.ts';

const before = new Map<string, Status>([
	['a', 'good'],
	['b', 'warn'],
	['c', 'none']
]);

describe('worsened', () => {
	test.each([
		['nothing changed', [['a', 'good']], null],
		['one got worse', [['a', 'warn']], 'warn'],
		[
			'the worst of several',
			[
				['a', 'warn'],
				['b', 'bad']
			],
			'bad'
		],
		['something got better', [['b', 'good']], null],
		['somebody waits who is within', [['c', 'good']], null],
		['a new queue that is bad already', [['d', 'bad']], null]
	] as const)('%s', (_why, now, expected) => {
		expect(worsened(before, now)).toBe(expected);
	});
});
