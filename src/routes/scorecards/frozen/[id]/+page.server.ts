import { error } from '@sveltejs/kit';
import { thaw } from '#lib/domain/scorecard/report/frozen.ts';
import { runtime } from '#lib/server/runtime.ts';
import { seenFrozen } from '#lib/server/scorecards/frozen/seen-frozen.ts';
import { seenScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const parts = await runtime();
	const found = await seenFrozen(parts, locals.principal, params.id);
	// The same for one that is not there and one that is out of reach.
	if (!found) error(404, 'no such frozen period');
	const { content, ...frozen } = found;
	const scorecard = await seenScorecard(parts, locals.principal, found.scorecard);
	return {
		frozen,
		// Of what was changed behind the product nothing is shown: any digit of it may be wrong.
		page: content && found.isIntact ? thaw(content, locals.preferences.language) : null,
		/** Whether its scorecard may be gone on to. */
		mayOpen: scorecard !== null
	};
};
