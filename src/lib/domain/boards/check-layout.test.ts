import { describe, expect, test } from 'vitest';
import { checkLayout } from './check-layout.ts';
import { defaultBoards } from './default-boards.ts';
import { addTile, resizeTile } from './edit.ts';
import type { BoardLayout } from './board.ts';

const layout = addTile({ name: 'Sala', zone: 'Europe/Madrid', tiles: [] }, 'number');
const tile = layout.tiles[0];

describe('checkLayout', () => {
	test.each(['es', 'en', 'pt'] as const)(
		'the boards of a new installation are valid in %s',
		(language) => {
			for (const board of defaultBoards(language)) {
				expect(checkLayout(board)).toEqual({ ok: true, layout: board });
			}
		}
	);

	test('what the schema does not know is left out', () => {
		expect(checkLayout({ ...layout, extra: 1 })).toEqual({ ok: true, layout });
	});

	test.each([
		['no object', null, '', 'invalid'],
		['no name', { ...layout, name: '' }, 'name', 'required'],
		['only spaces', { ...layout, name: '   ' }, 'name', 'required'],
		['a name too long', { ...layout, name: 'x'.repeat(81) }, 'name', 'too-long'],
		['no zone', { name: 'Sala', tiles: [] }, 'zone', 'required'],
		['a zone nobody knows', { ...layout, zone: 'Marte/Olimpo' }, 'zone', 'unknown-zone'],
		[
			'a tile too wide',
			{ ...layout, tiles: [{ ...tile, width: 13 }] },
			'tiles.0.width',
			'out-of-range'
		],
		[
			'a title too long',
			{ ...layout, tiles: [{ ...tile, title: 'x'.repeat(61) }] },
			'tiles.0.title',
			'too-long'
		],
		[
			'an unknown kind',
			{ ...layout, tiles: [{ ...tile, kind: 'map' }] },
			'tiles.0.kind',
			'invalid'
		],
		[
			'an unknown metric',
			{ ...layout, tiles: [{ ...tile, metric: 'joy' }] },
			'tiles.0.metric',
			'invalid'
		],
		['two tiles of one id', { ...layout, tiles: [tile, tile] }, 'tiles.1.id', 'duplicate']
	])('%s is named by its field', (_why, given, field, code) => {
		const checked = checkLayout(given);
		expect(checked.ok ? [] : checked.faults).toContainEqual({ field, code });
	});

	test('a board too tall to be read is refused', () => {
		let tall: BoardLayout = { ...layout, tiles: [] };
		for (let i = 0; i < 3; i++) {
			tall = addTile(tall, 'queues');
			tall = resizeTile(tall, tall.tiles[i]?.id ?? '', 12, 12);
		}
		expect(checkLayout(tall)).toEqual({
			ok: false,
			faults: [{ field: 'tiles', code: 'too-tall' }]
		});
	});
});
