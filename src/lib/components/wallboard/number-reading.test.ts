import { describe, expect, test } from 'vitest';
import type { NumberTile } from '#lib/domain/boards/board.ts';
import type { Cells } from '#lib/live/protocol.ts';
import { charactersFor, numberReading } from './number-reading.ts';

const tile = (metric: NumberTile['metric'], bands = { warn: 0.8, bad: 0.7 }): NumberTile => ({
	id: 't',
	kind: 'number',
	metric,
	window: 'today',
	bands,
	width: 2,
	height: 2,
	title: '',
	queues: []
});
const row = (cells: Cells) => ({ cell: (name: string) => cells[name] });

describe('numberReading', () => {
	test('a ratio rests on both its sides and says its rule', () => {
		const cells = {
			value: { value: 0.75, numerator: 3, denominator: 4 },
			formula: 'A',
			thresholdMs: 20_000
		};
		expect(numberReading(tile('service_level'), row(cells), 0)).toEqual({
			value: 0.75,
			unit: 'ratio',
			status: 'warn',
			basis: { kind: 'ratio', numerator: 3, denominator: 4 },
			formula: 'A',
			thresholdMs: 20_000,
			fewerThan: null
		});
	});

	test('a group that is too small to be told has no value and no state', () => {
		const bands = { warn: 10, bad: 5 };
		const cells = { value: null, fewerThan: 5 };
		expect(numberReading(tile('agents_by_state', bands), row(cells), 0)).toMatchObject({
			value: null,
			status: 'none',
			fewerThan: 5
		});
	});

	test('a mean rests on its n', () => {
		expect(numberReading(tile('aht'), row({ value: { value: null, n: 0 } }), 0)).toMatchObject({
			value: null,
			status: 'none',
			basis: { kind: 'sample', n: 0 }
		});
	});

	test('[P3] the longest wait is counted from its instant', () => {
		const waits = tile('longest_wait', { warn: 60_000, bad: 180_000 });
		expect(numberReading(waits, row({ since: 10_000 }), 100_000)).toMatchObject({
			value: 90_000,
			status: 'warn'
		});
		expect(numberReading(waits, row({ since: null }), 100_000)).toMatchObject({
			value: null,
			status: 'none'
		});
	});

	test('a tile nobody has answered yet has no value', () => {
		expect(numberReading(tile('waiting'), undefined, 0)).toMatchObject({
			value: null,
			status: 'none'
		});
	});
});

test('the place of a figure is as wide as its usual value, and wider when it must', () => {
	expect([charactersFor('count', '7'), charactersFor('count', '11.312')]).toEqual([3, 6]);
});
