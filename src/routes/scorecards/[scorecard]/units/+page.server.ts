import { error } from '@sveltejs/kit';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import { readScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import { runtime } from '#lib/server/runtime.ts';
import { compareUnits } from '#lib/server/scorecards/compare-units.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals, params, url }) => {
	depends('atalaya:scorecards');
	const parts = await runtime();
	const { principal, preferences } = locals;
	const ask = readScorecardAsk(url.searchParams, monthOf(Date.now(), parts.config.timeZone));
	const { scorecard } = params;
	const comparison = await compareUnits(parts, principal, {
		...{ scorecard, ...ask, language: preferences.language }
	});
	if (comparison === null) error(404, 'no such scorecard');
	return { comparison };
};
