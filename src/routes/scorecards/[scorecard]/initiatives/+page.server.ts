import { error } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import { newestContent, todayOf } from '#lib/server/scorecards/initiatives/initiative-page.ts';
import { seenScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import type { PageServerLoad } from './$types';

const DONE = ['created', 'saved', 'archived', 'restored'] as const;

export const load: PageServerLoad = async ({ locals: { principal }, params, url }) => {
	const parts = await runtime();
	const scorecard = await seenScorecard(parts, principal, params.scorecard);
	if (!scorecard) error(404, 'no such scorecard');
	const all = await parts.scorecards.initiatives.initiativesOf(scorecard.id);
	const isAll = url.searchParams.get('show') === 'all';
	return {
		scorecard: scorecard.id,
		name: newestContent(scorecard).name,
		isEditable: scorecard.isEditable,
		initiatives: all
			.filter(({ initiative, isArchived }) => isAll || (!isArchived && initiative.ended === null))
			.map(({ id, initiative, isArchived }) => ({ id, initiative, isArchived })),
		known: all.length,
		isAll,
		today: todayOf(parts),
		done: DONE.find((word) => word === url.searchParams.get('done')) ?? null
	};
};
