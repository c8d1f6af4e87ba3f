import { readQuestionPage } from '#lib/server/quality/results/question-page.ts';
import { openResults } from '#lib/server/quality/results/results-reader.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	return readQuestionPage(await openResults(await runtime(), event));
};
