import { fail } from '@sveltejs/kit';
import { rateKey } from '#lib/domain/scorecard/money/cost-rate.ts';
import { dayOf } from '#lib/domain/scorecard/money/day.ts';
import { entryStates } from '#lib/domain/scorecard/money/in-force.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { textField } from '#lib/server/form-fields.ts';
import { readRate } from '#lib/server/scorecards/money/money-forms.ts';
import { moneyNodes } from '#lib/server/scorecards/money/money-nodes.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const parts = await runtime();
	const [{ choices, reached }, rates] = await Promise.all([
		moneyNodes(parts, principal),
		parts.scorecards.money.rates()
	]);
	const today = dayOf(Date.now(), parts.config.timeZone);
	const states = entryStates(rates, today, rateKey);
	return {
		teams: choices,
		rates: rates
			.filter(({ team }) => reached.has(team))
			.map((one) => ({ ...one, state: states.get(one) ?? 'replaced' }))
	};
};

export const actions: Actions = {
	async add(event) {
		const parts = await runtime();
		const { reached } = await moneyNodes(parts, event.locals.principal);
		const asked = { teams: reached, mark: markOf(event.locals.preferences.locale) };
		const { typed, faults, draft } = readRate(await event.request.formData(), asked);
		if (draft === null) return fail(422, { typed, faults });
		await parts.scorecards.money.addRate(draft, actingIn(event));
		return { done: 'added' as const };
	},
	async withdraw(event) {
		const parts = await runtime();
		const { money } = parts.scorecards;
		const { reached } = await moneyNodes(parts, event.locals.principal);
		const id = textField(await event.request.formData(), 'id');
		const own = (await money.rates()).some((rate) => rate.id === id && reached.has(rate.team));
		if (!own || !(await money.withdrawRate(id, actingIn(event))))
			return fail(404, { fault: 'gone' as const });
		return { done: 'withdrawn' as const };
	}
};
