import { describe, expect, test } from 'vitest';
import { MAX_SCREEN_BOARDS, MAX_SCREEN_NAME, readScreenDraft } from './screen-draft.ts';

describe('what a person decides about a screen', () => {
	test('one board needs no turns', () => {
		expect(readScreenDraft(' TV  sala\u0007 ', ['sala'], 45)).toEqual({
			ok: true,
			draft: { name: 'TV sala', boards: ['sala'], rotateSeconds: 0 }
		});
	});

	test('several boards keep their order, each once', () => {
		expect(readScreenDraft('TV', ['b', 'a', 'b'], 30)).toEqual({
			ok: true,
			draft: { name: 'TV', boards: ['b', 'a'], rotateSeconds: 30 }
		});
	});

	test.each([
		['no name', '  ', ['a'], 0, 'name'],
		['a name that fills the wall', 'x'.repeat(MAX_SCREEN_NAME + 1), ['a'], 0, 'name'],
		['no board', 'TV', [], 30, 'no-boards'],
		[
			'too many boards',
			'TV',
			Array.from({ length: MAX_SCREEN_BOARDS + 1 }, (_, n) => `b${n}`),
			30,
			'too-many-boards'
		],
		['turns nobody can read', 'TV', ['a', 'b'], 9, 'rotate'],
		['turns nobody waits for', 'TV', ['a', 'b'], 601, 'rotate'],
		['turns that are no number', 'TV', ['a', 'b'], Number.NaN, 'rotate'],
		['broken seconds', 'TV', ['a', 'b'], 30.5, 'rotate']
	])('%s is refused', (_why, name, boards, rotateSeconds, fault) => {
		expect(readScreenDraft(name, boards, rotateSeconds)).toEqual({ ok: false, fault });
	});
});
