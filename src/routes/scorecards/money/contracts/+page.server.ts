import { fail } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/scorecard/money/day.ts';
import { entryStates } from '#lib/domain/scorecard/money/in-force.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { textField } from '#lib/server/form-fields.ts';
import { moneyNodes } from '#lib/server/scorecards/money/money-nodes.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal }, url }) => {
	const parts = await runtime();
	const [{ choices, reached }, contracts] = await Promise.all([
		moneyNodes(parts, principal),
		parts.scorecards.money.contracts()
	]);
	const today = dayOf(Date.now(), parts.config.timeZone);
	const states = entryStates(contracts, today, ({ team }) => team);
	return {
		teams: choices,
		contracts: contracts
			.filter(({ team }) => reached.has(team))
			.map((one) => ({ ...one, state: states.get(one) ?? 'replaced' })),
		isAdded: url.searchParams.get('done') === 'added'
	};
};

export const actions: Actions = {
	async withdraw(event) {
		const parts = await runtime();
		const { money } = parts.scorecards;
		const { reached } = await moneyNodes(parts, event.locals.principal);
		const id = textField(await event.request.formData(), 'id');
		const own = (await money.contracts()).some((one) => one.id === id && reached.has(one.team));
		if (!own || !(await money.withdrawContract(id, actingIn(event))))
			return fail(404, { fault: 'gone' as const });
		return { done: 'withdrawn' as const };
	}
};
