import { error } from '@sveltejs/kit';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { moneyPage } from '#lib/server/scorecards/money/money-page.ts';
import type { MoneyPage } from '#lib/server/scorecards/money/money-page.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals: { principal }, request, url }) => {
	depends('atalaya:scorecards');
	const asked = {
		team: url.searchParams.get('team'),
		month: url.searchParams.get('month'),
		signal: request.signal
	};
	let money: MoneyPage | null;
	try {
		money = await moneyPage(await runtime(), principal, asked);
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		return { money: null };
	}
	// The same for a node that is not there and for one out of reach.
	if (money === null) error(404, 'no such node');
	return { money };
};
