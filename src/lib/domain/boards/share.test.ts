import { describe, expect, test } from 'vitest';
import { defaultBoards } from './default-boards.ts';
import { decodeLayout, encodeLayout } from './share.ts';

describe('a layout in an address', () => {
	test('comes back as it was, whatever its letters', () => {
		for (const board of defaultBoards('es')) {
			const named = { ...board, name: 'Atención ñandú 🦉' };
			expect(decodeLayout(encodeLayout(named))).toEqual(named);
		}
	});

	test('is made of characters an address may hold', () => {
		expect(encodeLayout({ name: '¿?>>>', zone: '', tiles: [] })).toMatch(/^[\w-]+$/);
	});

	test.each([
		['nothing', ''],
		['no base64', '%%%'],
		['no JSON', 'YWJj'],
		['no layout', 'e30'],
		['a list', 'W10']
	])('%s is not a layout', (_why, text) => {
		expect(decodeLayout(text)).toBeNull();
	});
});
