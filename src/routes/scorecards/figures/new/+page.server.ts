import { fail, redirect } from '@sveltejs/kit';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { readFigureForm } from '#lib/server/scorecards/figures/figure-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal, preferences } }) => {
	if (principal === null) redirect(303, '/sign-in');
	const { teams, mark } = await askedFigures(await runtime(), principal, preferences.locale);
	return { teams, mark, team: teamsOf(principal)[0] ?? '', figure: NEW_FIGURE };
};

export const actions: Actions = {
	async create(event) {
		const { principal, preferences } = event.locals;
		if (principal === null) redirect(303, '/sign-in');
		const parts = await runtime();
		const { teams, mark } = await askedFigures(parts, principal, preferences.locale);
		const sent = readFigureForm(await event.request.formData(), {
			teams: teams.map(({ id }) => id),
			mark
		});
		if (sent.faults.length > 0) return fail(422, { ...sent, reason: null });
		const saved = await parts.scorecards.figures.definitions.create(sent, actingIn(event));
		if (!saved.ok) return fail(409, { ...sent, reason: saved.reason });
		redirect(303, `/scorecards/figures?created=${saved.stored.id}`);
	}
};
