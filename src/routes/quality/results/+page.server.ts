import { openResults } from '#lib/server/quality/results/results-reader.ts';
import { chooseForm, readTeamResults } from '#lib/server/quality/results/team-results.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const chosen = await chooseForm(await openResults(await runtime(), event));
	return { choices: chosen.choices, results: await readTeamResults(chosen) };
};
