import { error } from '@sveltejs/kit';
import { CSV, csvStream, download } from '#lib/server/export/csv.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { templateRows } from '#lib/server/scorecards/figures/import-template.ts';
import { seenFigures } from '#lib/server/scorecards/figures/seen-figures.ts';
import type { RequestHandler } from './$types';

/** One line for each figure there is, without a number. */
export const GET: RequestHandler = async ({ locals: { principal, preferences } }) => {
	if (principal === null) error(401);
	const parts = await runtime();
	const { sight, thisMonth } = await askedFigures(parts, principal, preferences.locale);
	const figures = await seenFigures(parts, sight);
	const { header, rows } = templateRows(preferences.language, {
		...{ month: thisMonth, sight },
		figures: figures.filter(({ isArchived }) => !isArchived)
	});
	return download('atalaya-figures.csv', CSV, csvStream(header, rows));
};
