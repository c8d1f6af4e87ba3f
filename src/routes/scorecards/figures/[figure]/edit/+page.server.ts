import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { readFigureForm } from '#lib/server/scorecards/figures/figure-form.ts';
import { seenFigure } from '#lib/server/scorecards/figures/seen-figures.ts';
import type { Actions, PageServerLoad } from './$types';

type OfFigure = RequestEvent<{ figure: string }>;

/** The same for a figure that is not there and for one of other nodes. */
async function find({ locals, params }: Pick<OfFigure, 'locals' | 'params'>) {
	const { principal, preferences } = locals;
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const asked = await askedFigures(parts, principal, preferences.locale);
	const stored = await seenFigure(parts, asked.sight, params.figure);
	if (!stored?.isOwn) error(404, 'no such figure');
	return { parts, stored, ...asked };
}

export const load: PageServerLoad = async (event) => {
	const { parts, stored, teams, mark } = await find(event);
	const values = await parts.scorecards.figures.values.of(stored.id);
	return { stored, teams, mark, hasValues: values.length > 0 };
};

async function setArchived(event: OfFigure, isArchived: boolean) {
	const { parts, stored } = await find(event);
	const { definitions } = parts.scorecards.figures;
	const saved = await definitions.setArchived(stored.id, isArchived, actingIn(event));
	if (!saved.ok) return fail(409, { reason: saved.reason });
	return { done: isArchived ? ('archived' as const) : ('restored' as const) };
}

export const actions: Actions = {
	async save(event) {
		const { parts, stored, teams, mark } = await find(event);
		const form = await event.request.formData();
		const sent = readFigureForm(form, { teams: teams.map(({ id }) => id), mark });
		if (sent.faults.length > 0) return fail(422, { sent, reason: null });
		const draft = { ...sent, revision: countField(form, 'revision') ?? 0 };
		const saved = await parts.scorecards.figures.definitions.save(
			stored.id,
			draft,
			actingIn(event)
		);
		if (!saved.ok) return fail(409, { sent, reason: saved.reason });
		redirect(303, `/scorecards/figures?saved=${stored.id}`);
	},
	archive: (event) => setArchived(event, true),
	restore: (event) => setArchived(event, false)
};
