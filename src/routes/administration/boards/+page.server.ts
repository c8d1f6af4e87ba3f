import { fail } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { lastChanges } from '#lib/server/administration/last-changes.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { countField, flagField, textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const { boards, teams, store } = await runtime();
	const [all, nodes, changes] = await Promise.all([
		boards.list(),
		teams.nodes(),
		lastChanges(store.database, 'board:')
	]);
	return {
		teams: teamChoices(nodes),
		boards: all.map(({ id, name, team, showsAgents, revision, updatedAtMs, tiles }) => ({
			id,
			name,
			team,
			showsAgents,
			revision,
			updatedAtMs,
			tiles: tiles.length,
			changedBy: changes.get(`board:${id}`) ?? null
		}))
	};
};

export const actions: Actions = {
	async move(event) {
		const { boards, teams, hub } = await runtime();
		const form = await event.request.formData();
		const [board, nodes] = await Promise.all([boards.find(textField(form, 'id')), teams.nodes()]);
		if (!board) return fail(404, { fault: 'gone' as const });
		const team = textField(form, 'team');
		if (!nodes.some(({ id }) => id === team)) return fail(422, { fault: 'team' as const });
		const { name, zone, tiles } = board;
		const saved = await boards.save(
			board.id,
			{
				layout: { name, zone, tiles },
				revision: countField(form, 'revision') ?? -1,
				place: { team, showsAgents: flagField(form, 'showsAgents') }
			},
			actingIn(event)
		);
		if (!saved.ok) return fail(saved.reason === 'gone' ? 404 : 409, { fault: saved.reason });
		hub.boardChanged(board.id);
		return { done: true as const, name };
	}
};
