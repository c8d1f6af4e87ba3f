import { readEvaluatorPage } from '#lib/server/quality/results/evaluator-page.ts';
import { openResults } from '#lib/server/quality/results/results-reader.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const parts = await runtime();
	return readEvaluatorPage(await openResults(parts, event), parts.people);
};
