import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { plusMonths } from '#lib/domain/scorecard/month.ts';
import { initiativeOf } from '#lib/domain/scorecard/strategy/sent-initiative.ts';
import type { SentInitiative } from '#lib/domain/scorecard/strategy/sent-initiative.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readInitiativeForm } from '#lib/server/scorecards/initiatives/initiative-form.ts';
import {
	namedMeasures,
	newestContent,
	todayOf
} from '#lib/server/scorecards/initiatives/initiative-page.ts';
import { ownScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import type { Actions, PageServerLoad } from './$types';

const HALF_A_YEAR = 6;

async function find({
	locals,
	params
}: Pick<RequestEvent<{ scorecard: string }>, 'locals' | 'params'>) {
	const parts = await runtime();
	const scorecard = await ownScorecard(parts, locals.principal, params.scorecard);
	if (!scorecard) error(404, 'no such scorecard');
	const named = await namedMeasures(parts, scorecard, locals.preferences.language);
	return { parts, scorecard, content: newestContent(scorecard), ...named };
}

/** From today for half a year. */
function begun(today: string): SentInitiative {
	return {
		...{ name: '', description: '', sponsor: '', owner: '', startsOn: today },
		endsOn: `${plusMonths(today.slice(0, 7), HALF_A_YEAR)}-01`,
		...{ budget: '', spent: '', done: '', endedAs: '', endedOn: '' },
		...{ objectives: [], milestones: [], effects: [] }
	};
}

export const load: PageServerLoad = async (event) => {
	const { parts, scorecard, content, facts } = await find(event);
	return {
		scorecard: scorecard.id,
		name: content.name,
		sent: begun(todayOf(parts)),
		objectives: content.objectives.map(({ id, name }) => ({ id, name })),
		facts
	};
};

export const actions: Actions = {
	async create(event) {
		const { parts, scorecard, content, units } = await find(event);
		const objectives = content.objectives.map(({ id }) => id);
		const sent = readInitiativeForm(await event.request.formData(), objectives);
		const { initiative, faults } = initiativeOf(
			sent,
			units,
			markOf(event.locals.preferences.locale)
		);
		if (faults.length > 0) return fail(422, { faults, sent });
		const saved = await parts.scorecards.initiatives.create(
			scorecard.id,
			initiative,
			actingIn(event)
		);
		if (!saved.ok) return fail(409, { reason: saved.reason, sent });
		redirect(303, `/scorecards/${encodeURIComponent(scorecard.id)}/initiatives?done=created`);
	}
};
