import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { NEW_PLAN, sentOf } from '#lib/domain/quality/sampling/plan-form.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { planChoices } from '#lib/server/quality/sampling/plan-choices.ts';
import { checkPlan, readSentPlan } from '#lib/server/quality/sampling/plan-draft.ts';
import { previewAnswer } from '#lib/server/quality/sampling/preview-answer.ts';
import { ownPlan } from '#lib/server/quality/sampling/seen-plans.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal }, url }) => {
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const original = await ownPlan(parts, principal, url.searchParams.get('from') ?? '');
	const choices = await planChoices(parts, principal, original?.plan.filter);
	const only = choices.forms.length === 1 ? choices.forms[0]?.id : undefined;
	const empty = { ...NEW_PLAN, team: teamsOf(principal)[0] ?? '', form: only ?? '' };
	// A copy draws by itself: with the same seed it would choose the same contacts.
	const sent = original ? { ...sentOf(original.plan, original.team), name: '', seed: '' } : empty;
	return { sent, choices };
};

async function read({ locals: { principal }, request }: RequestEvent) {
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const choices = await planChoices(parts, principal);
	const sent = readSentPlan(await request.formData(), choices);
	return { parts, principal, sent, checked: checkPlan(sent, choices) };
}

export const actions: Actions = {
	async create(event) {
		const { parts, sent, checked } = await read(event);
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const saved = await parts.quality.sampling.plans.create(checked.draft, actingIn(event));
		if (!saved.ok)
			return fail(422, { faults: [{ field: 'plan' as const, code: saved.reason }], sent });
		redirect(303, `/quality/plans?created=${saved.stored.id}`);
	},
	async preview(event) {
		const { parts, principal, sent, checked } = await read(event);
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const preview = await previewAnswer(parts, principal, checked.draft, null);
		return preview ? { sent, preview } : fail(503, { sent, away: true as const });
	}
};
