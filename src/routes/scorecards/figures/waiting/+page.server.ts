import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { LONGEST_DECISION } from '#lib/domain/scorecard/figures/figure-value.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { decideValues } from '#lib/server/scorecards/figures/decide-values.ts';
import { seenKey } from '#lib/server/scorecards/figures/value-form.ts';
import { waitingValues } from '#lib/server/scorecards/figures/waiting-page.ts';
import type { Actions, PageServerLoad } from './$types';

async function asking({ locals: { principal, preferences } }: Pick<RequestEvent, 'locals'>) {
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	return { parts, ...(await askedFigures(parts, principal, preferences.locale)) };
}

export const load: PageServerLoad = async (event) => {
	const { parts, sight, teams } = await asking(event);
	const { values, names } = await waitingValues(parts, sight);
	return {
		...{ teams, names },
		values: values.map((value) => ({ ...value, key: seenKey(value) })),
		mayApprove: may(sight.principal, 'figures.approve')
	};
};

async function decide(event: RequestEvent, decision: 'approved' | 'refused') {
	const { parts, sight } = await asking(event);
	const form = await event.request.formData();
	const keys = form.getAll('value').filter((key) => typeof key === 'string');
	const why = textField(form, 'why').slice(0, LONGEST_DECISION);
	if (keys.length === 0) return fail(422, { reason: 'nothing' as const });
	if (decision === 'refused' && why === '') return fail(422, { reason: 'reason' as const });
	const as = { sight, decision, why, actor: actingIn(event) };
	return { decision, counts: await decideValues(parts, keys, as) };
}

export const actions: Actions = {
	approve: (event) => decide(event, 'approved'),
	refuse: (event) => decide(event, 'refused')
};
