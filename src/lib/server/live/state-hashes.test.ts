import { describe, expect, test } from 'vitest';
import { stateHash } from '#lib/live/state-hash.ts';
import { StateHashes } from './state-hashes.ts';

const state = (seq: number) => ({ seq, revision: 1, tiles: { t: { q: { waiting: seq } } } });
const expected = (seq: number) => stateHash(1, Object.entries(state(seq).tiles));

describe('the hashes of a channel', () => {
	test('the newest state has one, whoever asks first', () => {
		const hashes = new StateHashes();
		hashes.note(state(1), false);
		hashes.note(state(2), false);
		expect(hashes.at(2)).toBe(expected(2));
	});

	test('states from before anybody asked have none, later ones have', () => {
		const hashes = new StateHashes();
		for (const seq of [1, 2, 3]) hashes.note(state(seq), false);
		expect(hashes.at(2)).toBeNull();
		for (const seq of [4, 5]) hashes.note(state(seq), false);
		expect([4, 5].map((seq) => hashes.at(seq))).toEqual([4, 5].map(expected));
	});

	test('a beat without changes has the hash of the state before', () => {
		const hashes = new StateHashes();
		hashes.note(state(1), false);
		hashes.at(1);
		hashes.note({ ...state(1), seq: 2 }, true);
		expect(hashes.at(2)).toBe(expected(1));
	});

	test('old ones are forgotten, and numbers that were never given have none', () => {
		const hashes = new StateHashes();
		hashes.note(state(1), false);
		hashes.at(1);
		for (let seq = 2; seq < 200; seq++) hashes.note(state(seq), false);
		expect([1, 100, 500].map((seq) => hashes.at(seq))).toEqual([null, null, null]);
		expect(hashes.at(180)).toBe(expected(180));
	});
});
