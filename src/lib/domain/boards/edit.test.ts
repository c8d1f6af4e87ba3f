import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TILES } from './board.ts';
import type { BoardLayout } from './board.ts';
import { checkLayout } from './check-layout.ts';
import {
	addTile,
	isFull,
	moveTile,
	removeTile,
	replaceTile,
	resizeTile,
	stepTile,
	tileQuestion
} from './edit.ts';

const empty: BoardLayout = { name: 'Sala', zone: '', tiles: [] };
const three = (['number', 'queues', 'trend'] as const).reduce(addTile, empty);
const ids = (layout: BoardLayout): string[] => layout.tiles.map(({ id }) => id);

describe('addTile', () => {
	test('adds at the end with an id of its own', () => {
		expect(ids(addTile(three, 'number'))).toEqual(['number-1', 'queues-1', 'trend-1', 'number-2']);
	});

	test('takes an id that became free', () => {
		expect(ids(addTile(removeTile(addTile(three, 'number'), 'number-1'), 'number'))).toEqual([
			'queues-1',
			'trend-1',
			'number-2',
			'number-1'
		]);
	});

	test('a full board stays as it is', () => {
		let layout = empty;
		for (let i = 0; i < MAX_TILES; i++) layout = addTile(layout, 'number');
		expect(isFull(layout)).toBe(true);
		expect(addTile(layout, 'number')).toBe(layout);
	});
});

describe('moveTile', () => {
	test.each([
		['to the front', 'trend-1', 0, ['trend-1', 'number-1', 'queues-1']],
		['beyond the end is at the end', 'number-1', 99, ['queues-1', 'trend-1', 'number-1']],
		['before the front is at the front', 'queues-1', -5, ['queues-1', 'number-1', 'trend-1']],
		['an unknown tile changes nothing', 'x', 0, ['number-1', 'queues-1', 'trend-1']]
	])('%s', (_why, id, index, expected) => {
		expect(ids(moveTile(three, id, index))).toEqual(expected);
	});

	test('a step back undoes a step forward', () => {
		expect(stepTile(stepTile(three, 'queues-1', 1), 'queues-1', -1)).toEqual(three);
	});
});

test('resizeTile stays within the grid', () => {
	const sized = resizeTile(three, 'number-1', 99, 0).tiles[0];
	expect([sized?.width, sized?.height]).toEqual([12, 1]);
});

test('tileQuestion tells what is asked and not how it looks', () => {
	const [tile] = three.tiles;
	if (tile?.kind !== 'number') throw new Error('not a number');
	expect(tileQuestion({ ...tile, title: 'Otra', width: 6 })).toBe(tileQuestion(tile));
	expect(tileQuestion({ ...tile, window: '15m' })).not.toBe(tileQuestion(tile));
	expect(replaceTile(three, { ...tile, title: 'Otra' }).tiles[0]?.title).toBe('Otra');
});

test('whatever is done to a layout, it stays one the server takes', () => {
	const kind = fc.constantFrom('number', 'queues', 'agents', 'trend');
	const step = fc.oneof(
		fc.record({ add: kind }),
		fc.record({ remove: fc.nat(8) }),
		fc.record({ move: fc.nat(8), to: fc.integer({ min: -3, max: 12 }) }),
		fc.record({ size: fc.nat(8), width: fc.integer(), height: fc.nat(3) })
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
			let layout = three;
			for (const one of steps) {
				const at = (index: number): string => layout.tiles[index]?.id ?? '';
				if ('add' in one) layout = addTile(layout, one.add);
				else if ('remove' in one) layout = removeTile(layout, at(one.remove));
				else if ('move' in one) layout = moveTile(layout, at(one.move), one.to);
				else layout = resizeTile(layout, at(one.size), one.width, one.height);
			}
			const checked = checkLayout(layout);
			// Too many rows is said to the person, and is not the fault of the functions.
			expect(checked.ok || checked.faults.every(({ code }) => code === 'too-tall')).toBe(true);
		}),
		{ numRuns: 50 }
	);
});
