import { error, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { freezePage } from '#lib/server/scorecards/frozen/freeze-page.ts';
import { askedPage } from '#lib/server/scorecards/report/asked-page.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_NOTE = 300;

export const load: PageServerLoad = async (event) => {
	const page = await askedPage(await runtime(), event);
	if (!page) error(404, 'no such scorecard');
	return { page, longestNote: LONGEST_NOTE };
};

export const actions: Actions = {
	async freeze(event) {
		const parts = await runtime();
		const page = await askedPage(parts, event);
		if (!page || !may(event.locals.principal, 'scorecards.manage')) error(404, 'no such scorecard');
		const note = textField(await event.request.formData(), 'note').slice(0, LONGEST_NOTE);
		const content = await freezePage(parts.store.database, page);
		const { id } = await parts.scorecards.frozen.add({ content, note }, actingIn(event));
		redirect(303, `/scorecards/frozen/${id}`);
	}
};
