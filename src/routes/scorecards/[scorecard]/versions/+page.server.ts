import { error } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import { versionsPage } from '#lib/server/scorecards/edit/versions-page.ts';
import { seenScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const parts = await runtime();
	const scorecard = await seenScorecard(parts, locals.principal, params.scorecard);
	if (!scorecard) error(404, 'no such scorecard');
	const { id, isEditable } = scorecard;
	const { locale } = locals.preferences;
	const page = await versionsPage(parts, scorecard, { query: url.searchParams, locale });
	return { ...page, id, isEditable };
};
