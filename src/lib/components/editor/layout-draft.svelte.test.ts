import { describe, expect, test } from 'vitest';
import type { Board } from '#lib/domain/boards/board.ts';
import { addTile, removeTile } from '#lib/domain/boards/edit.ts';
import { LayoutDraft } from './layout-draft.svelte.ts';

const board: Board = {
	id: 'sala',
	revision: 3,
	updatedAtMs: 0,
	name: 'Sala',
	zone: '',
	tiles: [],
	team: 'company',
	showsAgents: false
};
const begin = (): LayoutDraft => new LayoutDraft(board);
const rename = (draft: LayoutDraft, name: string): void => {
	draft.change({ ...draft.layout, name }, 'name');
};

describe('LayoutDraft', () => {
	test('undo goes back and redo forward again', () => {
		const draft = begin();
		draft.change(addTile(draft.layout, 'number'));
		draft.change(addTile(draft.layout, 'trend'));
		draft.undo();
		expect(draft.layout.tiles).toHaveLength(1);
		draft.undo();
		expect([draft.layout.tiles.length, draft.isChanged, draft.canUndo]).toEqual([0, false, false]);
		draft.redo();
		draft.redo();
		expect([draft.layout.tiles.length, draft.canRedo]).toEqual([2, false]);
	});

	test('typing into one field is one step', () => {
		const draft = begin();
		for (const name of ['S', 'Sa', 'Sal']) rename(draft, name);
		draft.change({ ...draft.layout, zone: 'UTC' }, 'zone');
		draft.undo();
		expect(draft.layout.name).toBe('Sal');
		draft.undo();
		expect(draft.layout.name).toBe('Sala');
	});

	test('a new change ends what could be redone', () => {
		const draft = begin();
		rename(draft, 'A');
		draft.undo();
		rename(draft, 'B');
		expect(draft.canRedo).toBe(false);
	});

	test('the chosen tile follows the layout', () => {
		const draft = begin();
		draft.change(addTile(draft.layout, 'number'));
		draft.choose('number-1');
		expect(draft.chosen?.kind).toBe('number');
		draft.change(removeTile(draft.layout, 'number-1'));
		expect(draft.chosen).toBeNull();
	});

	test('saving keeps the history; taking another’s can be undone', () => {
		const draft = begin();
		rename(draft, 'Mía');
		draft.markSaved({ ...board, name: 'Mía', revision: 4 });
		expect([draft.isChanged, draft.canUndo, draft.saved.revision]).toEqual([false, true, 4]);
		draft.takeSaved({ ...board, name: 'Suya', revision: 5 });
		draft.undo();
		expect([draft.layout.name, draft.isChanged]).toEqual(['Mía', true]);
	});
});
