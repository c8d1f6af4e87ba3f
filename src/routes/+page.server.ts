import { fail, redirect } from '@sveltejs/kit';
import { readBoardName } from '#lib/domain/boards/board-name.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const { boards } = await runtime();
	const all = await boards.list();
	return {
		boards: all.map(({ id, name, tiles, updatedAtMs }) => ({
			id,
			name,
			tiles: tiles.map(({ kind, width, height }) => ({ kind, width, height })),
			updatedAtMs
		}))
	};
};

const textOf = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
};

export const actions: Actions = {
	async create({ request }) {
		const name = readBoardName(textOf(await request.formData(), 'name'));
		if (name === null) return fail(422, { fault: 'name' as const });
		const { boards } = await runtime();
		const board = await boards.create({ name, zone: '', tiles: [] });
		redirect(303, `/wallboard/${board.id}/edit`);
	},
	async duplicate({ request, locals }) {
		const { boards } = await runtime();
		const original = await boards.find(textOf(await request.formData(), 'id'));
		if (!original) return fail(404, { fault: 'gone' as const });
		const { language, locale } = locals.preferences;
		const t = translator(locale, await loadCatalog(language));
		const name = readBoardName(t('home.copyOf', { name: original.name })) ?? original.name;
		const { zone, tiles } = original;
		await boards.create({ name, zone, tiles });
		return { done: 'duplicated' as const };
	},
	async remove({ request }) {
		const { boards, hub } = await runtime();
		const id = textOf(await request.formData(), 'id');
		if (await boards.remove(id)) hub.boardChanged(id);
		return { done: 'removed' as const };
	}
};
