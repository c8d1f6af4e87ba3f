import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { runtime } from '#lib/server/runtime.ts';
import {
	initiativePage,
	newestContent,
	ownInitiative,
	seenInitiative,
	todayOf
} from '#lib/server/scorecards/initiatives/initiative-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals, params, url }) => {
	depends('atalaya:scorecards');
	const parts = await runtime();
	const found = await seenInitiative(parts, locals.principal, params);
	if (!found) error(404, 'no such initiative');
	const { scorecard, stored } = found;
	const content = newestContent(scorecard);
	return {
		...(await initiativePage(parts, found, locals.preferences.language)),
		scorecard: scorecard.id,
		name: content.name,
		isEditable: scorecard.isEditable,
		stored,
		objectives: content.objectives
			.filter(({ id }) => stored.initiative.objectives.includes(id))
			.map(({ id, name }) => ({ id, name })),
		today: todayOf(parts),
		isSaved: url.searchParams.get('done') === 'saved'
	};
};

async function setArchived(
	event: RequestEvent<{ scorecard: string; initiative: string }>,
	isArchived: boolean
) {
	const parts = await runtime();
	const found = await ownInitiative(parts, event.locals.principal, event.params);
	if (!found) error(404, 'no such initiative');
	const { id, scorecard } = found.stored;
	const saved = await parts.scorecards.initiatives.setArchived(id, isArchived, actingIn(event));
	if (!saved.ok) return fail(409, { reason: saved.reason });
	const done = isArchived ? 'archived' : 'restored';
	redirect(303, `/scorecards/${encodeURIComponent(scorecard)}/initiatives?show=all&done=${done}`);
}

export const actions: Actions = {
	archive: (event) => setArchived(event, true),
	restore: (event) => setArchived(event, false)
};
