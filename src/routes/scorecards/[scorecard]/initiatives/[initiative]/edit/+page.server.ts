import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { initiativeOf, sentOf } from '#lib/domain/scorecard/strategy/sent-initiative.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readInitiativeForm } from '#lib/server/scorecards/initiatives/initiative-form.ts';
import {
	namedMeasures,
	newestContent,
	ownInitiative
} from '#lib/server/scorecards/initiatives/initiative-page.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = Pick<RequestEvent<{ scorecard: string; initiative: string }>, 'locals' | 'params'>;

async function find({ locals, params }: Asked) {
	const parts = await runtime();
	const found = await ownInitiative(parts, locals.principal, params);
	if (!found) error(404, 'no such initiative');
	const named = await namedMeasures(parts, found.scorecard, locals.preferences.language);
	return { parts, ...found, content: newestContent(found.scorecard), ...named };
}

export const load: PageServerLoad = async (event) => {
	const { scorecard, stored, content, facts, units } = await find(event);
	return {
		scorecard: scorecard.id,
		id: stored.id,
		title: stored.initiative.name,
		revision: stored.revision,
		sent: sentOf(stored.initiative, units, markOf(event.locals.preferences.locale)),
		objectives: content.objectives.map(({ id, name }) => ({ id, name })),
		facts
	};
};

export const actions: Actions = {
	async save(event) {
		const { parts, scorecard, stored, content, units } = await find(event);
		const form = await event.request.formData();
		const objectives = content.objectives.map(({ id }) => id);
		const sent = readInitiativeForm(form, objectives);
		const { initiative, faults } = initiativeOf(
			sent,
			units,
			markOf(event.locals.preferences.locale)
		);
		if (faults.length > 0) return fail(422, { faults, sent });
		const change = { initiative, revision: countField(form, 'revision') ?? 0 };
		const saved = await parts.scorecards.initiatives.save(stored.id, change, actingIn(event));
		if (!saved.ok) return fail(409, { reason: saved.reason, sent });
		const base = `/scorecards/${encodeURIComponent(scorecard.id)}`;
		redirect(303, `${base}/initiatives/${encodeURIComponent(stored.id)}?done=saved`);
	}
};
