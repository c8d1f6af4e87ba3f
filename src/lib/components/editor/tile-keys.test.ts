import { describe, expect, test } from 'vitest';
import { addTile } from '#lib/domain/boards/edit.ts';
import { fromTyped, toTyped } from './band-units.ts';
import { tileKey } from './tile-keys.ts';

const layout = (['number', 'queues', 'trend'] as const).reduce(addTile, {
	name: 'Sala',
	zone: '',
	tiles: []
});
const middle = layout.tiles[1]!;
const press = (key: string, shiftKey = false, ctrlKey = false) =>
	tileKey(layout, middle, { key, shiftKey, ctrlKey, metaKey: false, altKey: false });
const place = (key: string) => press(key)?.tiles.findIndex(({ id }) => id === middle.id);

describe('tileKey', () => {
	test.each([
		['ArrowLeft', 0],
		['ArrowUp', 0],
		['ArrowRight', 2],
		['ArrowDown', 2],
		['Home', 0],
		['End', 2],
		['Delete', -1]
	])('%s moves the middle tile to %d', (key, index) => {
		expect(place(key)).toBe(index);
	});

	test.each([
		['ArrowRight', 9, 6],
		['ArrowLeft', 7, 6],
		['ArrowDown', 8, 7],
		['ArrowUp', 8, 5]
	])('Shift and %s make it %d × %d', (key, width, height) => {
		const sized = press(key, true)?.tiles[1];
		expect([sized?.width, sized?.height]).toEqual([width, height]);
	});

	test('other keys are left to the browser', () => {
		expect([press('Tab'), press('a'), press('ArrowLeft', false, true)]).toEqual([null, null, null]);
	});
});

describe('limits as people type them', () => {
	test.each([
		['80', 'ratio', 0.8],
		['7,5', 'ratio', 0.075],
		['20', 'duration', 20_000],
		['5', 'count', 5],
		['', 'count', null],
		['ochenta', 'ratio', null]
	] as const)('%s of %s is %s', (text, unit, value) => {
		expect(fromTyped(text, unit)).toBe(value);
	});

	test('come back as they were typed', () => {
		for (const [text, unit] of [
			['7', 'ratio'],
			['82.5', 'ratio'],
			['90', 'duration']
		] as const) {
			expect(toTyped(fromTyped(text, unit), unit)).toBe(text);
		}
	});
});
