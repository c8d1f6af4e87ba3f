import { error, fail, redirect } from '@sveltejs/kit';
import { metricFamilies } from '#lib/domain/history/metric-family.ts';
import { NO_CONTRACT, typedContract } from '#lib/domain/scorecard/money/typed-contract.ts';
import { markOf } from '#lib/domain/scorecard/typed-number.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { historyChoices } from '#lib/server/history/choices.ts';
import { DEFAULT_TENANT } from '#lib/server/queries/tenant.ts';
import { readContract } from '#lib/server/scorecards/money/money-forms.ts';
import { moneyNodes } from '#lib/server/scorecards/money/money-nodes.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

/** Of the queues in reach; none while the database does not answer, which keeps nobody from writing a contract. */
async function queuesOf(
	{ access, clickhouse }: Runtime,
	principal: NonNullable<App.Locals['principal']>
): Promise<readonly { readonly id: string; readonly name: string }[]> {
	try {
		const scope = await access.scopeOf(principal);
		return (await historyChoices({ clickhouse, tenant: DEFAULT_TENANT, scope })).queues;
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		return [];
	}
}

export const load: PageServerLoad = async ({ locals: { preferences, principal }, url }) => {
	const parts = await runtime();
	const { choices, reached } = await moneyNodes(parts, principal);
	const from = url.searchParams.get('from');
	const before =
		from === null
			? null
			: (await parts.scorecards.money.contracts()).find(
					({ id, team }) => id === from && reached.has(team)
				);
	if (before === undefined) error(404, 'no such contract');
	return {
		teams: choices,
		team: before?.team ?? choices[0]?.id ?? '',
		typed: before ? typedContract(before.contract, markOf(preferences.locale)) : NO_CONTRACT,
		queues: principal === null ? [] : await queuesOf(parts, principal),
		metrics: metricFamilies()
			.flatMap(({ metrics }) => metrics)
			.filter(({ formula }) => formula.kind !== 'count')
			.map(({ id, name }) => ({ id, name }))
	};
};

export const actions: Actions = {
	async create(event) {
		const parts = await runtime();
		const { reached } = await moneyNodes(parts, event.locals.principal);
		const asked = { teams: reached, mark: markOf(event.locals.preferences.locale) };
		const { draft, ...read } = readContract(await event.request.formData(), asked);
		if (draft === null) return fail(422, read);
		await parts.scorecards.money.addContract(draft, actingIn(event));
		redirect(303, '/scorecards/money/contracts?done=added');
	}
};
