import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { readBoardName } from '#lib/domain/boards/board-name.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import { actorOf } from '#lib/server/audit/actor.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where those begin who have no boards. */
function ownPlace(principal: Principal | null): string | null {
	if (may(principal, 'own.read')) return '/my-day';
	return may(principal, 'interactions.read') && !may(principal, 'boards.view')
		? '/interactions'
		: null;
}

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const place = ownPlace(principal);
	if (place !== null) redirect(303, place);
	const { boards, access } = await runtime();
	const shown = await Promise.all(
		(await boards.list()).map(async (board) => ({
			board,
			isSeen: await access.maySee(principal, board),
			mayEdit: await access.mayEdit(principal, board)
		}))
	);
	return {
		mayCreate: may(principal, 'boards.edit') && ownTeam(principal) !== null,
		boards: shown
			.filter(({ isSeen }) => isSeen)
			.map(({ board: { id, name, tiles, updatedAtMs }, mayEdit }) => ({
				id,
				name,
				mayEdit,
				tiles: tiles.map(({ kind, width, height }) => ({ kind, width, height })),
				updatedAtMs
			}))
	};
};

const textOf = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
};

const actor = ({ locals, getClientAddress }: RequestEvent) =>
	actorOf({ principal: locals.principal, address: getClientAddress() });

/** The first of the own teams: a board that somebody makes belongs where that somebody does. Null without a team. */
const ownTeam = (principal: Principal | null): string | null =>
	(principal && teamsOf(principal)[0]) ?? null;

/** Null for a board that is not there, and for one that may not be seen: the answer does not tell them apart. */
async function seenBoard(principal: Principal | null, id: string): Promise<Board | null> {
	const { boards, access } = await runtime();
	const board = await boards.find(id);
	return board && (await access.maySee(principal, board)) ? board : null;
}

export const actions: Actions = {
	async create(event) {
		const name = readBoardName(textOf(await event.request.formData(), 'name'));
		if (name === null) return fail(422, { fault: 'name' as const });
		const team = ownTeam(event.locals.principal);
		if (team === null) return fail(403, { fault: 'forbidden' as const });
		const { boards } = await runtime();
		const place = { team, showsAgents: false };
		const board = await boards.create({ name, zone: '', tiles: [] }, place, actor(event));
		redirect(303, `/wallboard/${board.id}/edit`);
	},
	async duplicate(event) {
		const { principal, preferences } = event.locals;
		const { boards, access } = await runtime();
		const original = await seenBoard(principal, textOf(await event.request.formData(), 'id'));
		if (!original) return fail(404, { fault: 'gone' as const });
		const t = translator(preferences.locale, await loadCatalog(preferences.language));
		const name = readBoardName(t('home.copyOf', { name: original.name })) ?? original.name;
		const { zone, tiles } = original;
		const isOwn = await access.mayEdit(principal, original);
		const team = isOwn ? original.team : ownTeam(principal);
		if (team === null) return fail(403, { fault: 'forbidden' as const });
		const place = { team, showsAgents: isOwn && original.showsAgents };
		await boards.create({ name, zone, tiles }, place, actor(event));
		return { done: 'duplicated' as const };
	},
	async remove(event) {
		const { boards, hub, access } = await runtime();
		const board = await seenBoard(
			event.locals.principal,
			textOf(await event.request.formData(), 'id')
		);
		if (!board) return fail(404, { fault: 'gone' as const });
		if (!(await access.mayEdit(event.locals.principal, board))) {
			return fail(403, { fault: 'forbidden' as const });
		}
		if (await boards.remove(board.id, actor(event))) hub.boardChanged(board.id);
		return { done: 'removed' as const };
	}
};
