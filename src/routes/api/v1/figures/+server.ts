import { error } from '@sveltejs/kit';
import { jsonResponse } from '#lib/server/api/problem.ts';
import { runtime } from '#lib/server/runtime.ts';
import { figureAnswer } from '#lib/server/scorecards/figures/api-values.ts';
import { seenFigures, sightOf } from '#lib/server/scorecards/figures/seen-figures.ts';
import type { RequestHandler } from './$types';

/** Those that take values, by name. */
export const GET: RequestHandler = async ({ locals: { principal } }) => {
	if (principal === null) error(401);
	const parts = await runtime();
	const figures = await seenFigures(parts, await sightOf(parts, principal));
	return jsonResponse({
		figures: figures.filter(({ isArchived }) => !isArchived).map(figureAnswer)
	});
};
