import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { textField } from '#lib/server/form-fields.ts';
import { usableItems } from '#lib/server/quality/coaching/seen-tasks.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal }, url }) => {
	const parts = await runtime();
	const [items, nodes] = await Promise.all([usableItems(parts, principal), parts.teams.nodes()]);
	const teams = new Set(items.map(({ team }) => team));
	return {
		items: items.map(({ id, team, item, isOwn, isArchived }) => ({
			...{ id, team, isOwn, isArchived },
			...{ title: item.title, kind: item.kind, questions: item.quiz.length }
		})),
		teams: teamChoices(nodes).filter(({ id }) => teams.has(id)),
		isSaved: url.searchParams.get('done') === 'saved'
	};
};

async function setArchived(event: RequestEvent, isArchived: boolean) {
	const parts = await runtime();
	const id = textField(await event.request.formData(), 'id');
	const items = await usableItems(parts, event.locals.principal);
	const own = items.find((item) => item.id === id && item.isOwn);
	const changed =
		own && (await parts.quality.coaching.items.setArchived(id, isArchived, actingIn(event)));
	if (changed?.ok !== true) return fail(404, { fault: 'gone' as const });
	return { done: isArchived ? ('archived' as const) : ('restored' as const) };
}

export const actions: Actions = {
	archive: (event) => setArchived(event, true),
	restore: (event) => setArchived(event, false)
};
