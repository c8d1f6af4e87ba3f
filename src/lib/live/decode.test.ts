import { describe, expect, test } from 'vitest';
import { decodeServerMessage } from './decode.ts';

const snapshot = {
	type: 'snapshot',
	v: 1,
	seq: 4,
	at: 10,
	asOf: 9,
	board: 'sala',
	revision: 1,
	tiles: {}
};
const patch = { type: 'patch', seq: 5, at: 11, asOf: null, ops: [] };

describe('decodeServerMessage', () => {
	test.each([
		['a snapshot', snapshot],
		['a patch', patch],
		['a refusal', { type: 'refused', reason: 'version' }],
		['an answer to a report', { type: 'reported', n: 3 }],
		['a call to show itself', { type: 'identify', name: 'TV', forMs: 10_000 }],
		['a word of change', { type: 'screen-changed' }]
	])('reads %s', (_what, message) => {
		expect(decodeServerMessage(JSON.stringify(message))).toEqual({ ok: true, message });
	});

	test.each([
		['a binary frame', new Uint8Array([1])],
		['text that is not JSON', '{'],
		['a list', '[]'],
		['null', 'null'],
		['an unknown type', '{"type":"hello"}'],
		['a snapshot of another version', JSON.stringify({ ...snapshot, v: 2 })],
		['a snapshot without tiles', JSON.stringify({ ...snapshot, tiles: [] })],
		['a patch without a number', JSON.stringify({ ...patch, seq: '5' })],
		['a patch without ops', JSON.stringify({ ...patch, ops: {} })],
		['a refusal without a reason', '{"type":"refused"}'],
		['a type every object has', '{"type":"constructor"}'],
		['an answer without a number', '{"type":"reported"}'],
		['a call without a name', '{"type":"identify","forMs":1}']
	])('does not take %s', (_what, frame) => {
		expect(decodeServerMessage(frame).ok).toBe(false);
	});
});
