import { describe, expect, test } from 'vitest';
import type { Board } from '#lib/domain/boards/board.ts';
import { LayoutDraft } from './layout-draft.svelte.ts';
import type { SaveAnswer } from './save-board.ts';
import { Saving } from './saving.svelte.ts';

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
const theirs: Board = { ...board, revision: 9, name: 'Suya' };

interface Asked {
	readonly revision: number;
	readonly layout: { readonly name: string };
	readonly place: { readonly team: string };
}

function begin(...answers: readonly (readonly [status: number, body: SaveAnswer])[]) {
	const asked: Asked[] = [];
	const rest = [...answers];
	const draft = new LayoutDraft(board);
	draft.change({ ...draft.layout, name: 'Mía' });
	const saving = new Saving(draft, (_url, init) => {
		asked.push(JSON.parse(init?.body as string) as Asked);
		const next = rest.shift();
		if (!next) return Promise.reject(new TypeError('no network'));
		return Promise.resolve(new Response(JSON.stringify(next[1]), { status: next[0] }));
	});
	return { draft, saving, asked };
}

describe('Saving', () => {
	test('sends the draft over the revision it began with', async () => {
		const { draft, saving, asked } = begin([
			200,
			{ board: { ...board, name: 'Mía', revision: 4 } }
		]);
		await saving.save();
		expect(asked).toMatchObject([{ revision: 3, layout: { name: 'Mía' } }]);
		expect([saving.state.kind, draft.isChanged, draft.saved.revision]).toEqual(['saved', false, 4]);
	});

	test('another team is a change and is sent with the layout', async () => {
		const north = { ...board, name: 'Mía', team: 'north', revision: 4 };
		const { draft, saving, asked } = begin([200, { board: north }]);
		draft.move({ team: 'north' });
		await saving.save();
		expect(asked[0]?.place).toEqual({ team: 'north', showsAgents: false });
		expect(draft.isChanged).toBe(false);
		draft.move({ showsAgents: true });
		expect(draft.isChanged).toBe(true);
	});

	test('a conflict loses nothing and may be saved over what was shown', async () => {
		const { draft, saving, asked } = begin(
			[409, { current: theirs }],
			[200, { board: { ...board, name: 'Mía', revision: 10 } }]
		);
		await saving.save();
		expect([saving.state.kind, draft.layout.name]).toEqual(['conflict', 'Mía']);
		await saving.keepMine();
		expect([asked[1]?.revision, saving.state.kind]).toEqual([9, 'saved']);
	});

	test('or the other version is taken', async () => {
		const { draft, saving } = begin([409, { current: theirs }]);
		await saving.save();
		saving.takeTheirs();
		expect([saving.state.kind, draft.layout.name, draft.isChanged]).toEqual([
			'idle',
			'Suya',
			false
		]);
	});

	test.each([
		['a board that is gone', [404, {}], 'gone'],
		['faults', [422, { faults: [{ field: 'name', code: 'required' }] }], 'invalid'],
		['a server in trouble', [500, {}], 'failed']
	] as const)('%s is told', async (_why, answer, kind) => {
		const { draft, saving } = begin(answer);
		await saving.save();
		expect([saving.state.kind, draft.layout.name]).toEqual([kind, 'Mía']);
	});

	test('no network is told', async () => {
		const { saving } = begin();
		await saving.save();
		expect(saving.state.kind).toBe('failed');
	});
});
