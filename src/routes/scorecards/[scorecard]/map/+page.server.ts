import { error } from '@sveltejs/kit';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import { readScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import { strategyOf } from '#lib/domain/scorecard/strategy/strategy-view.ts';
import { runtime } from '#lib/server/runtime.ts';
import { scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals, params, url }) => {
	depends('atalaya:scorecards');
	const parts = await runtime();
	const thisMonth = monthOf(Date.now(), parts.config.timeZone);
	const page = await scorecardPage(parts, locals.principal, {
		...readScorecardAsk(url.searchParams, thisMonth),
		scorecard: params.scorecard,
		language: locals.preferences.language
	});
	if (!page) error(404, 'no such scorecard');
	return { page, strategy: strategyOf(page.view) };
};
