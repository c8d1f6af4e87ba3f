import { error } from '@sveltejs/kit';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import { readScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import { runtime } from '#lib/server/runtime.ts';
import { scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals, params, url }) => {
	depends('atalaya:scorecards');
	const parts = await runtime();
	const { principal, preferences } = locals;
	const ask = readScorecardAsk(url.searchParams, monthOf(Date.now(), parts.config.timeZone));
	const { scorecard } = params;
	const { language } = preferences;
	const page = await scorecardPage(parts, principal, { scorecard, ...ask, language });
	// The same for one that is not there and one that is out of reach.
	if (page === null) error(404, 'no such scorecard');
	return { page };
};
